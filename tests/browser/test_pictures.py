"""The pictures of the README can be made anew with the one command that their script names."""

import sys

from test_pictures import PICTURES, ROOT


def test_the_pictures_can_be_made_again(chromium, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / ".github"), *sys.path])
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    import pictures

    made = pictures.make(chromium, tmp_path)
    assert [path.name for path in made] == list(PICTURES)
    for path in made:
        kept = ROOT / ".github" / path.name
        assert 0.5 < path.stat().st_size / kept.stat().st_size < 2 and path.stat().st_size < pictures.MOST
