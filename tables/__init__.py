"""Builds the tables that ship, from permissive packages and hand-written lists; nothing here is installed."""
