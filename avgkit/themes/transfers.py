"""Transfers and processors."""
