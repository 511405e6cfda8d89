"""Findings that an organisation accepts: with an owner, a reason and an end, counted apart and never in silence."""

from datetime import date

import pytest

import avgkit
from avgkit import kept, texts, trends
from avgkit.errors import AvgkitError
from avgkit.trends import accepting

CHECK = "message-without-consent"
HEAD = "check,key,owner,reason,until\n"


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    """Three messages without consent, by the law of 1 November 2026."""
    people = [{"id": f"P{number}", "kind": "natural"} for number in (1, 2, 3)]
    about = {"channel": "email", "kind": "marketing", "sent_at": "2026-09-01"}
    messages = [{"id": f"M{number}", "contact": f"P{number}", **about} for number in (1, 2, 3)]
    crm = avgkit.Crm.of({"contacts": people, "consents": [], "messages": messages})
    made = avgkit.scan(crm, on="2026-11-01", themes=["consent"], out=tmp_path_factory.mktemp("scan"))
    assert next(result.violations for result in made.results if result.check == CHECK) == 3
    return made


def listed(tmp_path, text: str | bytes) -> accepting.AcceptedFindings:
    path = tmp_path / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return accepting.read_findings(path)


@pytest.mark.parametrize(
    ("until", "accepted", "expired"),
    [("2026-10-31", 0, 1), ("2026-11-01", 1, 0), ("1-11-2026", 1, 0), ("31-10-2026", 0, 1), ("2026-11-02", 1, 0)],
)
def test_a_last_day_counts_and_the_day_after_the_finding_is_back(scan, tmp_path, until, accepted, expired):
    found = listed(tmp_path, f"{HEAD}{CHECK},M1,privacy officer,consent is being asked,{until}\n").of(scan)
    assert (found.accepted, found.expired) == (accepted, expired)
    assert found.keys[CHECK] == ({"M1"} if accepted else set())


def test_the_verdict_stays_and_accepted_findings_are_counted_apart(scan, tmp_path):
    days = {"M1": "2026-12-31", "M2": "2026-11-30", "M9": "2026-12-31"}
    text = HEAD + "".join(f"{CHECK},{key},officer,why,{day}\n" for key, day in days.items())
    since = trends.follow(scan, accept=listed(tmp_path, text))
    told = since.accepted_dict()
    assert told["checks"][CHECK] == {"accepted": 2, "until": "2026-11-30", "expired": 0} and told["idle"] == [4]
    assert next(result.violations for result in scan.results if result.check == CHECK) == 3
    assert since.fresh[CHECK] == 1


def test_a_whole_check_can_be_accepted_until_a_day(scan, tmp_path):
    text = f"{HEAD}{CHECK},*,officer,why,2026-12-31\n"
    assert listed(tmp_path, text).of(scan).checks[CHECK].accepted == 3
    text += f"{CHECK},M1,officer,why,2026-10-01\n"  # what the whole check covers is not over for one record
    assert listed(tmp_path, text).of(scan).checks[CHECK] == accepting.Count(3, date(2026, 12, 31), 0)


def test_an_accepted_finding_that_the_run_before_had_is_not_new_when_its_day_has_passed(scan, tmp_path):
    trends.follow(scan, keep=tmp_path / "runs")
    text = f"{HEAD}{CHECK},M1,officer,why,2026-10-01\n"
    since = trends.follow(scan, runs=tmp_path / "runs", accept=listed(tmp_path, text))
    assert since.accepted.expired == 1


def test_everything_that_is_wrong_with_a_list_is_told_at_once_with_its_line(tmp_path):
    lines = [
        f"{CHECK},M1,,,",  # a line of a template that nobody filled in is no mistake
        f"{CHECK},M1,officer,why,2026-12-31",
        "message-without-consnt,M2,officer,why,2026-12-31",
        f"{CHECK},M3,officer,why,",
        f"{CHECK},M4,,,2026-12-31",
        f"{CHECK},,officer,why,2026-12-31",
        f"{CHECK},M5,officer,why,31/12/2026",
        f"{CHECK},M6,officer,why,2026-02-30",
        f"{CHECK},M1,other,again,2027-12-31",
        f'{CHECK},M7,officer,"two\nlines",soon',
    ]
    with pytest.raises(AvgkitError) as error:
        listed(tmp_path, HEAD + "\n".join(lines))
    told = error.value.problems
    numbers = [4, 5, 6, 7, 8, 9, 10, 11]
    assert [f"list.csv, regel {number}:" in one for number, one in zip(numbers, told, strict=True)] == [True] * 8
    assert CHECK in told[0] and texts.say("trends.head_until") in told[1]
    assert texts.say("trends.head_owner") in told[2] and texts.say("trends.head_reason") in told[2]
    assert "31/12/2026" in told[4] and "2026-02-30" in told[5] and "regel 3" in told[6] and "soon" in told[7]


