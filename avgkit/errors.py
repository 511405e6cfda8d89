"""Wrong use, told in the user's language: all problems at once, never a traceback."""

from collections.abc import Iterable
from difflib import get_close_matches


class AvgkitError(ValueError):
    """Wrong use or configuration (exit code 2). `problems` holds one clear sentence for each problem."""

    def __init__(self, problems: str | Iterable[str]):
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))


class AvgkitWarning(UserWarning):
    """Something that is no mistake but that the user should know, in the user's language."""


def nearest(name: object, known: Iterable[str]) -> str:
    """The known name most like `name`, or an empty string when none comes near."""
    by_lower = {str(item).lower(): str(item) for item in known}
    found = get_close_matches(str(name).lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""
