"""`avgkit request`: everything about one person."""


def register(app) -> None:
    """Add the command to the command line."""
