"""The day on which a reader who is away gets letters again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The end of a pause."""
    with op.batch_alter_table("subscriber") as subscriber:
        subscriber.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
