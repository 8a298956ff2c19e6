"""The inbox learns the platform's own order, the outbox where in a chat a reply belongs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What waits keeps the order of its arrival."""
    op.add_column(
        "inbox", sa.Column("sequence", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.execute(sa.text("UPDATE inbox SET sequence = id"))
    op.add_column("outbox", sa.Column("place", sa.JSON(), nullable=True))
    op.create_index("outbox_turn", "outbox", ["conversation", "state", "id"])
    op.create_index("inbox_turn", "inbox", ["conversation", "state", "sequence", "id"])
    op.drop_index("inbox_conversation", "inbox")
    # An older Huiqi looks here, and refuses a newer database.
    op.execute(sa.text("UPDATE schema SET version = 2"))
