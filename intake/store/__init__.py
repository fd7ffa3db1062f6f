"""Reads the rows that a message needs, and writes what follows from it."""
