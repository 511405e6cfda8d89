"""An exercise lets a person predict a verdict: records are drawn from it, and the check itself is the answer key."""

from .base import FACES, Exercise
from .change import change
from .changing import changes
from .draws import Outcome, draw, grade
from .making import exercise
from .quiz import quiz
from .telling import Record
from .views import Page, Table

__all__ = [
    "FACES",
    "Exercise",
    "Outcome",
    "Page",
    "Record",
    "Table",
    "change",
    "changes",
    "draw",
    "exercise",
    "grade",
    "quiz",
]
