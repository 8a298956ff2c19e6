"""The tables of the first release: they were made without revisions, so there is nothing to run."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Databases at this revision were made by the first release."""
