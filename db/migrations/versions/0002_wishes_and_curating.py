"""What a reader wants of a letter, what a curator wants of an issue, and files kept once for all letters of an issue."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Wishes of readers, the curator's order and additions of an issue, files of an issue."""
    with op.batch_alter_table("subscriber") as subscriber:
        subscriber.add_column(sa.Column("areas", sa.JSON(), nullable=False, server_default="[]"))
        subscriber.add_column(sa.Column("weekday", sa.Text(), nullable=False, server_default=""))
        subscriber.add_column(sa.Column("most_lines", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("digest_issue") as issue:
        issue.add_column(sa.Column("leading", sa.JSON(), nullable=False, server_default="[]"))
        issue.add_column(sa.Column("added", sa.JSON(), nullable=False, server_default="[]"))
        issue.add_column(sa.Column("shown", sa.JSON(), nullable=False, server_default="[]"))
        issue.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "issue_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["digest_issue.id"], name=op.f("fk_issue_file_issue_id_digest_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_file")),
        sa.UniqueConstraint("issue_id", "digest", name=op.f("uq_issue_file_issue_id")),
    )
