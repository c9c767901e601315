"""Programme packages and their versions."""
