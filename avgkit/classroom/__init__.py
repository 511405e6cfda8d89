"""The class: a group in a room, served from one laptop. Learners join with a code and need no kernel.

`Room` holds a class and its answers; `folder` knows the classes of this machine. Nothing heavy is loaded before use.
"""

from .refusing import Refused
from .room import Room, Seat

__all__ = ["Refused", "Room", "Seat"]
