"""One normal form of each identifying value: however it was written, and the same for whoever asks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avgkit.recognisers import forms, values
from avgkit.sources.content import content

FORMS = [
    # the way it may be written, its normal form
    ("email", "Jan <Jan@Post.Example>", "jan@post.example"),
    ("email", "mailto:jan@post.example", "jan@post.example"),
    ("email", "jan@post.example.", "jan@post.example"),
    ("email", "jan@post..example", ""),  # no domain has an empty part
    ("email", "jan@-post.example", ""),
    ("email", "jan at post.example", ""),
    ("phone", "06-12345678", "+31612345678"),
    ("phone", "612345678", "+31612345678"),  # a spreadsheet ate the zero
    ("phone", "612345678.0", "+31612345678"),
    ("phone", "31612345678", "+31612345678"),
    ("phone", "0031 (0)6 1234 5678", "+31612345678"),
    ("phone", "+31 06 12345678", "+31612345678"),
    ("phone", "tel.: (0225) 302482", "+31225302482"),
    ("phone", "020-1234567 tst. 12", "+31201234567"),  # who sits behind it is not a part of the number
    ("phone", "881234567", "+31881234567"),  # 088 is a number of a firm
    ("phone", "0900 1234", "+319001234"),
    ("phone", "+32 (0)475 12 34 56", "+32475123456"),
    ("phone", "+32 0475 12 34 56", "+32475123456"),  # the zero is dialled in Belgium only
    ("phone", "0032475123456", "+32475123456"),
    ("phone", "tel: +32 475 12 34 56", "+32475123456"),
    ("phone", "+39 06 698 12345", "+390669812345"),  # in Italy the zero stays
    ("phone", "+999 12345678", ""),  # no country has this code
    ("phone", "06-123456789", ""),  # a figure too many
    ("phone", "0123456", ""),
    ("phone", "03-04-2024", ""),
    ("phone", "999990019", ""),  # no area begins with 09
    ("iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
    ("iban", "NL92ABNA0417164300", ""),
    ("iban", "ZZ65123456789012", ""),  # its check digits are right, but there is no such country
    ("bsn", "9999.90.019", "999990019"),
    ("bsn", "10464554", "010464554"),  # 0·9+1·8+0·7+4·6+6·5+4·4+5·3+5·2−4 = 99
    ("bsn", "999990019.0", "999990019"),
    ("bsn", "999990018", ""),
    ("bsn", "000000000", ""),
    ("postcode", "1234 AB", "1234ab"),
    ("postcode", "1234\u00a0ab", "1234ab"),
    ("postcode", "B-1000", "b-1000"),
    ("postcode", "onbekend", ""),
    ("day", "1980-02-01", "1980-02-01"),
    ("day", "1980-2-1", "1980-02-01"),
    ("day", "1980-02-01T00:00:00Z", "1980-02-01"),
    ("day", "01-02-1980", "1980-02-01"),
    ("day", "1/2/1980", "1980-02-01"),
    ("day", "1 februari 1980", "1980-02-01"),
    ("day", "19800201", "1980-02-01"),
    ("day", "12/31/1980", "1980-12-31"),  # there is no month 31
    ("day", "31-02-1980", ""),  # nor such a day
    ("day", "1980-02-31", ""),
    ("key", "123.0", "123"),
    ("key", " C1 ", "c1"),
]


@pytest.mark.parametrize(("kind", "written", "form"), FORMS)
def test_each_way_of_writing_has_the_one_form(kind, written, form):
    assert getattr(forms, kind)(written) == form


@pytest.mark.parametrize("kind", ["email", "phone", "iban", "bsn", "postcode", "day", "key"])
@settings(max_examples=25)
@given(st.one_of(st.none(), st.text(max_size=30), st.from_regex(r"[+(]?0{0,2}[0-9 ./()-]{6,18}", fullmatch=True)))
def test_a_form_is_its_own_form(kind, value):
    made = getattr(forms, kind)(value)
    assert isinstance(made, str) and getattr(forms, kind)(made) == made


WELL = {"email": "is_email", "phone": "is_phone", "iban": "is_iban", "bsn": "is_bsn", "postcode": "is_postal_code"}


@pytest.mark.parametrize("kind", WELL)
@settings(max_examples=25)
@given(st.one_of(st.text(max_size=30), st.sampled_from([written for _, written, _ in FORMS])))
def test_what_a_column_is_told_by_has_a_form(kind, value):
    assert getattr(forms, kind)(value) or not getattr(values, WELL[kind])(value)


def test_a_column_of_what_has_no_form_is_not_called_so():
    """What the mapping calls a telephone number is one that a search can find again."""
    assert content(["+999 12345678", "06-123456789", "0123456"]).share("phone") == 0
    assert content(["ZZ65123456789012"]).share("iban") == 0


@pytest.mark.parametrize(
    ("address", "shared"), [("info@x.example", True), ("info.jan@x.example", True), ("jan@x.example", False)]
)
def test_mailboxes_of_more_people(address, shared):
    assert forms.shared_by_name(address) is shared
