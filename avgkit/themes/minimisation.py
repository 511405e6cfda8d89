"""Data minimisation and purpose limitation."""
