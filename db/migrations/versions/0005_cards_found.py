"""The cards of the queue that are still open are found without looking through all that was ever sent."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index of the open cards alone."""
    open_cards = sa.text("kind = 'card'")
    op.create_index("ix_delivery_card", "delivery", ["id"], sqlite_where=open_cards, postgresql_where=open_cards)
