"""`avgkit shadow` and `avgkit purge`: loose files beside the CRM."""


def register(app) -> None:
    """Add the command to the command line."""
