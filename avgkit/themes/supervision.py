"""Supervision, DPO and data breaches."""
