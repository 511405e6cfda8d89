"""The versions that the numbers of a scan depend on."""

import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("avgkit", "duckdb", "narwhals", "pandas", "pyarrow", "numpy")


def versions() -> dict[str, str]:
    """The versions that the numbers depend on."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
