"""Keeps: tables, sessions, outbox, migrations, retention."""
