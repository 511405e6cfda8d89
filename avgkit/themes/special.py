"""Special categories, criminal data and national number."""
