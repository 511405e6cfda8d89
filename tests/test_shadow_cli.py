"""`avgkit shadow` and `avgkit purge` as they are typed: asks first, tells numbers and not names, exits as promised."""

import io
import json
import os
import sys
from collections import namedtuple
from contextlib import redirect_stderr, redirect_stdout

import pytest

from avgkit import cli, generate_crm, texts
from avgkit.shadow import telling

Done = namedtuple("Done", "returncode stdout stderr")
HEAD = "first_name;infix;last_name;email;mobile\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("cli")
    made = generate_crm(people=150, seed=4)
    made.write(place / "crm")
    people = made.crm.frame("contacts").dropna(subset=["last_name", "email", "first_name"]).head(6)
    lines = [
        ";".join(str(row[c]) if isinstance(row[c], str) else "" for c in HEAD.strip().split(";"))
        for row in people.to_dict("records")
    ]
    (place / "map" / "Jan Geheim").mkdir(parents=True)
    (place / "map" / "Jan Geheim" / "bellijst.csv").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    (place / "map" / "prijzen.csv").write_text("artikel;prijs\nbel;4\n", "utf-8")
    (place / "schoon").mkdir()
    (place / "schoon" / "prijzen.csv").write_text("artikel;prijs\nbel;4\n", "utf-8")
    (place / "names.txt").write_text("\n".join(people["last_name"]) + "\n" + "\n".join(people["email"]), "utf-8")
    return place


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self):
        return True


def run(place, *words, typed=None):
    """The command in this process, as if typed in that folder; `typed`: what somebody at a terminal answers."""
    out, err, here = io.StringIO(), io.StringIO(), os.getcwd()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["avgkit", *map(str, words)])
        patch.setenv("COLUMNS", "160")
        patch.setattr(sys, "stdin", io.StringIO() if typed is None else Terminal(typed))
        patch.chdir(place)
        with pytest.raises(SystemExit) as stop:
            cli.main()
    assert os.getcwd() == here
    texts.use(None)
    return Done(stop.value.code or 0, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def searched(place):
    return run(place, "shadow", "map", "--crm", "crm", "--out", "uit", "--jobs", 1, "--yes", "--json")


def test_it_asks_before_it_searches(place):
    done = run(place, "shadow", "map", "--crm", "crm", "--out", "niet", typed="n\n")
    assert done.returncode == 2 and texts.say("shadow.needs_yes", "nl") in done.stderr
    for line in telling.notice_lines("nl"):
        assert line in done.stdout
    assert not (place / "niet").exists()
    assert run(place, "shadow", "schoon", "--out", "ja", typed="y\n").returncode == 0
    assert (place / "ja").is_dir()


def test_a_program_is_told_and_not_asked(place):
    done = run(place, "shadow", "schoon", "--out", "stil", "--json")
    assert done.returncode == 0 and len(json.loads(done.stdout)["files"]) == 1
    for line in telling.notice_lines("nl"):
        assert line in done.stderr


def test_an_inventory_needs_no_yes(place):
    done = run(place, "shadow", "map", "--inventory", "--json", "--out", "niet")
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["files"] == 2 and told["kinds"]["csv"]["files"] == 2
    assert told["bytes"] == sum(p.stat().st_size for p in (place / "map").rglob("*.csv"))
    assert not (place / "niet").exists()


def test_the_json_has_the_shape_that_was_promised(place, searched):
    told = json.loads(searched.stdout)
    assert searched.returncode == 0
    one = next(f for f in told["files"] if f["path"].endswith("bellijst.csv"))
    assert (one["personal"], one["rows"], one["from_crm"]) == ("yes", 6, True)
    assert {"path", "personal", "people", "special", "duplicate_of", "unreadable", "reason"} <= set(one)
    assert all(set(p) >= {"crm_id", "evidence", "certain"} for p in one["people"])
    assert {p["crm_id"] for p in one["people"] if p["certain"]} and told["summary"]["complete"]
    assert texts.say("shadow.before_title", "nl") in searched.stderr
    for secret in (place / "names.txt").read_text("utf-8").split("\n"):
        assert secret not in searched.stdout


def test_a_person_sees_numbers_and_places_only_when_asked(place, searched):
    plain = run(place, "shadow", "map", "--crm", "crm", "--out", "uit", "--yes", "--fail-on", "medium")
    assert plain.returncode == 1 and "F0001" in plain.stdout and "Geheim" not in plain.stdout
    assert texts.say("shadow.resumed", "nl", n=telling.count(2, "nl")) in plain.stdout
    shown = run(place, "shadow", "map", "--crm", "crm", "--out", "uit", "--yes", "--reveal", "--lang", "en")
    assert shown.returncode == 0 and "Jan Geheim/bellijst.csv" in shown.stdout
    assert texts.say("shadow.before_title", "en") in shown.stdout


def test_what_was_not_read_is_named_by_number_until_somebody_asks(place):
    folder = place / "onleesbaar" / "Jan Geheim"
    folder.mkdir(parents=True)
    (folder / "oud.pst").write_bytes(b"!BDN" + bytes(600))
    (folder / "lijst.csv").write_text("naam;tel\nKok;1\nBos;2;te veel;velden\n", "utf-8")
    words = ["shadow", "onleesbaar", "--out", "onleesbaar-uit", "--yes"]
    done = run(place, *words)
    assert done.returncode == 3 and "Outlook" in done.stdout and "Geheim" not in done.stdout
    assert "Jan Geheim/oud.pst" in run(place, *words, "--reveal").stdout


def test_clean_incomplete_and_wrong(place):
    assert run(place, "shadow", "schoon", "--out", "schoon-uit", "--yes", "--fail-on", "low").returncode == 0
    (place / "schoon" / "weg").symlink_to("/")
    done = run(place, "shadow", "schoon", "--out", "schoon-uit", "--yes", "--fail-on", "low")
    assert done.returncode == 3 and texts.say("shadow.aside_link_out", "nl") in done.stdout
    wrong = run(place, "shadow", "geen", "--jobs", 0, "--fail-on", "groot", "--keep-days", 0, "--erased", "geen.txt")
    assert wrong.returncode == 2 and len(wrong.stderr.strip().splitlines()) == 5


def test_purge(place, searched):
    kept = json.loads(run(place, "purge", "uit", "--json").stdout)
    assert kept["removed"] == [] and [one["folder"] for one in kept["kept"]] == ["uit"]
    done = run(place, "purge", "uit", "--all")
    assert done.returncode == 0 and "uit" in done.stdout and not (place / "uit").exists()
    assert run(place, "purge", "uit").returncode == 2
    assert texts.say("shadow.purge_nothing", "nl", path="map") in run(place, "purge", "map").stdout


def test_what_is_removed_before_its_day_did_not_expire(place):
    assert run(place, "shadow", "map", "--out", "vroeg", "--yes").returncode == 0
    said = run(place, "purge", "vroeg", "--all", "--lang", "nl").stdout
    assert not (place / "vroeg").exists() and "Gewist: vroeg (verloopdatum: " in said and "verliep" not in said
