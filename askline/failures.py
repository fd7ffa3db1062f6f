"""What an error means to the person at the keyboard: what happened, whose move it is, and whether trying again helps."""

import sys

FOR_THE_OPERATOR = {
    "askline.settings_file": ("SettingsError",),
    "bots.channel": ("CheckError",),
    "db.upgrading": ("NewerDatabaseError",),
    "nlp.encoder": ("BrokenModel",),
    "nlp.lexicon": ("LexiconError",),
    "nlp.places": ("UnknownPlace",),
}
"""Errors whose own words say what to do, by the module that has them: one that was never imported was never raised."""


def sentence_for(error: Exception) -> str | None:
    """One sentence for an error that an operator can mend; None for one that is a fault of the program."""
    for module, names in FOR_THE_OPERATOR.items():
        kinds = tuple(getattr(sys.modules[module], name, ()) for name in names) if module in sys.modules else ()
        if isinstance(error, kinds):
            return str(error)
    if isinstance(error, ModuleNotFoundError) and error.name in {"psycopg", "sklearn"}:
        extra = {"psycopg": "pg", "sklearn": "train"}[error.name]
        return f"The Python package {error.name} is missing: install it with `pip install '.[{extra}]'` and try again."
    if (
        isinstance(error, PermissionError | FileNotFoundError | NotADirectoryError | IsADirectoryError)
        and error.filename
    ):
        return f"{error.filename} cannot be used: {error.strerror}. Correct the path or its rights, then try again."
    if "sqlalchemy" in sys.modules:
        return _database_sentence(error)
    return None


def _database_sentence(error: Exception) -> str | None:
    from sqlalchemy.exc import ArgumentError, OperationalError

    if isinstance(error, ArgumentError):
        return "database.url is not a database address: write it like postgresql://user:password@host/askline, or leave it empty."
    if isinstance(error, OperationalError):
        cause = str(error.orig).strip().splitlines()[0]
        return f"The database cannot be used: {cause}. Start it or correct database.url, then try again."
    return None
