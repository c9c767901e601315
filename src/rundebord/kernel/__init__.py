"""The bottom of the house: the clock, identifiers and the polite no. Imports none of ours, and no Django."""
