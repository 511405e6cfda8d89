"""A folder for a USB stick from which avgkit is installed without network, by one command, in a folder of its own.

The versions are those that run here; what another system needs besides is looked up for that system. Each file is
installed only when its hash is the one written down when the folder was made.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..whole import beside
from . import wheel
from .ending import unwritable
from .setup import recipe

_MANY = [f"manylinux_2_{minor}" for minor in (34, 31, 28, 27, 26, 24, 17, 12, 5)]
_X86 = (*[f"{one}_x86_64" for one in _MANY], "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")
_ARM = (*[f"{one}_aarch64" for one in _MANY[:7]], "manylinux2014_aarch64")
# By system: the tags of wheels that run there, and what the requirements of a package may ask about it.
PLATFORMS = {
    "linux": (_X86, ("linux", "Linux", "posix", "x86_64")),
    "linux-arm": (_ARM, ("linux", "Linux", "posix", "aarch64")),
    "macos": (("macosx_14_0_arm64", "macosx_14_0_universal2"), ("darwin", "Darwin", "posix", "arm64")),
    "macos-intel": (("macosx_14_0_x86_64", "macosx_14_0_universal2"), ("darwin", "Darwin", "posix", "x86_64")),
    "windows": (("win_amd64",), ("win32", "Windows", "nt", "AMD64")),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_ROUNDS = 12  # of looking what a package needs in its turn; a real one takes about six


@dataclass(frozen=True)
class Stick:
    """What was made: the folder, the wheels in it, their bytes, and the command that installs them."""

    out: Path
    files: tuple[str, ...]
    size: int
    platform: str
    python: str
    command: str

    def to_dict(self) -> dict:
        """For a machine to read."""
        about = {"out": str(self.out), "platform": self.platform, "python": self.python, "command": self.command}
        return about | {"files": list(self.files), "bytes": self.size}


def here() -> str:
    """The name of the system that this computer has."""
    import platform

    arm = platform.machine().lower() in ("arm64", "aarch64")
    if sys.platform == "darwin":
        return "macos" if arm else "macos-intel"
    return "windows" if sys.platform == "win32" else "linux-arm" if arm else "linux"


def wheels(out, *, platform: str | None = None, python: str | None = None, also=None, lang: str | None = None) -> Stick:
    """Make the folder `out`, whole or not at all; it must not exist, or be empty.

    `platform`: one of PLATFORMS; `python`: one of PYTHONS; `also`: more packages. AvgkitError with all that is wrong:
    unknown names, a folder in use, no pip, or a package that cannot be had for that system.
    """
    out, lang = Path(out), texts.language(lang)
    platform, python = platform or here(), python or f"{sys.version_info[0]}.{sys.version_info[1]}"
    more = [one.strip() for one in (also.split(",") if isinstance(also, str) else also or ()) if one.strip()]
    _checked(out, platform, python, more)
    pip = _pip(lang)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = beside(out)
        work.mkdir()
    except OSError as error:
        raise unwritable(out, error, lang) from None
    try:
        folder = work / "wheels"
        folder.mkdir()
        own = wheel.build(folder, pip, lang)
        _gather(folder, own, more, platform, python, pip, lang)
        names = tuple(sorted(path.name for path in folder.iterdir()))
        (work / "requirements.txt").write_text(_requirements(folder, names), encoding="utf-8", newline="\n")
        command = recipe(work, platform, python)
        size = sum((folder / name).stat().st_size for name in names)
        if out.exists():
            out.rmdir()
        work.rename(out)
    except OSError as error:
        raise unwritable(out, error, lang) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Stick(out, names, size, platform, python, command)


# ---------------------------------------------------------------- before anything is fetched
def _checked(out: Path, platform: str, python: str, more: list[str]) -> None:
    from packaging.requirements import InvalidRequirement, Requirement

    problems = []
    if platform not in PLATFORMS:
        problems.append(texts.unknown_name("class_kit.unknown_platform", platform, PLATFORMS))
    if python not in PYTHONS:
        problems.append(texts.unknown_name("class_kit.unknown_python", python, PYTHONS))
    for one in more:
        try:
            if Requirement(one).url:
                raise InvalidRequirement(one)
        except InvalidRequirement:
            problems.append(texts.say("class_kit.bad_package", value=one[:60]))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        problems.append(texts.say("class_kit.stick_in_use", path=out))
    if problems:
        raise AvgkitError(problems)


def _pip(lang: str) -> list[str]:
    """The pip of this Python, of the one it was made from, or the one that uv brings."""
    tries = [[sys.executable, "-m", "pip"], [getattr(sys, "_base_executable", sys.executable), "-m", "pip"]]
    if uv := shutil.which("uv"):
        tries.append([uv, "tool", "run", "pip"])
    for one in tries:
        try:
            if subprocess.run([*one, "--version"], capture_output=True, timeout=120).returncode == 0:
                return one
        except (OSError, subprocess.SubprocessError):
            continue
    raise AvgkitError(texts.say("class_kit.no_pip", lang))


# ---------------------------------------------------------------- what is needed, for that system
def _gather(folder: Path, own: Path, more: list[str], platform: str, python: str, pip: list[str], lang: str) -> None:
    """Fetch a wheel of everything that our wheel needs there, and of what that needs in its turn."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    there, told = _environment(platform, python), wheel.about(own)
    extras = {"class"} & set(told.get_all("Provides-Extra") or ())
    seen: dict[str, set[str]] = {canonicalize_name("avgkit"): set(extras)}
    files = {canonicalize_name("avgkit"): own}
    queue = _needs(told, extras, there) + [Requirement(one) for one in more]
    for _ in range(_ROUNDS):
        new: dict[str, list] = {}
        again = []
        for need in queue:
            name = canonicalize_name(need.name)
            if name in seen and set(need.extras) <= seen[name]:
                continue
            if name in files:
                again.append((files[name], set(need.extras)))
            else:
                new.setdefault(name, []).append(need)
            seen[name] = seen.get(name, set()) | set(need.extras)
        if not new and not again:
            return
        for name, path in _fetched(
            folder, [_pinned(n, needs) for n, needs in new.items()], platform, python, pip, lang
        ):
            files[name] = path
            again.append((path, seen.get(name, set())))
        queue = [need for path, wanted in again for need in _needs(wheel.about(path), wanted, there)]
    raise AvgkitError(texts.say("class_kit.not_fetched", lang, why=""))


