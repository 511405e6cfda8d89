"""The authorisation document: the matrix as declared, accounts by key, counts of the scan, a page to sign."""

import pytest
from handed import CONTROL, FORMULA, ON, cells, demo, everything, hostile, personal, pieces, ran, rows, words, written
from test_report import Page

import avgkit
from avgkit import texts
from avgkit.derived import access
from avgkit.pages.authorised import AuthorisationBook

THEME = "authorisation"


@pytest.fixture(scope="module")
def scan():
    return demo(THEME)


@pytest.fixture(scope="module")
def book(scan):
    return AuthorisationBook(scan, "nl", command="avgkit report authorisation")


@pytest.fixture(scope="module")
def made(book):
    return book.made()


def small(users, grants=(), matrix=(), log=()):
    """A scan of a few accounts, rights and lines of a log."""
    named = {"users": list(users), "grants": list(grants), "access_log": list(log)}
    crm = avgkit.Crm.of({name: table for name, table in named.items() if table})
    policy = avgkit.Policy.of({"matrix": list(matrix)}) if matrix else avgkit.Policy()
    return avgkit.scan(crm, policy, on=ON, themes=[THEME])


def right(number: int, user: str, category: str, action: str = "view") -> dict:
    return {"id": f"G{number}", "user": user, "category": category, "action": action, "granted_at": "2026-10-01"}


# ---------------------------------------------------------------- the matrix
def test_the_matrix_is_the_one_that_was_declared(scan, made):
    declared = {(r["role"], r["category"], r["action"]): r["reason"] for r in scan.policy.rows("matrix")}
    word = lambda code: texts.word(code, "nl")  # noqa: E731
    listed = {
        (r["Rol"], r["Categorie gegevens"], r["Handeling"]): r["Reden"]
        for r in rows(made["xlsx"], "Rechten per rol, met de reden")
    }
    assert listed == {tuple(map(word, key)): reason or None for key, reason in declared.items()}
    for row in rows(made["xlsx"], "Autorisatiematrix"):
        category = row.pop("Categorie gegevens")
        for role, cell in row.items():
            given = {word(a) for r, c, a in declared if (word(r), word(c)) == (role, category)}
            assert set((cell or "").removeprefix("▲ ").split(", ")) - {""} == given


def test_a_right_without_reason_is_marked_and_the_others_are_not():
    lines = [
        {"role": "sales", "category": "naam", "action": a, "reason": r} for a, r in (("view", "werk"), ("edit", None))
    ]
    book = AuthorisationBook(small([{"id": "U1", "role": "sales"}], matrix=lines), "nl")
    assert book.matrix_rows.cell("naam", "sales") == [("inzien", False), ("wijzigen", True)]
    assert [reason for reason, _, said in book.matrix_rows.by_reason("sales") if said] == [""]
    assert pieces(book).count("geen reden opgegeven") >= 1


def test_a_matrix_of_many_roles_is_cut_to_the_width_of_a_page():
    lines = [{"role": f"r{n}", "category": "naam", "action": "view", "reason": "werk"} for n in range(14)]
    book = AuthorisationBook(small([{"id": "U1", "role": "r1"}], matrix=lines), "nl")
    tables = book.matrix().html.split('<table class="stack matrix"')[1:]
    assert [table.count('scope="col"') - 1 for table in tables] == [6, 6, 2]


# ---------------------------------------------------------------- accounts and rights
def test_accounts_carry_the_findings_of_the_scan(scan, book):
    assert {one["key"] for one in book.accounts} == set(scan.crm.frame("users")["id"])
    assert sum(one["rights"] for one in book.accounts) == scan.crm.count("grants")
    for check, name in (("grant-outside-matrix", "outside"), ("grant-unreviewed", "unreviewed")):
        result = next(r for r in scan.results if r.check == check)
        assert sum(one[name] for one in book.accounts) == result.violations > 0
    wrong = set(scan.findings("leaver-still-active")["key"]) | set(scan.findings("shared-account")["key"])
    assert wrong == {one["key"] for one in book.accounts if one["said"] and one["state"] == "finding"}


def test_an_account_has_one_of_four_states():
    users = [{"id": f"U{n}", "role": "sales", "kind": "personal", "active": True} for n in (1, 2, 3)]
    users[2]["kind"] = None
    line = {"role": "sales", "category": "naam", "action": "view", "reason": "werk"}
    grants = [right(1, "U1", "adres"), right(2, "U2", "naam")]
    states = {a["key"]: a["state"] for a in AuthorisationBook(small(users, grants, [line]), "nl").accounts}
    assert states == {"U1": "finding", "U2": "ok", "U3": "unknown"}
    bare = AuthorisationBook(small(users[:2], grants), "nl").accounts
    assert {a["state"] for a in bare} == {"not_run"}, "without a matrix nobody judged the rights"


