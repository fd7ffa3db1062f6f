"""What an error means to the person at the keyboard: what happened, whose move it is, and whether trying again helps."""

import errno
import sys
from collections.abc import Mapping

FOR_THE_OPERATOR: Mapping[str, tuple[str, ...]] = {
    "askline.settings_file": ("SettingsError",),
    "bots.channel": ("CheckError",),
    "db.upgrading": ("NewerDatabaseError",),
    "nlp.encoder": ("BrokenModel",),
    "nlp.lexicon": ("LexiconError",),
}
"""Errors whose own words say what to do, by the module that has them: one that was never imported was never raised."""
EXTRAS = {"psycopg": "pg", "sklearn": "train"}
NOT_AN_ADDRESS = (
    "database.url is not a database address: write it like postgresql://user:password@host/askline, or leave it empty."
)
DISK_FULL = "The disk is full. Nothing that was stored is lost: free some space, then try again."
BUSY = "Another program holds the database. Nothing is lost: try again in a minute, or stop that program."


def sentence_for(error: Exception) -> str | None:
    """One sentence for an error that an operator can mend; None for one that is a fault of the program."""
    if _is(error, FOR_THE_OPERATOR):
        return str(error)
    if _is(error, {"nlp.places": ("UnknownPlace",)}):
        stop = "" if str(error).endswith("?") else "."
        return f"The setting place cannot be used: {error}{stop} Correct it in config.toml or the environment."
    if isinstance(error, ModuleNotFoundError) and error.name in EXTRAS:
        return f"The Python package {error.name} is missing: install it with `pip install '.[{EXTRAS[error.name]}]'` and try again."
    if isinstance(error, OSError):
        return _file_sentence(error)
    return _database_sentence(error) if "sqlalchemy" in sys.modules else None


def _is(error: Exception, kinds: Mapping[str, tuple[str, ...]]) -> bool:
    loaded = ((sys.modules[module], names) for module, names in kinds.items() if module in sys.modules)
    return any(isinstance(error, getattr(module, name, ())) for module, names in loaded for name in names)


def _file_sentence(error: OSError) -> str | None:
    if error.errno == errno.ENOSPC:
        return DISK_FULL
    if not error.filename:
        return None
    return f"{error.filename} cannot be used: {error.strerror}. Correct the path or its rights, then try again."


def _database_sentence(error: Exception) -> str | None:
    from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

    if isinstance(error, ArgumentError):
        return NOT_AN_ADDRESS
    if not isinstance(error, DBAPIError):
        return None
    cause = str(error.orig).strip().splitlines()[0]
    if "database is locked" in cause:
        return BUSY
    if "disk is full" in cause or "No space left" in cause:
        return DISK_FULL
    if "disk I/O error" in cause:
        return "The database file cannot be read or written: see whether its disk is full or failing, then try again."
    if "not a database" in cause or "malformed" in cause:
        return f"The database is damaged ({cause}): put a copy back in its place; trying again does not help."
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {cause}. Start it or correct database.url, then try again."
    return None
