"""Figures for speed and size, each with its bar and its peer measured in the same run. Not tests: see README.md."""
