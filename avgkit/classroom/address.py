"""Where learners find the class: the addresses of this machine, a port that is free, and the address as a QR code."""

import errno
import io
import os
import socket
from contextlib import suppress
from importlib.util import find_spec
from ipaddress import IPv4Address

from .. import texts
from ..errors import AvgkitError

HERE = "127.0.0.1"
PORT = 8870
_TRIES = 50


def room_addresses() -> list[str]:
    """The IPv4 addresses at which other devices may find this machine, the likeliest first; empty without a network."""
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # No packet is sent: the machine only says which of its addresses it would use.
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with suppress(ImportError):
        import psutil

        up = {name for name, about in psutil.net_if_stats().items() if about.isup}
        for name, entries in psutil.net_if_addrs().items():
            found += [one.address for one in entries if name in up and one.family == socket.AF_INET]
    with suppress(OSError, UnicodeError):
        found += [entry[4][0] for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return list(dict.fromkeys(one for one in found if _for_a_room(one)))


def checked_address(value: str, lang: str | None = None) -> str:
    """An address as somebody gives it, or AvgkitError: an IPv4 address, or a name of letters, digits, dots, hyphens."""
    plain = value.strip().lower()
    with suppress(ValueError):
        return str(IPv4Address(plain))
    letters = plain.replace("-", "").replace(".", "")
    if 0 < len(plain) <= 100 and letters.isascii() and letters.isalnum() and not letters.isdigit():
        return plain
    near = (room_addresses() or ["192.168.1.20"])[0]
    raise AvgkitError(texts.say("class_server.bad_address", lang, value=value[:60], near=near))


def listening(port: int | None, lan: bool, lang: str | None = None) -> tuple[list[socket.socket], int]:
    """Sockets that listen, and their port. AvgkitError: no port, or one in use, with the nearest that is free.

    Without a port of the user's own the next free one is taken.
    """
    from tornado.netutil import bind_sockets

    host, wanted = ("0.0.0.0" if lan else HERE), PORT if port is None else port
    if not 1 <= wanted <= 65535:
        raise AvgkitError(texts.say("class_server.wrong_port", lang, port=wanted))
    if port is None:
        wanted = nearest(wanted, lan) or wanted
    try:
        return bind_sockets(wanted, host, socket.AF_INET, reuse_port=False), wanted
    except OSError as error:
        free = nearest(wanted, lan)
        key = "port_refused" if error.errno in (errno.EACCES, errno.EPERM) else "port_taken"
        if free is None:
            key = "no_port"
        raise AvgkitError(texts.say(f"class_server.{key}", lang, port=wanted, free=free)) from None


def nearest(wanted: int, lan: bool) -> int | None:
    """This port when it is free, else the next that is."""
    start = wanted if wanted >= 1024 else PORT
    for port in [wanted, *range(start, min(start + _TRIES, 65536))]:
        if _free(port, lan):
            return port
    return None


def _free(port: int, lan: bool) -> bool:
    # Both: a port that another program has on one address alone is not free for the room.
    for host in ("0.0.0.0", HERE) if lan else (HERE,):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # a port that was just closed is free; on Windows the option would mean sharing
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                probe.listen(1)
            except OSError:
                return False
    return True


# ---------------------------------------------------------------- the QR code
def has_qr() -> bool:
    """Whether the library that draws QR codes is there."""
    return find_spec("segno") is not None


def qr_svg(url: str) -> str:
    """The address as an SVG picture without any style of its own; empty without the library."""
    if not has_qr():
        return ""
    import segno

    made = segno.make(url, error="m", micro=False)
    return made.svg_inline(omitsize=True, border=4, light="#fff", svgclass=None, lineclass=None)


def qr_text(url: str) -> str:
    """The address as a QR code of block characters, for a terminal; empty without the library."""
    if not has_qr():
        return ""
    import segno

    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n")


def _for_a_room(address: str) -> bool:
    try:
        one = IPv4Address(address)
    except ValueError:
        return False
    return not (one.is_loopback or one.is_link_local or one.is_unspecified or one.is_multicast)
