"""Makers of a Crm and a Policy from what an organisation has: folders of exports and declarations."""

from pathlib import Path

from .. import paths
from ..errors import AvgkitError
from ..tables import Crm, Policy
from .cutting import cut
from .exports import load_crm
from .policies import load_policy

__all__ = ["load_crm", "load_policy", "open_inputs"]


def open_inputs(
    crm: str | Path | None = None, policy: str | Path | None = None, format: str | None = None, **parts: str
) -> tuple[Crm, Policy]:
    """The Crm and Policy that a command means: the demo when nothing is named; a folder with crm/ and policy/ is both.

    `parts` cut both to one department, team, branch or supplier (sources.cutting).
    A Crm without a policy gets an empty one: what it leaves unsaid is then reported as not declared. Raises AvgkitError
    with the problems of both at once.
    """
    if not crm:
        crm, policy = paths.DEMO / "crm", policy or paths.DEMO / "policy"
    elif _folder(Path(crm) / "crm"):
        own = Path(crm) / "policy"
        crm, policy = Path(crm) / "crm", policy or (own if _folder(own) else None)
    problems, opened = [], []
    for load, source in ((lambda path: load_crm(path, format), crm), (load_policy, policy)):
        try:
            opened.append(load(source) if source else Policy())
        except AvgkitError as error:
            problems += error.problems
    if problems:
        raise AvgkitError(problems)
    return cut(opened[0], opened[1], **parts)


def _folder(path: Path) -> bool:
    """Whether this folder can be seen; what hides it is told when its parent is opened."""
    try:
        return path.is_dir()
    except OSError:
        return False
