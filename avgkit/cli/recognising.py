"""`avgkit recognise`: what texts hold, a line for each."""


def register(app) -> None:
    """Add the command to the command line."""
