"""The themes, written out, and every check in them."""

from functools import cache
from pathlib import Path

from .. import texts
from ..check import Check, bind
from ..errors import AvgkitError
from . import (
    authorisation,
    consent,
    impact,
    maturity,
    minimisation,
    register,
    retention,
    rights,
    shadow,
    special,
    supervision,
    transfers,
)

THEMES = {
    "consent": consent,
    "minimisation": minimisation,
    "special": special,
    "retention": retention,
    "register": register,
    "authorisation": authorisation,
    "shadow": shadow,
    "rights": rights,
    "transfers": transfers,
    "supervision": supervision,
    "impact": impact,
    "maturity": maturity,
}


@cache
def _all() -> tuple[Check, ...]:
    folder = Path(__file__).parent
    return tuple(check for name, module in THEMES.items() for check in bind(module, folder / f"{name}.toml"))


def checks(theme: str | None = None) -> list[Check]:
    """The checks of one theme, or of all themes, in the order of the theme's page."""
    if theme is not None and theme not in THEMES:
        raise AvgkitError(texts.unknown_name("errors.unknown_theme", theme, THEMES))
    return [check for check in _all() if theme in (None, check.theme)]


def find(check_id: str) -> Check:
    """The check with this id."""
    for check in _all():
        if check.id == check_id:
            return check
    raise AvgkitError(texts.unknown_name("errors.unknown_check", check_id, [c.id for c in _all()]))
