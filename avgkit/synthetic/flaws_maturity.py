"""Planted flaws of the theme maturity: a level that nothing shows, and a target that has not been reached."""

from .draft import Draft
from .flaws import Found, wide


@wide("claim-without-evidence")
def claim_without_evidence(draft: Draft) -> list[Found]:
    """The firm thinks that its shadow files are under control, and has nothing that shows it."""
    _row(draft, "shadow").update(level=3, target=3, evidence="geen")
    return [("claim-without-evidence", "policy", "shadow")]


@wide("theme-below-target")
def theme_below_target(draft: Draft) -> list[Found]:
    """The firm knows that it is not there yet and says where it wants to be."""
    _row(draft, "retention").update(target=4)
    _row(draft, "impact").update(target=3)
    return [("theme-below-target", "policy", name) for name in ("impact", "retention")]


def _row(draft: Draft, theme: str) -> dict:
    return next(row for row in draft.policy["assessment"] if row["theme"] == theme)
