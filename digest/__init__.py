"""Chooses and composes what goes out."""
