"""Documents and messages: every text in them, the files inside, and by name what was not read."""

import hashlib
import re
import tomllib
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import making
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avgkit import paths, texts
from avgkit.reading import Limits, Opened
from avgkit.reading.documents import NAMED, READERS, read_document
from avgkit.reading.documents.rich import compressed, plain_rtf
from avgkit.reading.documents.webpage import plain

AT = datetime(2025, 3, 4, 10, 30)
DESK = ("Karin Zonderland", "karin@kantoor.example")


def read(
    folder: Path, name: str, content: bytes, kind: str = "", limits: Limits | None = None, password=None
) -> Opened:
    """A file of these bytes as this part of the package reads it."""
    path = folder / "bestand"
    path.write_bytes(content)
    suffix = name.rpartition(".")[2]
    opened = Opened(path, name, kind or suffix, suffix, hashlib.sha256(content).hexdigest(), len(content))
    read_document(opened, path, limits or Limits(), password)
    return opened


def said(opened: Opened) -> dict[str, str]:
    """The texts by their place in the file."""
    return {text.place.removeprefix(opened.place).removeprefix(" · "): text.text for text in opened.texts}


def codes(opened: Opened) -> list[tuple[str, str]]:
    """What was not read, in it and in what it holds."""
    return [(one.place, one.code) for part in opened.all() for one in part.unread]


# ------------------------------------------------------------------ documents
def test_a_letter_is_read_with_all_that_hangs_on_it(tmp_path):
    made = making.docx(
        ["Beste Zoë,", "Tot ziens & groet"],
        [["naam", "tel"], ["Jan", "06"]],
        author="Karin",
        header="Kop",
        footnotes="Noot",
        comments="Opmerking",
    )
    assert said(read(tmp_path, "brief.docx", made)) == {
        "": "Beste Zoë,\nTot ziens & groet\nnaam\ttel\t\nJan\t06",
        "koptekst": "Kop",
        "voetnoten": "Noot",
        "opmerkingen": "Opmerking",
        "eigenschappen": "Karin",
    }


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "body, expected",
    [
        ("<w:r><w:t>zie</w:t></w:r><w:r><w:tab/><w:t>bij</w:t><w:br/><w:t>de</w:t></w:r>", "zie\tbij\nde"),
        ("<w:del><w:r><w:delText>geschrapt</w:delText></w:r></w:del>", "geschrapt"),
        ("<x:Choice xmlns:x='x'><w:t>vak</w:t></x:Choice><x:Fallback xmlns:x='x'><w:t>vak</w:t></x:Fallback>", "vak"),
        ('<w:instrText>HYPERLINK "mailto:a@b.example"</w:instrText>', 'HYPERLINK "mailto:a@b.example"'),
        ("<w:pPr><w:pStyle>Kop1</w:pStyle></w:pPr><w:t>titel</w:t>", "titel"),
    ],
)
def test_what_counts_as_text_in_a_letter(tmp_path, body, expected):
    made = making.zipped([("word/document2.xml", f"<w:document {W}><w:p>{body}</w:p></w:document>")])
    assert said(read(tmp_path, "x.docx", made)) == {"": expected}


WORDS = f"<w:document {W}><w:p><w:t>bijlage</w:t></w:p></w:document>"


def test_a_workbook_in_a_letter_is_opened_and_pictures_are_counted(tmp_path):
    parts = [
        ("word/document.xml", WORDS),
        ("word/afchunk.htm", b"<p>uit een pagina</p>"),
        ("word/embeddings/lijst.csv", b"naam,mail\r\nJan,jan@x.example\r\n"),
        ("word/media/image1.png", b"\x89PNG"),
        ("word/_rels/document.xml.rels", '<R><Relationship Target="mailto:jan@x.example"/></R>'),
    ]
    opened = read(tmp_path, "x.docx", making.zipped(parts))
    assert [(one.place, len(one.sheets), len(one.texts)) for one in opened.inner] == [
        ("x.docx/afchunk.htm", 0, 1),
        ("x.docx/lijst.csv", 1, 0),
    ]
    assert said(opened)["adressen achter koppelingen"] == "mailto:jan@x.example"
    assert len(opened.problems) == 1 and opened.complete


