"""The live meeting: a pure core, its log, and the screens that follow it."""
