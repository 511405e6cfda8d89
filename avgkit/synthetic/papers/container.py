"""Writes the container of old Office files and Outlook messages ([MS-CFB]): streams in storages, as bytes."""

import struct

_SECTOR, _SMALL, _LIMIT = 512, 64, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class _Entry:
    def __init__(self, name: str, kind: int, content: bytes = b""):
        self.name, self.kind, self.content = name, kind, content
        self.left = self.right = self.child = _NONE
        self.start, self.number = 0 if kind == _STORAGE else _END, 0
        self.inside: dict[str, _Entry] = {}

    def written(self, size: int) -> bytes:
        wide = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            *(wide, len(wide) + 2, self.kind, 1, self.left, self.right, self.child, bytes(16), 0, 0, 0),
            *(self.start, size),
        )


def container(streams: dict[str, bytes]) -> bytes:
    """The container with these streams; a name with / in it puts a stream in a storage."""
    root = _Entry("Root Entry", _ROOT)
    for path, content in streams.items():
        *folders, name = path.split("/")
        place = root
        for folder in folders:
            place = place.inside.setdefault(folder, _Entry(folder, _STORAGE))
        place.inside[name] = _Entry(name, _STREAM, content)
    entries = _numbered(root)
    sectors: list[bytes] = []
    chain: list[int] = []  # for each sector the one that follows it
    small, small_chain = bytearray(), []
    for entry in entries:
        if entry.kind == _STREAM and entry.content:
            if len(entry.content) < _LIMIT:
                entry.start = _append(small_chain, _padded(entry.content, _SMALL), _SMALL, small)
            else:
                entry.start = _append(chain, _padded(entry.content, _SECTOR), _SECTOR, sectors)
    root.start = _append(chain, _padded(bytes(small), _SECTOR), _SECTOR, sectors) if small else _END
    listed = b"".join(e.written(len(small) if e is root else len(e.content)) for e in entries)
    empty = struct.pack("<64sHBBIII16sIQQIQ", b"", 0, 0, 0, *[_NONE] * 3, bytes(16), 0, 0, 0, 0, 0)
    listed += empty * (-len(entries) % 4)
    directory = _append(chain, listed, _SECTOR, sectors)
    packed = struct.pack(f"<{len(small_chain)}I", *small_chain)
    packed += b"\xff" * (-len(packed) % _SECTOR)
    small_fat = _append(chain, packed, _SECTOR, sectors) if small_chain else _END
    return _head(directory, small_fat, len(packed) // _SECTOR, chain, sectors)


def _padded(content: bytes, size: int) -> bytes:
    return content + bytes(-len(content) % size)


def _append(chain: list[int], content: bytes, size: int, to) -> int:
    """Put the content behind what is there, linked sector by sector; gives its first sector."""
    start, count = len(chain), len(content) // size
    chain += [*range(start + 1, start + count), _END]
    if isinstance(to, bytearray):
        to += content
    else:
        to += [content[at : at + size] for at in range(0, len(content), size)]
    return start


def _numbered(root: _Entry) -> list[_Entry]:
    """Every entry in the order of the directory; the entries of a storage as a balanced tree, as readers search it."""
    entries = [root]
    for place in entries:
        ordered = sorted(place.inside.values(), key=lambda e: (len(e.name), e.name.upper()))
        for entry in ordered:
            entry.number = len(entries)
            entries.append(entry)
        place.child = _tree(ordered)
    return entries


def _tree(ordered: list[_Entry]) -> int:
    if not ordered:
        return _NONE
    middle = len(ordered) // 2
    ordered[middle].left, ordered[middle].right = _tree(ordered[:middle]), _tree(ordered[middle + 1 :])
    return ordered[middle].number


def _head(directory: int, small_fat: int, small_count: int, chain: list[int], sectors: list[bytes]) -> bytes:
    """The whole file: head, sectors, and the table that links them. At most 109 sectors of table: about 7 MB."""
    used, tables = len(chain), 1
    while (used + tables + 127) // 128 > tables:
        tables += 1
    chain = chain + [_FAT] * tables
    packed = struct.pack(f"<{len(chain)}I", *chain)
    packed += b"\xff" * (tables * _SECTOR - len(packed))
    places = [*range(used, used + tables)] + [_FREE] * (109 - tables)
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, tables, directory, 0),
        *(_LIMIT, small_fat, small_count, _END, 0, *places),
    )
    return head + b"".join(sectors) + packed
