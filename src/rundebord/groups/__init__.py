"""A leadership group: what lives longer than one meeting, and who may enter."""
