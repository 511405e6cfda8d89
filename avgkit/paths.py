"""Where the package finds its own files: in the repository, or inside an installed wheel."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
KNOWLEDGE = PACKAGE / "knowledge"
FORMATS = PACKAGE / "formats"
LEXICON = PACKAGE / "lexicon"


def _beside(repository: str, packaged: str) -> Path:
    """The folder of the repository when we run from one, else its copy in the wheel."""
    inside = PACKAGE / packaged
    return inside if inside.is_dir() else PACKAGE.parent / repository


NOTEBOOKS = _beside("notebooks", "_notebooks")
DEMO = _beside("data/demo", "_demo")
EXPORTS = _beside("data/exports", "_exports")  # in a wheel: the one that a lesson shows


def home() -> Path:
    """Where avgkit keeps what belongs to this user : AVGKIT_HOME, else the user's own data folder."""
    if given := os.environ.get("AVGKIT_HOME"):
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("avgkit", appauthor=False)
