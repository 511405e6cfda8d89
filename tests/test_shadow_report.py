"""The report of a search: every number that of the search, masked, in two languages, honest about what was not read."""

import html
import re

import pytest

from avgkit import generate_crm, reports, texts
from avgkit.errors import AvgkitError
from avgkit.pages.shadowed import ShadowBook
from avgkit.shadow import searching
from avgkit.sources import load_crm, load_policy

ON = "2026-11-23"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    place = tmp_path_factory.mktemp("report")
    generated = generate_crm(people=150, seed=4)
    generated.write(place / "crm")
    people = generated.crm.frame("contacts").dropna(subset=["last_name", "email"]).head(5)
    (place / "map" / "Kees Geheim").mkdir(parents=True)
    text = "last_name;email;opmerkingen\n" + "".join(
        f"{last};{mail};<b>=1+1</b>\n" for last, mail in zip(people["last_name"], people["email"], strict=True)
    )
    (place / "map" / "Kees Geheim" / "lijst <i>.csv").write_text(text, "utf-8")
    (place / "map" / "prijzen.csv").write_text("artikel;prijs\nbel;4\n", "utf-8")
    (place / "map" / "Kees Geheim" / "archief.pst").write_bytes(b"!BDN" + bytes(600))
    (place / "map" / "uit").symlink_to("/")
    (place / "map" / "Kees Geheim" / "oud <i>.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(40))
    crm, policy = (place / "crm" / name for name in ("crm", "policy"))
    search = searching.search(place / "map", load_crm(crm), load_policy(policy), on=ON, out=place / "uit", jobs=1)
    options = {"crm": crm, "policy": policy, "on": ON, "out": place / "rapport"}
    nl = reports.report("shadow-files", lang="nl", parameters={"shadow": str(place / "uit")}, **options)
    book = ShadowBook(search, "en", reveal=True)
    parts = (book.masthead, book.contents, book.front, book.table, book.not_read, book.judged, book.unjudged)
    parts += (book.how, book.method)
    en = "".join(part().html for part in parts)
    return place, search, nl.html.read_text("utf-8"), en, nl.results, list(people["last_name"])


def flat(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_numbers_are_those_of_the_search(made):
    _, search, nl, _, results, _ = made
    hit = sum(any(f["violates"] for f in one["findings"]) for one in search.files)
    assert hit == 1
    for count, words in ((hit, "state_hit"), (search.summary["unreadable"], "state_unread")):
        assert re.search(rf"{count} van {len(search.files)} {texts.say(f'shadow.{words}', 'nl')}", flat(nl))
    assert {r["check"]: r["violations"] for r in results["results"]} == {
        c["check"]: c["violations"] for c in search.summary["checks"]
    }


def test_what_was_not_read_is_said_at_the_top_and_by_name(made):
    *_, nl, en, results, _ = made
    assert results["complete"] is False
    for page, lang in ((nl, "nl"), (en, "en")):
        assert html.escape(texts.say("shadow.see_unread", lang)) in page
        assert texts.say("shadow.aside_link_out", "nl") in page


def test_nobody_stands_in_it_and_places_only_when_asked(made):
    _, search, nl, en, _, names = made
    assert "Geheim" not in nl and "Kees Geheim/lijst &lt;i&gt;.csv" in en
    assert texts.say("shadow.places_shown_title", "en") in en
    number = next(one["id"] for one in search.files if one["kind"] == "7z")
    packed = texts.say("reading_documents.7z", "nl")
    assert f"{number}: {packed}" in flat(nl) and f"‘Kees Geheim/oud <i>.7z’: {packed}" in flat(en)
    for name in names:
        assert name not in flat(nl).split() and name not in flat(en).split()
    assert "<b>=1+1" not in en and "<script" not in en


def test_people_without_a_finding_carry_no_sign_of_one(made):
    book = ShadowBook(made[1], "nl")
    found = next(one for one in book.files if any(f["violates"] for f in one["findings"]))
    for findings, signs in ((found["findings"], 1), ([], 0)):
        book.files = [found | {"findings": findings}]
        assert book.table().html.count('class="mark finding"') == signs


def test_both_languages_tell_the_same(made):
    _, _, nl, en, _, _ = made
    for page, lang in ((nl, "nl"), (en, "en")):
        for name in ("section_files", "how_certain", "how_links", "duties_title", "row_title"):
            assert texts.say(f"shadow.{name}", lang) in flat(page)
    rows = [re.findall(r'id="file-(F\d{4})"', page) for page in (nl, en)]
    assert rows[0] == rows[1] and len(rows[0]) > 1


@pytest.mark.parametrize(
    ("parameters", "phrase"),
    [
        ({}, "shadow, folder"),
        ({"shadow": "a", "folder": "b"}, texts.say("shadow.which", "nl")),
        ({"folder": "map"}, texts.say("shadow.needs_yes_report", "nl")),
    ],
)
def test_wrong_use_is_told(tmp_path, parameters, phrase):
    with pytest.raises(AvgkitError, match=re.escape(phrase)):
        reports.report("shadow-files", lang="nl", out=tmp_path / "out", parameters=parameters)


def test_another_crm_or_no_results_is_told(made, tmp_path):
    place = made[0]
    generate_crm(people=60, seed=1).write(tmp_path / "ander")
    from avgkit.shadow.reopening import for_report

    with pytest.raises(AvgkitError, match="ander CRM"):
        for_report(str(place / "uit"), crm=str(tmp_path / "ander" / "crm"))
    with pytest.raises(AvgkitError):
        for_report(str(tmp_path))
