"""Our own wheel: built where the source is, else put together again from the files that are installed."""

import base64
import csv
import io
import shutil
import subprocess
import zipfile
from email.message import Message
from email.parser import Parser
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from .. import paths, texts
from ..errors import AvgkitError


def build(folder: Path, pip: list[str], lang: str) -> Path:
    """Put our wheel into the folder. AvgkitError where it cannot be made."""
    source = paths.PACKAGE.parent
    if (source / "pyproject.toml").is_file():
        uv = shutil.which("uv")
        command = (
            [uv, "build", "--wheel", "--quiet", "--out-dir"] if uv else [*pip, "wheel", "--quiet", "--no-deps", "-w"]
        )
        ran = subprocess.run([*command, str(folder), str(source)], capture_output=True, text=True, errors="replace")
        (folder / ".gitignore").unlink(missing_ok=True)  # uv leaves one
        if ran.returncode:
            raise AvgkitError(texts.say("class_kit.no_wheel", lang, why=(ran.stderr.splitlines() or [""])[-1][:300]))
    else:
        again(metadata.distribution("avgkit"), folder)
    return next(folder.glob("avgkit-*.whl"))


def again(installed: metadata.Distribution, folder: Path) -> Path:
    """The wheel of a package that is installed, from the list of its own files."""
    name, version = installed.metadata["Name"].replace("-", "_"), installed.version
    info = f"{name}-{version}.dist-info"
    target, record = folder / f"{name}-{version}-py3-none-any.whl", []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(installed.files or (), key=str):
            place = one.as_posix()
            # What the installation itself made is made again: commands, compiled files, the list.
            if place.startswith(("../", "/")) or "__pycache__" in place or place == f"{info}/RECORD":
                continue
            if place.startswith(f"{info}/") and one.name in (
                "INSTALLER",
                "REQUESTED",
                "direct_url.json",
                "uv_cache.json",
            ):
                continue
            content = Path(str(one.locate())).read_bytes()
            file.writestr(zipfile.ZipInfo(place), content, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
            record.append((place, f"sha256={digest}", len(content)))
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows([*record, (f"{info}/RECORD", "", "")])
        file.writestr(zipfile.ZipInfo(f"{info}/RECORD"), lines.getvalue())
    return target


def about(path: Path) -> Message:
    """What a wheel says of itself: its METADATA."""
    with zipfile.ZipFile(path) as file:
        inside = next(name for name in file.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
        return Parser().parsestr(file.read(inside).decode("utf-8"))
