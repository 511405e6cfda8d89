"""What the files are to each other and to the CRM: the same content twice, the same rows in another form, a copy."""

from ..recognisers import category_of_head

ROWS, SHARE, COLUMNS = 3, 0.8, 0.5  # a copy: so many rows, this share of people of the CRM, this share of its columns
_OWN = frozenset(
    (
        *("id", "email", "phone", "mobile", "first_name", "infix", "last_name", "full_name", "birth_date", "gender"),
        *("bsn", "street", "house_number", "postal_code", "city", "country", "company", "job_title", "iban"),
        *("created_at", "last_contact_at", "owner", "category", "nationality", "notes", "customer_since"),
        "customer_until",
    )
)


def compare(files: list[dict], with_crm: bool) -> None:
    """Give every record `from_crm`, `duplicate_of` and `near_copy`; files that are alike refer to the first of them."""
    by_content, by_rows = {}, {}
    for one in files:
        one["from_crm"] = copy_of_crm(one) if with_crm else None
        one["duplicate_of"] = one["near_copy"] = None
        if one["size"] and one["sha256"]:
            one["duplicate_of"] = by_content.setdefault(one["sha256"], one["id"])
        if one["duplicate_of"] == one["id"]:
            one["duplicate_of"] = None
        if one["digest"] and (one["rows"] or 0) >= ROWS and not one["rows_unread"]:
            first = by_rows.setdefault((one["digest"], one["rows"]), one["id"])
            if first != one["id"] and not one["duplicate_of"]:
                one["near_copy"] = first


def copy_of_crm(one: dict) -> bool | None:
    """Whether a file is a copy of records of the CRM: most rows certainly show its people, most columns are its own.

    None when it was not read whole, so that it may be one.
    """
    rows, columns = one["rows"] or 0, [code for code in one["columns"] if code != "amount"]
    if rows >= ROWS and one["matched"] >= SHARE * rows and columns:
        known = sum(code in _OWN or bool(category_of_head(code)[0]) for code in columns)
        if known >= COLUMNS * len(columns):
            return True
    return None if one["unreadable"] else False
