"""A class opened for its server: new, or gone on with; its addresses, and its lessons made ready."""

from dataclasses import dataclass
from importlib.util import find_spec

from .. import texts
from ..errors import AvgkitError
from ..law import usable_law
from . import address, folder
from .hosting import Host
from .room import Room

LIBRARIES = ("jupyter_server", "tornado")


@dataclass
class Opened:
    """A class that can be served: `serve` does so. `trainer_code` is only known when it was just made."""

    host: Host
    sockets: list
    trainer_code: str | None
    told: list[str]

    @property
    def url(self) -> str:
        """What learners type."""
        return self.host.address

    @property
    def in_room(self) -> bool:
        """Whether others can open that address."""
        return not self.url.startswith(f"http://{address.HERE}:")

    def serve(self, opened=None, tell=None) -> None:
        """Serve until Ctrl-C. `opened(url)` gets the address of the trainer's page on this machine, with its token."""
        from . import app

        app.serve(self.host, self.sockets, opened, tell)

    def close(self) -> bool:
        """Let go of the class and its port; whether all answers are on the disk."""
        for one in self.sockets:
            one.close()
        return self.host.close()


def open_class(
    name: str,
    lang: str | None = None,
    lan: bool = False,
    port: int | None = None,
    lessons: str | None = None,
    most: int | None = None,
    days: int | None = None,
    on: str | None = None,
    at: str | None = None,
    new_code: bool = False,
    log=None,
    trouble=None,
    behind=None,
) -> Opened:
    """Open a class by its name, or make it. AvgkitError: what folder.create, Room.open and address.listening refuse.

    `at`: the address to print and to answer to, where the machine has several or stands behind another.
    """
    if missing := [one for one in LIBRARIES if find_spec(one) is None]:
        raise AvgkitError(texts.say("class_server.not_installed", lang, library=", ".join(missing)))
    name = folder.checked_name(name, lang)
    told = [texts.say("class_server.removed", lang, name=one) for one in folder.remove_expired()]
    usable_law(on)
    at = address.checked_address(at, lang) if at else None
    sockets, used = address.listening(port, lan, lang)
    try:
        room, code = _room(name, lang, on, lessons, most, days, new_code, told)
    except BaseException:
        for one in sockets:
            one.close()
        raise
    if port is None and used != address.PORT:
        told.append(texts.say("class_server.other_port", room.lang, port=address.PORT, used=used))
    found = [at] if at else address.room_addresses() if lan else [address.HERE]
    if not found:
        told.append(texts.say("class_server.no_network", room.lang))
    elif len(found) > 1:
        others = ", ".join(f"http://{one}:{used}" for one in found[1:4])
        told.append(texts.say("class_server.more_addresses", room.lang, others=others))
    if lan and not address.has_qr():
        told.append(texts.say("class_server.no_qr", room.lang))
    url = f"http://{(found or [address.HERE])[0]}:{used}"
    host = Host(
        room, used, url, (at,) if at else (), address.qr_svg(url) if lan and found else "", log, trouble, behind
    )
    if room.unread:
        told.append(texts.say("class_server.unread", room.lang, count=texts.number(room.unread)))
    return Opened(host, sockets, code, told)


def prepare(opened: Opened) -> None:
    """Make the pages of the lessons ready; what was made before is used again. AvgkitError where that fails."""
    from . import pages, preparing

    room = opened.host.room
    preparing.prepare_all([one.stem for one in room.lessons], room.lang, pages.folder(room), room.facts.on)


def _room(name, lang, on, lessons, most, days, new_code, told) -> tuple[Room, str | None]:
    if name not in folder.names():
        made = {"most": folder.MOST if most is None else most, "days": folder.DAYS if days is None else days}
        return Room.create(name, lang=lang, on=on, lessons=lessons, **made)
    room = Room.open(name, lang)
    told.append(texts.say("class_server.goes_on", room.lang, name=name, learners=len(room.seats.learners)))
    try:
        if most is not None and most > room.facts.most:
            room.enlarge(most)
        code = None
        if new_code:
            room.facts, code = folder.new_trainer_code(room.facts)
    except BaseException:
        room.close()
        raise
    asked = folder.checked_lessons(lessons, lang) if lessons else room.facts.lessons
    given = (lang or room.lang, on or room.facts.on, asked, room.facts.most if most is None else most)
    if given != (room.lang, room.facts.on, room.facts.lessons, room.facts.most) or days is not None:
        told.append(texts.say("class_server.as_before", room.lang))
    return room, code
