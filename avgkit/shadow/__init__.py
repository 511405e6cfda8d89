"""Loose files beside the CRM: searches a folder, tells who is in which file and by what, and has it judged."""

from importlib import import_module

# Loaded when first used: a process that only reads files needs no checks.
_HOMES = {
    "search": "searching",
    "Search": "searching",
    "load": "results",
    "purge": "results",
    "Match": "matching",
    "matches": "matching",
    "people_index": "matching",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'avgkit.shadow' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
