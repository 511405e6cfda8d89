"""Authorisation and access."""
