"""Opens a zip and every file in it, bounded while it is unpacked: what a zip says about its sizes need not be true."""

import stat
import zipfile
import zlib
from pathlib import Path

from .. import texts
from .contents import Limits, Opened
from .inside import fresh, left, open_inside
from .unpacking import LARGE, Refused, listed

_PIECE = 1 << 20
_AES = 99  # how a zip says that a part is locked in a way that the standard library cannot open


def read(opened: Opened, content: Path, limits: Limits, password: str | None) -> None:
    """Fill `opened.inner` with the files in a zip; what is not opened is named, with its place in the zip."""
    if limits.depth < 1:
        return opened.miss("too_deep")
    try:
        parts = [part for part in listed(content, limits.parts) if not part.is_dir()]
        packed = zipfile.ZipFile(content)
    except Refused as refused:
        return opened.miss(refused.code, limit=texts.number(limits.parts))
    except OSError:
        raise
    except Exception:  # a list of parts that is not whole
        return opened.miss("damaged")
    with packed:
        _parts(opened, packed, parts, limits, password)


def _parts(opened: Opened, packed: zipfile.ZipFile, parts: list, limits: Limits, password: str | None) -> None:
    seen: dict[str, int] = {}
    of_mac = [part for part in parts if _mac(part.filename)]
    if of_mac:
        opened.note("of_mac", count=len(of_mac))
    for number, part in enumerate(part for part in parts if not _mac(part.filename)):
        room = left(opened, limits)
        if room.parts < 1:
            return opened.miss("too_many_rest", count=len(parts) - number, limit=texts.number(limits.parts))
        name = part.filename
        seen[name] = seen.get(name, 0) + 1
        place = f"{opened.place}/{name}" + (f" ({seen[name]})" if seen[name] > 1 else "")
        if seen[name] > 1:
            opened.note("duplicate", place)
        code = _refused(part, password)
        path = None if code else fresh(opened, Path(name).suffix)
        code = code or _unpacked(packed, part, path, room, limits, password)
        if not code:
            opened.unpacked += path.stat().st_size
            open_inside(opened, name, path, limits, password, place)
            continue
        if path:
            path.unlink(missing_ok=True)
        opened.locked = opened.locked or code in ("locked", "wrong_password")
        opened.miss(code, place, limit=texts.number(limits.unpacked))


def _mac(name: str) -> bool:
    """What macOS puts in a zip for itself."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] == ".DS_Store"


def locked(path: Path) -> bool:
    """Whether some part of the zip needs a password."""
    with zipfile.ZipFile(path) as packed:
        return any(part.flag_bits & 1 for part in packed.infolist())


def _refused(part: zipfile.ZipInfo, password: str | None) -> str:
    """Why a part is not unpacked at all: a name that leads out of the zip, a link, a lock."""
    name = part.filename.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "path"
    if stat.S_ISLNK(part.external_attr >> 16):
        return "link"
    if part.compress_type == _AES:
        return "aes"
    return "locked" if part.flag_bits & 1 and password is None else ""


def _unpacked(packed, part, path: Path, room: Limits, limits: Limits, password: str | None) -> str:
    """Write one part to `path`, counting; gives the code of what is wrong, or nothing."""
    most = max(LARGE, limits.ratio * part.compress_size)
    key = password.encode("utf-8", "surrogatepass") if password and part.flag_bits & 1 else None
    size = 0
    try:
        with packed.open(part, pwd=key) as source, open(path, "wb") as made:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > room.unpacked:
                    return "too_large"
                if size > most:
                    return "ratio"
                made.write(piece)
    except RuntimeError as error:
        return "wrong_password" if part.flag_bits & 1 and "assword" in str(error) else "damaged"
    except NotImplementedError:
        return "packing"
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        return "wrong_password" if part.flag_bits & 1 else "damaged"
    except OSError as error:
        return "damaged" if error.errno is None else "no_room"
    except Exception:  # lzma and bz2 each have their own
        return "damaged"
    return ""