def test_slides_are_read_in_their_order_with_their_notes(tmp_path):
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    parts = [(f"ppt/slides/slide{n}.xml", slide.format(f"dia {n}")) for n in (10, 2)]
    parts.append(("ppt/notesSlides/notesSlide2.xml", slide.format("bel Jan")))
    opened = read(tmp_path, "x.pptx", making.zipped(parts))
    assert list(said(opened).items()) == [("notities bij dia 2", "bel Jan"), ("dia 2", "dia 2"), ("dia 10", "dia 10")]


def test_an_open_document_is_read_with_its_comment_and_author(tmp_path):
    opened = read(tmp_path, "x.odt", making.odt(["een", "twee <b>"], "Karin", "let op"))
    assert said(opened) == {"": "een\ntwee <b>\n\nlet op", "eigenschappen": "Karin"}


def test_a_locked_open_document_is_named(tmp_path):
    parts = [("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", b"\x01\x02")]
    opened = read(tmp_path, "x.odt", making.zipped(parts))
    assert (opened.locked, codes(opened)) == (True, [("x.odt", "locked")])


def test_an_old_text_is_read_by_its_pieces(tmp_path):
    made = making.doc("Beste Zoë,\rnaam\x07tel\x07\r", "een noot\r", "Łódź €\r")
    assert said(read(tmp_path, "x.doc", made)) == {"": "Beste Zoë,\nnaam\ttel", "voetnoten": "een noot\nŁódź €"}


@pytest.mark.parametrize(
    "made, code", [(making.doc("x", locked=True), "locked"), (making.doc("x", version=0xA5DC), "old_word")]
)
def test_an_old_text_that_cannot_be_read_is_named(tmp_path, made, code):
    opened = read(tmp_path, "x.doc", made)
    assert (opened.texts, codes(opened), opened.locked) == ([], [("x.doc", code)], code == "locked")


def test_rich_text_is_read_without_its_marks(tmp_path):
    made = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Karin}}\f0 Caf\'e9 \u321?\'f3d\u378?\par a\cell}"
    )
    assert said(read(tmp_path, "x.rtf", made)) == {"": "Karin\nCafé Łódź\na"}


# ------------------------------------------------------------------ pdf
def test_a_pdf_is_read_page_by_page_and_pages_without_text_are_named(tmp_path):
    opened = read(tmp_path, "x.pdf", making.pdf([["Jan", "tweede"], [], ["Piet"], []], "Karin"))
    assert said(opened) == {"pagina 1": "Jan\ntweede", "pagina 3": "Piet", "eigenschappen": "Karin"}
    assert codes(opened) == [("x.pdf", "pages_without_text")]
    assert "2 (nummer 2, 4)" in opened.unread[0].sentence


@pytest.mark.parametrize(
    "locked_with, given_password, opens",
    [("", None, True), ("geheim", None, False), ("geheim", "fout", False), ("geheim", "geheim", True)],
)
@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_pdf_opens_without_a_password_or_with_the_right_one(
    tmp_path, locked_with, given_password, opens, algorithm
):
    made = making.locked_pdf(locked_with, [["Jan"]], algorithm)
    opened = read(tmp_path, "x.pdf", made, password=given_password)
    assert (said(opened).get("pagina 1"), opened.locked) == ("Jan" if opens else None, not opens)
    assert codes(opened) == ([] if opens else [("x.pdf", "locked")])


def test_no_more_pages_are_read_than_the_limit(tmp_path):
    opened = read(tmp_path, "x.pdf", making.pdf([["a"], ["b"], ["c"]]), limits=replace(Limits(), pages=2))
    assert sorted(said(opened)) == ["pagina 1", "pagina 2"]
    assert codes(opened) == [("x.pdf", "too_many_pages")]


def test_a_pdf_that_claims_a_million_pages_is_named(tmp_path):
    opened = read(tmp_path, "x.pdf", making.million_pages(), limits=replace(Limits(), pages=50))
    assert codes(opened) and not opened.texts


