"""How the letters of a text are written: UTF-8, UTF-16, Windows (cp1252) or older; and a copy of it in UTF-8."""

import codecs
import re
from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 1 << 20
# Letters and signs above ASCII that stand in Dutch office texts, as Windows writes them.
_USUAL = set("éëïöüáàèêçäôûîíóúñÉËÏÖÜÁÈÊÇÄ€–—‘’“”…•°©®§ß½²³\xa0´«»Øøåæ")
_OLDER = ("cp850", "mac_roman", "cp1250", "cp1254", "iso8859_15")


def _one(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8, read as Windows writes it."""
    bad = error.object[error.start : error.start + 1]
    return bad.decode("cp1252", "ignore") or bad.decode("latin-1"), error.start + 1


codecs.register_error("avgkit_windows", _one)


def first(head: bytes) -> str:
    """The encoding that the beginning of a file shows, `cp1252` for any with 8 bits; empty when it is no text."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    some = head[:4096]
    even, odd = some[::2].count(0), some[1::2].count(0)
    half = max(len(some) // 2, 1)
    if (even or odd) and len(some) >= 4:
        if odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le"
        if even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be"
    if head.count(0) > len(head) // 1000:
        return ""
    strange = len(re.findall(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]", head))
    if strange > len(head) // 50:
        return ""
    cut = codecs.getincrementaldecoder("utf-8")()
    try:
        cut.decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def found(path: Path) -> tuple[str, str]:
    """The encoding of a whole text, and what to tell about it: nothing, `mixed` (UTF-8 with some bytes of Windows in
    it), `guessed`, or `nul` (signs that mean nothing were left out).
    """
    with open(path, "rb") as file:
        head = file.read(_PIECE)
        encoding = first(head)
        if encoding.startswith(("utf-16", "utf-32")):
            return encoding, ""
        file.seek(0)
        bad, good, nul, sample = 0, 0, False, b""
        rest = b""
        while piece := file.read(_PIECE):
            piece = rest + piece
            nul = nul or b"\0" in piece
            # A sign of several bytes may be cut by the end of a piece.
            keep = 3 if len(piece) > 3 else 0
            ends = len(piece) - keep
            while keep and ends < len(piece) and piece[ends] & 0xC0 == 0x80:
                ends += 1
            piece, rest = piece[:ends], piece[ends:]
            some = _weighed(piece)
            bad, good = bad + some[0], good + some[1]
            if some[0] and len(sample) < 200_000:
                sample += b"\n".join(line for line in piece.splitlines() if not line.isascii())[:200_000]
        some = _weighed(rest)
        bad, good = bad + some[0], good + some[1]
        if some[0] and not sample:
            sample = head + rest
    if not bad:
        return "utf-8-sig" if encoding == "utf-8-sig" else "utf-8", "nul" if nul else ""
    if good >= bad:  # by chance signs of other encodings make hardly ever a good one of UTF-8
        return "utf-8", "mixed"
    return eight_bits(sample)


def _weighed(piece: bytes) -> tuple[int, int]:
    """How many bytes are no UTF-8, and how many signs above ASCII are."""
    try:
        said = piece.decode("utf-8")
        return 0, len(piece) - len(said) if not piece.isascii() else 0
    except UnicodeDecodeError:
        said = piece.decode("utf-8", "ignore")
        kept = len(said.encode("utf-8"))
        return len(piece) - kept, kept - len(said)


def eight_bits(sample: bytes) -> tuple[str, str]:
    """Which encoding with one byte for a letter it is: Windows where that reads well, else what looks most like it."""
    score = {name: _usual(sample, name) for name in ("cp1252", *_OLDER)}
    if score["cp1252"] >= 0.9:
        return "cp1252", ""
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample[:50_000], cp_isolation=["cp1252", *_OLDER]).best()
    guess = best.encoding if best and best.encoding in score else "cp1252"
    name = max(score, key=lambda one: (round(score[one], 1), one == guess, one == "cp1252"))
    return name, "guessed"


def _usual(sample: bytes, encoding: str) -> float:
    """The share of the signs above ASCII that one meets in Dutch texts; a quotation mark inside a word is not one."""
    said = sample.decode(encoding, "replace")
    high = [c for c in said if c > "\x7f"]
    inside = re.findall(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])", said)
    odd = sum(not c.isalpha() and c not in "’´" for c in inside)
    return (sum(c in _USUAL for c in high) - odd) / max(len(high), 1)


def copied(path: Path, encoding: str, target: Path) -> int:
    """Write the text once more in UTF-8, without a mark at its beginning or signs that mean nothing; gives its size."""
    decoder = codecs.getincrementaldecoder("cp1252" if encoding == "cp1252" else encoding)(
        "avgkit_windows" if encoding in ("utf-8", "utf-8-sig", "cp1252") else "replace"
    )
    written, begun = 0, False
    with open(path, "rb") as file, open(target, "w", encoding="utf-8", errors="replace", newline="") as made:
        while True:
            piece = file.read(_PIECE)
            said = decoder.decode(piece, not piece).replace("\0", "")
            if said and not begun:
                said, begun = said.lstrip("\ufeff"), True
            made.write(said)
            written += len(said)
            if not piece:
                return written