def _environment(platform: str, python: str) -> dict[str, str]:
    """What a requirement may ask about the system where it is installed."""
    from packaging.markers import default_environment

    system = dict(
        zip(("sys_platform", "platform_system", "os_name", "platform_machine"), PLATFORMS[platform][1], strict=True)
    )
    own = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "platform_release": ""}
    return default_environment() | system | own | {"python_version": python, "python_full_version": _full(python)}


def _full(python: str) -> str:
    """The whole version: some packages ask for a later one of the same Python than its first."""
    own = ".".join(map(str, sys.version_info[:3]))
    return own if own.startswith(f"{python}.") else f"{python}.9"


def _needs(told, extras: set[str], there: dict[str, str]) -> list:
    from packaging.requirements import Requirement

    needs = [Requirement(one) for one in told.get_all("Requires-Dist") or ()]
    asked = [there | {"extra": extra} for extra in ("", *sorted(extras))]
    return [need for need in needs if not need.marker or any(need.marker.evaluate(one) for one in asked)]


def _pinned(name: str, needs: list) -> str:
    """The version that runs here where it will do, so that the stick holds what was tried; else what is asked."""
    from packaging.specifiers import SpecifierSet

    asked = SpecifierSet(",".join(str(need.specifier) for need in needs if str(need.specifier)))
    try:
        version = metadata.version(name)
        return f"{name}=={version}" if asked.contains(version, prereleases=True) else f"{name}{asked}"
    except metadata.PackageNotFoundError:
        return f"{name}{asked}"


def _fetched(folder: Path, wanted: list[str], platform: str, python: str, pip: list[str], lang: str):
    """Fetch these wheels; gives (name, file) of each."""
    from packaging.utils import parse_wheel_filename

    if not wanted:
        return
    with tempfile.TemporaryDirectory(prefix="avgkit-wheels-", ignore_cleanup_errors=True) as place:
        command = [*pip, "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
        command += ["--dest", place, "--implementation", "cp", "--python-version", _full(python)]
        command += [word for tag in PLATFORMS[platform][0] for word in ("--platform", tag)]
        ran = subprocess.run([*command, *wanted], capture_output=True, text=True, errors="replace")
        if ran.returncode:
            last = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")] or [""]
            raise AvgkitError(texts.say("class_kit.not_fetched", lang, why=last[-1].removeprefix("ERROR: ")[:300]))
        for path in Path(place).glob("*.whl"):
            shutil.move(path, folder / path.name)
            yield parse_wheel_filename(path.name)[0], folder / path.name


def _requirements(folder: Path, names: tuple[str, ...]) -> str:
    """Each wheel as a version with its hash: pip installs nothing else, and nothing that was changed."""
    from packaging.utils import parse_wheel_filename

    lines = []
    for file in names:
        name, version, *_ = parse_wheel_filename(file)
        lines.append(f"{name}=={version} --hash=sha256:{sha256((folder / file).read_bytes()).hexdigest()}")
    return "\n".join(lines) + "\n"
