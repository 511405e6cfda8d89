"""Recognisers find what a careful reader finds, in notes written before the word lists and kept apart from them."""

import re
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from stdnum.nl import bsn

import avgkit
from avgkit import schema, texts
from avgkit.derived.text_hits import text_hits
from avgkit.law import load_law
from avgkit.recognisers import BELIEVED, categories, category_of_head, found, prefilter, recognise
from avgkit.recognisers.matching import slippery
from avgkit.recognisers.pages import terms

NOTES = tomllib.loads((Path(__file__).parent / "data" / "notes_special.toml").read_text("utf-8"))["notes"]
TUNE = tomllib.loads((Path(__file__).parent / "data" / "notes_tune.toml").read_text("utf-8"))["notes"]
LAW = load_law("2026-11-01")
KNOWN = {entry["id"]: entry for entry in LAW.entries("categories")}
NUMBER = "999990019"  # of the test block: nobody has it


def hits(certain: bool) -> list[tuple[int, str]]:
    return [
        (n, label) for n, note in enumerate(NOTES) for label, sure in found(note["text"]).items() if sure is certain
    ]


def test_the_notes_are_half_and_half_and_name_known_categories():
    assert len(NOTES) > 110 and 0.4 < sum(bool(note["labels"]) for note in NOTES) / len(NOTES) < 0.6
    assert {label for note in NOTES for label in note["labels"]} <= set(categories()) <= set(KNOWN)
    assert len({note["text"] for note in NOTES}) == len(NOTES)


def test_what_is_certain_is_nearly_always_right_and_little_is_missed():
    wanted = {(n, label) for n, note in enumerate(NOTES) for label in note["labels"]}
    certain, possible = set(hits(True)), set(hits(False))
    assert len(certain & wanted) / len(certain) >= 0.95, sorted(certain - wanted)
    assert len(certain & wanted) / len(wanted) >= 0.85, sorted(wanted - certain)
    assert len((certain | possible) & wanted) / len(wanted) >= 0.95
    doubted = {n for n, _ in possible if not NOTES[n]["labels"]}
    assert len(doubted) / sum(not note["labels"] for note in NOTES) < 0.2


def test_nothing_is_found_that_the_engine_would_pass_by():
    pattern = re.compile(prefilter())
    written = [" ".join(term.words).replace("..", "vorig").replace("*", "en") for term in terms()]
    texts = [*written, *(term.title() for term in written), *(note["text"] for note in NOTES + TUNE), f"bsn {NUMBER}"]
    assert [text for text in texts if found(text) and not pattern.search(text)] == []
    accents = ("heeft diab\u00e9tes", "heeft diabe\u0301tes", "IS HARTPATI\u00cbNT", "is atheï\u00efst")
    assert [text for text in accents if found(text) and not pattern.search(text)] == []


def test_slips_of_the_pen_are_found_and_not_passed_by():
    pattern = re.compile(prefilter())
    for word in sorted(slippery()):
        slips = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
        slips |= {word[:at] + word[at + 1 :] for at in range(4, len(word))}
        slips |= {word[:at] + word[at] + word[at:] for at in range(3, len(word))}
        assert [slip for slip in slips if found(f"hij heeft {slip}") and not pattern.search(slip)] == []
    for text in ("heeft diabetis", "is depresief", "lijdt aan epilepsei", "heeft artritus", "is zwnager"):
        assert found(text).get("gezondheid") is True, text


def test_the_prefilter_means_the_same_to_the_engine():
    rows = [{"id": f"I{n}", "note": note["text"]} for n, note in enumerate(NOTES)]
    shown = text_hits(avgkit.Crm.of({"interactions": rows}), LAW).collect("pyarrow").to_native().to_pylist()
    wanted = {f"I{n}": {k: v for k, v in found(note["text"]).items()} for n, note in enumerate(NOTES)}
    told = {row.pop("id"): {k: v for k, v in row.items() if v is not None} for row in shown}
    assert told == {key: labels for key, labels in wanted.items() if labels}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"bsn {NUMBER}", True),
        (f"{NUMBER} is haar burgerservicenummer", True),
        ("BSN: 9999.90.019", True),
        ("sofi-nr 999 990 019", True),
        (f"nummer {NUMBER}", False),
        ("bsn 999990018", False),  # fails the eleven-test
        ("nummer 999990018", None),
        (f"factuur {NUMBER}", None),
        (f"bsn staat apart; ordernummer {NUMBER}", None),
        (f"tel {NUMBER}", None),
        (f"1{NUMBER}", None),
        (f"NL{NUMBER}B01", None),
        (f"+{NUMBER}", None),
        ("bsn nog opvragen", None),
        ("06 12345678", None),
        ("", None),
    ],
)
def test_a_national_number_is_nine_digits_that_pass_the_test_with_a_word_beside_them(text, answer):
    assert bsn.is_valid(NUMBER)
    assert found(text).get("bsn") is answer


