"""What can be wrong with a copy; apart, so that it can be named before Django has been set up."""


class ArchiveFault(Exception):
    """The copy could not be made or put back. The message says what happened and what to do."""