def test_what_was_filled_in_on_a_pdf_is_read(tmp_path):
    import io

    import pypdf
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(making.pdf([["Formulier"]])))
    field = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/V": TextStringObject("Jan Zonderland")}
    field = DictionaryObject({NameObject(key): value for key, value in field.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([field])
    writer.add_attachment("lijst.csv", b"naam,mail\r\nJan,j@x.example\r\n")
    made = io.BytesIO()
    writer.write(made)
    opened = read(tmp_path, "x.pdf", made.getvalue())
    assert said(opened)["pagina 1 · opmerkingen en ingevulde velden"] == "Jan Zonderland"
    assert [(one.place, one.sheets[0].rows) for one in opened.inner] == [("x.pdf/lijst.csv", 1)]


# ------------------------------------------------------------------ messages
def test_a_message_is_read_with_its_attachments(tmp_path):
    inner = making.eml(
        "binnen", "c@d.example", ["e@f.example"], "inhoud", AT, {"l.csv": b"naam,mail\r\nJan,j@x.example\r\n"}
    )
    files = {
        "lijst.csv": b"naam,mail\r\nA,a@x.example\r\nB,b@x.example\r\n",
        "m.eml": inner,
        "b.docx": making.docx(["hoi"]),
    }
    page = "<p>Hallo</p><p>wereld</p><p>alleen hier: <a href='mailto:z@z.example'>mail</a></p>"
    made = making.eml("Vraag é", "Jan <a@b.example>", ["Zoë <z@y.example>"], "Hallo\nwereld", AT, files, page)
    opened = read(tmp_path, "x.eml", made)
    assert said(opened)["kop van het bericht"].split("\n")[:3] == [
        "From: Jan <a@b.example>",
        "To: Zoë <z@y.example>",
        "Subject: Vraag é",
    ]
    assert said(opened)["tekst van het bericht"] == "Hallo\nwereld"
    more = said(opened)["opgemaakte tekst van het bericht"]
    assert "alleen hier" in more and "z@z.example" in more and "Hallo" not in more
    places = [(one.place, sum(sheet.rows for sheet in one.sheets), len(one.texts)) for one in opened.all()]
    assert places == [
        ("x.eml", 0, 3),
        ("x.eml/lijst.csv", 2, 0),
        ("x.eml/binnen.eml", 0, 2),
        ("x.eml/binnen.eml/l.csv", 1, 0),
        ("x.eml/b.docx", 0, 1),
    ]
    assert opened.complete


def test_a_message_of_the_standard_library_is_read(tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"] = "Ünïcode onderwerp", "a@b.example"
    message.set_content("<niet> één\n")
    message.add_alternative("<b>&lt;niet&gt; één</b>", subtype="html")
    message.add_attachment(
        b"naam,mail\r\nJan,j@x.example\r\n", maintype="text", subtype="csv", filename="../é/lijst.csv"
    )
    opened = read(tmp_path, "x.eml", bytes(message))
    assert said(opened)["kop van het bericht"] == "From: a@b.example\nSubject: Ünïcode onderwerp"
    assert said(opened)["tekst van het bericht"] == "<niet> één"
    assert "opgemaakte tekst van het bericht" not in said(opened)
    assert [one.place for one in opened.inner] == ["x.eml/lijst.csv"]


def test_messages_nested_a_hundred_deep_stop_at_the_limit(tmp_path):
    opened = read(tmp_path, "x.eml", making.nested_mail(100))
    assert len(list(opened.all())) == Limits().depth + 1
    assert [code for _, code in codes(opened)] == ["too_deep"]


def test_an_encrypted_message_is_named(tmp_path):
    kind = b"application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m"
    made = b"From: a@b.example\r\nContent-Type: " + kind + b"\r\n\r\nxx"
    assert codes(read(tmp_path, "x.eml", made)) == [("x.eml · smime.p7m", "sealed_mail")]


def test_an_attachment_past_the_limits_is_named(tmp_path):
    made = making.eml("x", "a@b.example", [], "y", AT, {f"{n}.csv": b"naam,mail\r\na,b\r\n" for n in range(3)})
    opened = read(tmp_path, "x.eml", made, limits=replace(Limits(), parts=2))
    assert len(opened.inner) == 2 and len(codes(opened)) == 1


@pytest.mark.parametrize("wide", [True, False])
def test_a_message_of_outlook_is_read(tmp_path, wide):
    inner = dict(subject="Ouder", sender=DESK, to=[], body="binnen", at=AT, attached={"l.csv": b"a,b\r\n1,2\r\n"})
    made = making.msg(
        *("Vraag é", DESK, [("Jan", "jan@x.example"), ("Piet", "piet@x.example")], "Hallo\r\nwereld", AT),
        {"lijst.csv": b"naam,mail\r\nA,a@x.example\r\n"},
        "<p>Hallo</p><p>wereld</p>",
        {"FW: oud": inner},
        wide,
    )
    opened = read(tmp_path, "x.msg", made)
    assert said(opened) == {
        "kop van het bericht": "From: Karin Zonderland karin@kantoor.example\nTo: Jan; Piet\nSubject: Vraag é\n"
        "Date: 2025-03-04 10:30",
        "ontvangers": "Jan jan@x.example\nPiet piet@x.example",
        "tekst van het bericht": "Hallo\nwereld",
    }
    places = [one.place for one in opened.all()]
    assert places == ["x.msg", "x.msg/lijst.csv", "x.msg/FW: oud.msg", "x.msg/FW: oud.msg/l.csv"]
    assert opened.inner[1].texts[1].text == "binnen" and opened.complete


def test_rich_text_of_outlook_is_unpacked():
    # The example of [MS-OXRTFCP] 3.2: known bytes of another maker.
    example = "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    example += "0af32068656c090020627705b06c647d0a800fa0"
    packed = bytes.fromhex(example)
    assert compressed(packed, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert plain_rtf(compressed(making.lzfu(b"{\\rtf1 hallo", (207, 5)), 1000)).startswith("hallo")


def test_the_tables_in_a_message_can_be_read_when_the_message_is_forgotten(tmp_path):
    made = making.eml("x", "a@b.example", [], "y", AT, {"l.csv": b"naam,mail\r\nJan,j@x.example\r\n"})
    inner = read(tmp_path, "x.eml", made).inner[0]
    assert inner.sheets[0].frame().to_pylist() == [{"naam": "Jan", "mail": "j@x.example", "_row": 2}]


# ------------------------------------------------------------------ texts
@pytest.mark.parametrize(
    "page, expected",
    [
        ("<p>a &amp; b</p><script>kwaad('<p>')</script>c<style>p{}", "a & b\nc"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("a<!-- weg --><b>b</b>\n  c<br>d", "ab c\nd"),
        ('<input value="Jan"><img alt=\'foto van Piet\' src="x>y">', "Jan  foto van Piet"),
        ("1 < 2 en 3 > 2", "1 < 2 en 3 > 2"),
        ("<a href=mailto:a@b.example?subject=x>mail</a>", "mailto:a@b.example mail"),
        ("<p", ""),
    ],
)
def test_the_text_of_a_page(page, expected):
    assert re.sub(r"\n+", "\n", plain(page)).strip() == expected


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", '<a b="', "<script>", "&#", "<td", "<a href='mailto:", "</"])
def test_a_page_made_to_take_long_does_not(piece):
    plain(piece * 100_000)  # a way of reading that looks back at every piece would take hours


@pytest.mark.parametrize(
    "name, content, expected",
    [
        ("x.txt", "één\r\ntwee".encode("cp1252"), "één\ntwee"),
        ("x.txt", "één".encode("utf-16"), "één"),
        (
            "x.json",
            b'{"naam": "Jan", "lijst": [{"tel": "06"}, null, 3, true]}',
            "naam: Jan\ntel: 06\nlijst: 3\nlijst: true",
        ),
        ("x.jsonl", b'{"a": 1}\n\n{"a": "b"}\ngeen json\n', "a: 1\na: b\ngeen json"),
        ("x.html", b"<meta charset=iso-8859-15><p>caf\xe9 \xa4</p>", "café €"),
        ("x.xml", b"<a n='Jan'><b>een</b><c>twee</c></a>", "een\ntwee\n\nJan"),
        ("x.xml", b"<a>niet heel", "<a>niet heel"),
    ],
)
def test_files_that_are_text_already(tmp_path, name, content, expected):
    opened = read(tmp_path, name, content)
    assert said(opened)[""] == expected and opened.complete


def test_signs_that_steer_a_screen_are_left_out(tmp_path):
    assert said(read(tmp_path, "x.txt", "a\x1b[31mb\u202ec\x00".encode())) == {"": "a [31mb c"}


def test_what_is_too_long_is_named(tmp_path):
    opened = read(tmp_path, "x.txt", b"abc " * 100, limits=replace(Limits(), text=10))
    assert (said(opened)[""], codes(opened)) == ("abc abc ab", [("x.txt", "too_long")])


# ------------------------------------------------------------------ named, hostile
@pytest.mark.parametrize("kind", [*NAMED, "zomaar"])
def test_a_kind_that_is_not_read_is_named_with_a_sentence_of_its_own(tmp_path, kind):
    opened = read(tmp_path, "x.dat", b"abc", kind)
    assert [one.code for one in opened.unread] == [kind if kind in NAMED else "unknown_kind"]
    assert not opened.texts and not opened.complete and opened.unread[0].sentence.endswith(".")


def test_every_phrase_is_there_in_both_languages():
    with open(paths.KNOWLEDGE / "phrases" / "reading_documents.toml", "rb") as file:
        phrases = tomllib.load(file)
    assert set(NAMED) <= set(phrases)
    for name, words in phrases.items():
        places = [set(re.findall(r"{\w+}", words[lang])) for lang in texts.LANGUAGES]
        assert words["nl"] and words["en"] and places[0] == places[1], name
    used = {
        word
        for file in (paths.KNOWLEDGE.parent / "reading" / "documents").glob("*.py")
        for word in re.findall(r'(?:unread|problem|phrase)\(\s*"(\w+)"', file.read_text(encoding="utf-8"))
    }
    assert used <= set(phrases)


def test_a_bomb_is_named_and_not_unpacked(tmp_path):
    opened = read(tmp_path, "x.docx", making.zip_bomb())
    assert codes(opened) == [("x.docx", "too_large")]


def test_definitions_in_a_document_are_refused(tmp_path):
    opened = read(tmp_path, "x.docx", making.doctype_docx())
    assert codes(opened) == [("x.docx", "part_damaged")] and not opened.texts


WHOLE = {
    "docx": making.docx(["Beste Jan"], [["a", "b"]], author="K", header="kop"),
    "odt": making.odt(["een"], "K", "noot"),
    "doc": making.doc("Hallo\r", "noot\r"),
    "pdf": making.pdf([["Jan"], []], "K"),
    "eml": making.eml("x", "a@b.example", ["c@d.example"], "y", AT, {"l.txt": b"x"}, "<p>y</p>"),
    "msg": making.msg("x", DESK, [DESK], "y", AT, {"l.txt": b"x"}),
    "rtf": rb"{\rtf1\ansi{\fonttbl{\f0 A;}}Caf\'e9 \u233?\par}",
    "html": b"<p>a<td>b<script>x</script>",
    "json": b'{"a": [1, {"b": "c"}]}',
    "xml": b"<a><b>c</b></a>",
    "txt": "één".encode(),
    "pptx": making.zipped([("ppt/slides/slide1.xml", "<a><t>x</t></a>")]),
}


def test_what_was_read_before_the_damage_stays(tmp_path):
    whole = bytearray(making.zipped([("word/document.xml", WORDS), ("word/header1.xml", WORDS)], ("word/header1.xml",)))
    at = whole.index(b"<w:t>", whole.index(b"word/header1.xml"))
    whole[at + 5] ^= 1
    opened = read(tmp_path, "x.docx", bytes(whole))
    assert said(opened) == {"": "bijlage"} and codes(opened) == [("x.docx", "rest_damaged")]


@pytest.mark.parametrize(
    "kind, made", [("docx", making.odt(["x"])), ("odt", making.docx(["x"])), ("msg", making.doc("x"))]
)
def test_a_document_of_another_kind_is_named(tmp_path, kind, made):
    assert ("x." + kind, "damaged") in codes(read(tmp_path, "x." + kind, made))


def test_every_reader_is_tried_on_damage():
    assert {READERS[kind] for kind in WHOLE} == set(READERS.values())


@pytest.mark.parametrize("kind", sorted(WHOLE))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_never_raises(tmp_path, kind, data):
    whole = WHOLE[kind]
    how = data.draw(st.sampled_from(["cut", "changed", "random"]))
    if how == "cut":
        content = whole[: data.draw(st.integers(0, len(whole)))]
    elif how == "changed":
        at, put = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.binary(min_size=1, max_size=8))
        content = whole[:at] + put + whole[at + len(put) :]
    else:
        content = data.draw(st.binary(max_size=200))
    opened = read(tmp_path, f"x.{kind}", content)
    assert all(text.text.strip() for text in opened.texts) and all(one.sentence for one in opened.unread)
