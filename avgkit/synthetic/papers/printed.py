"""Writes a PDF of lines of text, as small as a PDF can be; an empty page looks like a scan to whoever searches it."""

_WIDTH, _HEIGHT, _LINE = 595, 842, 16


def pdf(pages: list[list[str]], author: str = "") -> bytes:
    """A PDF with these pages of lines; a page without lines holds a grey square in the place of a picture."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        content = _lines(lines) if lines else b"0.8 g 60 60 475 722 re f"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        box = f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {box} /Contents {number + 1} 0 R /Resources << /Font << /F1 << /Type /Font "
            "/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(b"<< /Author (%s) >>" % _escaped(author))
    made, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one if isinstance(one, bytes) else one.encode("cp1252"))
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def _lines(lines: list[str]) -> bytes:
    shown = b"".join(b"(%s) Tj 0 -%d Td\n" % (_escaped(line), _LINE) for line in lines)
    return b"BT /F1 11 Tf 60 %d Td\n%sET" % (_HEIGHT - 72, shown)


def _escaped(said: str) -> bytes:
    return said.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
