"""登记册: the registers."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables of the registers."""
    add_line(
        op.get_bind(),
        "register",
        (
            words("case_no"),
            whole("office"),
            words("kind", null=False),
            words("category"),
            words("title"),
            words("code"),
            words("aliases"),
            words("person"),
            words("sex"),
            whole("minor"),
            words("village"),
            words("body"),
            day("since", null=False),
            day("valid_until"),
            day("until"),
            words("ending"),
            day("expires_on"),
            day("ended_on"),
            whole("trial"),
            whole("trained"),
            whole("out_of_contact"),
            day("cleaned_on"),
            words("cleanup"),
            whole("count"),
            words("note"),
        ),
        private=("person", "note"),
        dates=("since", "ended_on"),
        named=("title", "person"),
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
