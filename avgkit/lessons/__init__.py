"""The learning face: the card of an exercise, small tables for a lesson, and the builder of the notebooks."""

from .. import exercises
from ..exercises import exercise
from .explorers import explore_access, explore_contacts, explore_fields, explore_messages, explore_terms
from .figures import figure
from .proofs import attendance_sheet
from .session import Session, new_learner, start
from .tables import CUSTOMER_CALL, articles, bars, contacts, history, in_short, last_days, on_days, opened, results

__all__ = [
    "CUSTOMER_CALL",
    "Session",
    "articles",
    "attendance_sheet",
    "bars",
    "contacts",
    "exercise",
    "explore_access",
    "explore_contacts",
    "explore_fields",
    "explore_messages",
    "explore_terms",
    "figure",
    "history",
    "in_short",
    "last_days",
    "new_learner",
    "on_days",
    "opened",
    "panel",
    "results",
    "start",
]


def panel(session):
    """The learner's progress as form controls, for who does not type."""
    from .controls import panel as controls

    return controls(session)


def _card(exercise):
    """The card, or the text where anywidget is missing."""
    try:
        from .card import Card
    except ImportError:
        return exercise.page()
    return Card(exercise)


if _card not in exercises.FACES:
    exercises.FACES.append(_card)