def test_what_the_matrix_gives_and_nobody_has():
    lines = [{"role": "Sales ", "category": "naam", "action": a, "reason": "werk"} for a in ("view", "edit", "export")]
    users = [{"id": "U1", "role": "sales"}, {"id": "U2", "role": "other"}]
    scan = small(users, [right(1, "U1", "naam"), right(2, "U2", "naam", "edit")], lines)
    assert [r["action"] for r in access.unused(scan.crm, scan.policy, scan.law)] == ["edit", "export"]
    assert [
        row["Handeling"] for row in rows(AuthorisationBook(scan, "nl").made()["xlsx"], "In de matrix, bij niemand")
    ] == [
        "wijzigen",
        "exporteren",
    ]


def test_the_log_is_counted_whole(scan, book):
    log = scan.crm.frame("access_log")
    assert sum(total for *_, total in book.log["rows"]) == len(log)
    assert sum(counts.get("export", 0) for _, counts, _ in book.log["rows"]) == (log["action"] == "export").sum()
    assert book.log["accounts"] == log["user"].nunique() and book.log["last"] == log["at"].max()


# ---------------------------------------------------------------- what to do, and the page to sign
def test_every_finding_has_work_and_hours(scan, book, made):
    listed = rows(made["xlsx"], "Wat te doen")
    with_findings = [r for r in scan.results if r.violations]
    assert len(listed) == len(with_findings) == len(book.found)
    assert all(row["Wat te doen"] and row["Wie"] and row["Uren"] > 0 for row in listed)
    assert texts.number(sum(row["Uren"] for row in listed), "nl") in book.answer()


def test_the_page_to_sign_has_functions_and_room_for_names(book, made):
    signing = rows(made["xlsx"], "Vaststelling")
    assert len(signing) >= 3
    for row in signing:
        assert row["Functie"] and not (row["Naam"] or row["Datum"] or row["Handtekening"])
        assert row["Functie"] in written(made["docx"]) and row["Functie"] in pieces(book)


# ---------------------------------------------------------------- bad input, and what must never come out
def test_without_a_matrix_it_says_what_to_do(scan):
    empty = avgkit.scan(scan.crm, avgkit.Policy(), on=ON, themes=[THEME])
    for lang in ("nl", "en"):
        book = AuthorisationBook(empty, lang, command="avgkit report authorisation --crm export")
        assert book.answer() in pieces(book) and book.answer() in written(book.made()["docx"])
        assert "policy-template policy.xlsx --from export" in written(book.made()["docx"])


def test_hostile_words_stay_words():
    book = AuthorisationBook(hostile(THEME), "nl")
    made = book.made()
    content = made["xlsx"]
    for cell in cells(content):
        assert cell.data_type != "f" and not cell.hyperlink
        head = (
            cell.row == 1 and cell.column > 1
        )  # the name of a role in a head, which is text and cannot be edited away
        assert not str(cell.value).startswith("=") or cell.quotePrefix or head
    assert FORMULA in [cell.value for cell in cells(content)]
    assert "<script" not in pieces(book) and "&lt;script&gt;" in pieces(book)
    for told in everything(book, made):
        assert not set(CONTROL) & set(told) & {"\x01", "\x0b", "\u202e"} and "gek" in told
        assert "Vandenbrandhof" not in told


def test_nobody_of_the_crm_is_named(scan, book, made):
    values = personal(scan.crm)
    assert len(values) > 500
    for told in everything(book, made):
        assert not values & words(told)


def test_the_same_scan_gives_the_same_files(scan, made):
    assert AuthorisationBook(scan, "nl", command="avgkit report authorisation").made() == made


def test_the_notebook_runs_and_leaves_the_files(tmp_path):
    (tmp_path / "contacts.csv").write_text("id;category\nC1;customer\n", encoding="utf-8")
    left = ran("authorisation", crm=str(tmp_path / "contacts.csv"), on=ON, lang="en", out=str(tmp_path / "out"))
    assert set(left["book"].files) == {"authorisation.en.xlsx", "authorisation.en.docx"}
    assert set(left["book"].files) <= {path.name for path in (tmp_path / "out").iterdir()}
    tags = Page(pieces(left["book"])).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"].removeprefix("#") for tag, a in tags if tag == "a"} <= {*ids, *left["book"].files}
