"""Forms that open in a chat and come back filled in, and messages that take the place of earlier ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Where an answer can be shown, what was filled in, and what a message replaces."""
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("surface", sa.Text(), nullable=False, server_default=""))
        message.add_column(sa.Column("fields", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("delivery") as delivery:
        delivery.add_column(sa.Column("replaces", sa.Text(), nullable=False, server_default=""))
        delivery.add_column(sa.Column("surface", sa.Text(), nullable=False, server_default=""))
        delivery.add_column(sa.Column("form", sa.JSON(), nullable=False, server_default="{}"))
