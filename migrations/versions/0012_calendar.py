"""Working days that the bureau has set, and the day on which an objection to a decision on legal aid was answered."""

from alembic import op

from xcli.ledger.shape import add_page, day, whole, widen, words

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table of the bureau's own days, and add the day of the answer."""
    conn = op.get_bind()
    columns = (day("day", null=False), whole("work", null=False), words("why", null=False), whole("notice"))
    add_page(conn, "calendar", columns)
    widen(conn, "aid", (day("objection_answered_on"),))


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
