"""Maturity, and what makes an infringement urgent, typed from law.md: ten principles, five levels, the tiers of 83."""

from avgkit import themes
from avgkit.law import load_law

LAW = load_law("2026-11-23")
PRINCIPLES = """management notice choice_consent collection use_retention_disposal access disclosure security quality
monitoring""".split()  # noqa: SIM905 - a list to be read
LACKING = {  # topics of the AVG that GAPP does not know
    "impact_assessment": "AVG 35(1)",
    "register": "AVG 30(1)",
    "portability": "AVG 20(1)",
    "officer": "AVG 37(1)",
    "breach_notice": "AVG 33(1)",
}


def test_ten_principles_in_the_order_of_the_model():
    assert [entry["id"] for entry in LAW.entries("maturity")] == PRINCIPLES


def test_each_principle_has_five_statements_and_themes_that_measure_it():
    measured = set()
    for entry in LAW.entries("maturity"):
        for lang in ("nl", "en"):
            assert len(entry[lang]["levels"]) == 5 == len(set(entry[lang]["levels"]))
        assert set(entry["themes"]) <= set(themes.THEMES) and entry["themes"]
        measured |= set(entry["themes"])
    assert measured == set(themes.THEMES), "a theme that feeds no principle"


def test_five_levels_and_from_the_third_on_something_to_show():
    levels = LAW.entries("maturity", "level")
    assert [(e["number"], e["en"]["title"], e["evidence"]) for e in levels] == [
        (1, "ad hoc", False),
        (2, "repeatable", False),
        (3, "defined", True),
        (4, "managed", True),
        (5, "optimised", True),
    ]
    assert "no proof" in levels[2]["en"]["about"] and "does not demand" in levels[4]["en"]["about"]


def test_topics_that_the_model_lacks_are_laid_on_a_principle():
    found = {entry["id"]: entry for entry in LAW.entries("maturity", "addition")}
    assert {name: entry["article"] for name, entry in found.items()} == LACKING
    assert all(entry["principle"] in PRINCIPLES for entry in found.values())


def test_what_can_be_assessed_is_every_theme():
    assert LAW.entry("maturity", "themes", "subjects")["themes"] == list(themes.THEMES)


def test_the_ceiling_is_ours_and_never_rises_with_more_findings():
    lines = LAW.entries("maturity", "ceiling")
    assert {line["source"] for line in lines} == {"OWN"}
    assert [line["level"] for line in lines] == sorted(line["level"] for line in lines)
    assert {line["level"] for line in lines} == {1, 2, 3, 4, 5}


def test_the_tiers_of_article_83():
    tiers = {entry["id"]: set(entry["covers"]) for entry in LAW.entries("urgency")}
    upper = [5, 6, 7, 9, *range(12, 23), *range(44, 50)]
    lower = [8, 11, *range(25, 40), 42, 43]
    numbers = {
        name: {int(c.split()[1].split("(")[0]) for c in covers if c.startswith("AVG")} for name, covers in tiers.items()
    }
    assert numbers["upper_tier"] == {*upper, 87}  # 87: chapter IX, national law
    assert numbers["lower_tier"] | numbers["running_clock"] - set(upper) == set(lower)
    assert tiers["running_clock"] == {"AVG 12(3)", "AVG 12(4)", "AVG 14(3)", "AVG 33"}
