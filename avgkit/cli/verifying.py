"""`avgkit verify-sample`: how good the recognisers are on one's own data."""


def register(app) -> None:
    """Add the command to the command line."""
