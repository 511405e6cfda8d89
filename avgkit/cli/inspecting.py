"""`avgkit inspect`: what an export holds, and how its columns are read."""


def register(app) -> None:
    """Add the command to the command line."""
