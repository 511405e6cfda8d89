"""The class: a group in a room, served from one laptop."""