@pytest.mark.parametrize(
    ("text", "category", "answer"),
    [
        ("HEEFT DIABETES", "gezondheid", True),
        ("patiente is hartpatient", "gezondheid", True),  # without the accents of the list
        ("burn-out sinds mei", "gezondheid", True),
        ("griepje? nee, fietspech", "gezondheid", None),
        ("heeft griep", "gezondheid", True),
        ("folder griepvaccinatie", "gezondheid", None),
        ("protestant", "godsdienst", False),
        ("Kerkstraat 5", "godsdienst", None),
        ("ex-gedetineerde", "strafrechtelijk", True),
        ("fiets gestolen", "strafrechtelijk", None),
        ("homologatie", "seksuele_gerichtheid", None),
    ],
)
def test_words_count_as_a_whole(text, category, answer):
    assert found(text).get(category) is answer


def test_a_court_ban_counts_while_the_law_names_it():
    text = "heeft een contactverbod"
    assert found(text, frozenset({"court_ban"})) == {"strafrechtelijk": True}
    assert found(text) == {"strafrechtelijk": False}
    for day, answer in ((date(2026, 8, 31), True), (date(2026, 9, 1), False)):
        crm = avgkit.Crm.of({"interactions": [{"id": "I1", "note": text}]})
        assert text_hits(crm, load_law(day)).collect("pyarrow").to_native()["strafrechtelijk"].to_pylist() == [answer]


def test_every_personal_column_of_a_contact_is_known_as_a_head():
    columns = [c.name for c in schema.tables("crm")["contacts"].columns.values() if c.personal]
    unknown = [name for name in columns if not category_of_head(name)[0]]
    assert unknown == []
    assert {category for category, _ in map(category_of_head, columns)} <= set(KNOWN)
    assert category_of_head("E-mail adres") == ("contact", True)
    assert category_of_head("prijs") == ("", False)
    assert category_of_head("xyz") == (None, False)


def test_a_million_notes_without_hits_stay_quick():
    text = ["Gebeld over stadsfiets, akkoord.", "ketting vervangen, klaar vrij", "offerte gemaild, 399 euro"]
    rows = [{"id": str(n), "note": text[n % 3]} for n in range(1000)]
    crm = avgkit.Crm.of({"interactions": rows})
    many = "i.* REPLACE (i.id || '-' || r AS id)"
    crm.engine.run(f"CREATE TEMP TABLE many AS SELECT {many} FROM {crm.stored('interactions')} i, range(1000) t(r)")
    crm.replace("interactions", "many")
    start = time.perf_counter()
    assert text_hits(crm, LAW).collect("pyarrow").to_native().num_rows == 0
    assert time.perf_counter() - start < 60  # a guard against a hang; how fast it is, tests/bench measures


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("klant heeft diabetes", "health", "word_said"),
        ("klant heeft geen diabetes", "health", "word_negated"),
        ("heeft hij diabetes?", "health", "word_asked"),
        ("als hij diabetes heeft, dan anders", "health", "word_supposed"),
        ("wil assortiment diabetes bekijken", "health", "word_product"),
        ("stichting diabetes boekt de zaal", "health", "word_organisation"),
        ("de puppy van klant heeft diabetes", "health", "word_thing"),
        ("heeft diabetees", "health", "word_slip"),
        ("via de bond, is lid", "trade_union", "word_near"),
    ],
)
def test_a_hit_says_why_it_counts_for_so_much(text, label, reason):
    hit = max((h for h in recognise(text, least=0) if h.label == label), key=lambda h: h.confidence)
    assert reason in hit.reason.split(";"), hit
    assert (hit.confidence >= BELIEVED) is (reason in ("word_said", "word_slip", "word_near"))
    for code in hit.reason.split(";"):
        assert {texts.word(code, lang) for lang in texts.LANGUAGES}.isdisjoint({code})
