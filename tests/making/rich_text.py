"""Rich text packed as Outlook packs it ([MS-OXRTFCP]): every sign by itself, but for one piece that points back."""

import struct


def lzfu(text: bytes, back: tuple[int, int] | None = None) -> bytes:
    """The text packed; `back`: after it, (place in the ring of 4096, length) of a piece that stands there already."""
    packed = bytearray()
    signs: list[bytes | None] = [bytes([sign]) for sign in text] + ([None] if back else [])
    for at in range(0, len(signs), 8):
        group = signs[at : at + 8]
        packed.append(sum(1 << bit for bit, sign in enumerate(group) if sign is None))
        for sign in group:
            packed += sign if sign is not None else struct.pack(">H", back[0] << 4 | (back[1] - 2))
    size = len(text) + (back[1] if back else 0)
    return struct.pack("<IIII", len(packed) + 12, size, 0x75465A4C, 0) + bytes(packed)
