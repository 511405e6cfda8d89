"""The pictures of the README: small, there, and told in words; a browser test makes them anew."""

import re
import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ("report.png", "card.png", "trainer.png")


def test_pictures_are_small():
    for name in PICTURES:
        content = (ROOT / ".github" / name).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and 10_000 < len(content) < 120_000, name
        assert 600 <= width <= 1280 and height <= 1400, name


def test_what_the_readme_shows_is_there_and_told_in_words():
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [place for _, place in shown] == [f".github/{name}" for name in PICTURES]
    for words, place in shown:
        assert place.startswith("https://") or (ROOT / place).is_file(), place
        assert len(words) > 20, f"{place}: no words for who cannot see it"
