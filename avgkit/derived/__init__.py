"""Shared tables, built once per scan on the Crm's own engine and read by several checks."""
