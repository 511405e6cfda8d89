"""The list of contents names a part of a page as its heading does."""

import pytest

from avgkit import texts
from avgkit.pages.blocks import theme_words

THEMES = {"retention_report": "retention", "impact_report": "impact", "subject_report": "rights"}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("part", sorted(THEMES))
def test_contents_are_named_as_the_headings(part, lang):
    theme = THEMES[part]
    assert texts.say(f"{part}.section_theme-{theme}", lang) == theme_words(theme, lang)["title"]
    for name in ("unjudged", "method"):
        assert texts.say(f"{part}.section_{name}", lang) == texts.say(f"report.{name}", lang)
