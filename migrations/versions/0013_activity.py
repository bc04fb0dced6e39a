"""活动: activities; kinds of activity say what of them is counted, and in which unit."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, widen, words

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the tables of activities; codes get their unit and what is counted of them."""
    widen(op.get_bind(), "code", (words("unit"), words("takes")))
    add_line(
        op.get_bind(),
        "activity",
        (
            words("case_no"),
            whole("office"),
            words("kind", null=False),
            day("started_on", null=False),
            day("ended_on"),
            words("title"),
            words("place"),
            words("manner"),
            words("client"),
            words("channel"),
            words("handling"),
            words("note"),
        ),
        private=("client", "note"),
        dates=("started_on",),
        named=("client",),
        parts={
            "audience": (words("code", null=False),),
            "matter": (words("code", null=False),),
            "taker": (words("kind"), words("person")),
            "quantity": (words("measure"), whole("count")),
        },
        sought={"taker": ("person",)},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
