"""The only door to msoffcrypto: opens an office file that is locked, with the password that was given."""

import io
import os
import re
from pathlib import Path

MOST_TURNS = 10_000_000  # rounds that a file may ask for to try one password; Excel asks for a hundred thousand
_OPEN_FOR_ALL = "VelvetSweatshop"  # with this Excel locks a workbook that anybody may read but not change

PASSWORD = "AVGKIT_PASSWORD"  # where a script puts the password: nowhere in a command, a notebook or a report


def given() -> str | None:
    """The password in the environment of this process."""
    return os.environ.get(PASSWORD) or None


def unlocked(content: Path, password: str | None, target: Path) -> str:
    """Write the unlocked file to `target`; gives nothing, or the code of what is wrong.

    Codes: locked (no password was given), wrong_password, lock_unknown (locked in a way that cannot be opened).
    """
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    for key in (password, _OPEN_FOR_ALL):
        if key is None:
            continue
        try:
            if _endless(content):
                return "lock_unknown"
            with open(content, "rb") as file:
                locked = msoffcrypto.OfficeFile(file)
                if not locked.is_encrypted():
                    return "lock_unknown"
                try:
                    locked.load_key(password=key, verify_password=True)
                except TypeError:
                    locked.load_key(password=key)
                made = io.BytesIO()
                locked.decrypt(made)
            target.write_bytes(made.getvalue())
            return ""
        except InvalidKeyError:
            continue
        except Exception:  # a damaged lock; the library raises what it meets
            if key == password or password is None:
                return "lock_unknown" if password is not None else "locked"
    return "wrong_password" if password is not None else "locked"


def _endless(content: Path) -> bool:
    """Whether trying a password would take hours, because the file says so."""
    import olefile

    with olefile.OleFileIO(str(content)) as ole:
        told = ole.openstream("EncryptionInfo").read() if ole.exists("EncryptionInfo") else b""
    return any(len(one) > 9 or int(one) > MOST_TURNS for one in re.findall(rb"""spinCount\s*=\s*["'](\d+)""", told))
