"""The history of the tables.

`HEAD` is the newest version: a start that finds it in the database need not load Alembic.
"""

HEAD = "0005"
