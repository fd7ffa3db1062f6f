"""Servers that stand in for the real ones on loopback, as strict as those."""
