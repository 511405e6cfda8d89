"""What a class refuses, in a sentence for a person and a code for a program."""

from .. import texts
from ..errors import AvgkitError


class Refused(AvgkitError):
    """A request that the class does not grant. `code` names why, `status` is the answer of HTTP, `wait` in seconds."""

    def __init__(self, code: str, lang: str, status: int = 400, wait: float = 0, **values):
        super().__init__(texts.say(f"classroom.{code}", lang, **values))
        self.code, self.status, self.wait = code, status, wait
