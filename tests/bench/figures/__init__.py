"""One figure in each file, as ``measure(plan) -> list[Line]``."""
