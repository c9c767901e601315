"""The package format, pure: a folder becomes a ``Package``, or a sentence that says what is wrong. No Django."""