@pytest.mark.parametrize(
    "text",
    [
        f"check;key;owner;reason;until\r\n{CHECK};M1;coördinator;één keer;31-12-2026\r\n".encode("cp1252"),
        f"controle;sleutel;eigenaar;reden;tot en met\r\n{CHECK};M1;coördinator;één keer;31-12-2026\r\n".encode(
            "utf-8-sig"
        ),
        f"Controle\tSleutel\tEigenaar\tReden\tTot en met\n{CHECK}\tM1\tcoördinator\téén keer\t2026-12-31\n".encode(
            "utf-16"
        ),
        f"until,reason,owner,key,check,note\n\n2026-12-31,why,me, M1 ,{CHECK},x\n,,,,,\n".encode(),
    ],
)
def test_a_list_is_read_as_excel_writes_it(scan, tmp_path, text):
    assert listed(tmp_path, text).of(scan).keys == {CHECK: {"M1"}}


def test_a_list_without_its_columns_or_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(AvgkitError, match="tot en met"):
        listed(tmp_path, f"check,key,owner,reason\n{CHECK},M1,officer,why\n")
    with pytest.raises(AvgkitError, match=r"gone\.csv"):
        accepting.read_findings(tmp_path / "gone.csv")
    with pytest.raises(AvgkitError):
        accepting.read_findings(tmp_path)
    assert accepting.read_findings("") is None and not listed(tmp_path, "").lines


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_template_has_a_line_for_each_finding_and_accepts_none_until_it_is_filled_in(scan, tmp_path, lang):
    path = tmp_path / "new.csv"
    assert accepting.write_template(path, scan.folder, lang) == sum(result.violations for result in scan.results)
    made = accepting.read_findings(path)
    assert not made.lines and made.open == sum(result.violations for result in scan.results)
    text = path.read_text("utf-8-sig")
    sign = ";" if lang == "nl" else ","
    filled = text.replace(sign.join((CHECK, "M2", "", "", "")), sign.join((CHECK, "M2", "ICT", "why", "31-12-2026")))
    assert listed(tmp_path, filled).of(scan).keys == {CHECK: {"M2"}}
    with pytest.raises(AvgkitError):
        accepting.write_template(path)  # reasons may stand in it
    with pytest.raises(AvgkitError, match="results"):
        accepting.write_template(tmp_path / "other.csv", tmp_path / "nowhere")
    assert not (tmp_path / "other.csv").exists()


def test_a_key_that_a_spreadsheet_would_run_is_written_harmless_and_read_as_it_was(tmp_path):
    people = [{"id": "P1", "kind": "natural"}]
    messages = [{"id": "=1+1", "contact": "P1", "channel": "email", "kind": "marketing", "sent_at": "2026-09-01"}]
    crm = avgkit.Crm.of({"contacts": people, "consents": [], "messages": messages})
    found = avgkit.scan(crm, on="2026-11-01", themes=["consent"], out=tmp_path / "scan")
    assert found.values(CHECK, "key") == ["=1+1"]
    accepting.write_template(tmp_path / "t.csv", tmp_path / "scan", "en")
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    line = f"{CHECK},'=1+1,,,"
    assert line in text
    assert listed(tmp_path, text.replace(line, f"{CHECK},'=1+1,ICT,why,2026-12-31")).of(found).keys == {CHECK: {"=1+1"}}


@pytest.mark.parametrize(
    ("value", "day"),
    [("2026-11-23", date(2026, 11, 23)), (" 1-2-2026 ", date(2026, 2, 1)), (date(2026, 1, 1), date(2026, 1, 1))]
    + [(wrong, None) for wrong in ("", None, "2026-13-01", "31-2-2026", "1/2/2026", "23 nov 2026", "20261123x")],
)
def test_days_of_a_list(value, day):
    assert kept.day(value) == day
