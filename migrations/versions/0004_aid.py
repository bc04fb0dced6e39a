"""法律援助: legal aid."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of legal aid."""
    add_line(
        op.get_bind(),
        "aid",
        (
            words("case_no"),
            whole("office"),
            words("source"),
            day("applied_on"),
            day("notified_on"),
            words("organ"),
            words("duty"),
            words("kind", null=False),
            words("form"),
            words("stage"),
            words("matter"),
            whole("people"),
            words("means"),
            day("supplement_on"),
            whole("urgent"),
            day("decided_on"),
            words("decision"),
            words("refusal"),
            day("accepted_on"),
            day("assigned_on"),
            words("handler"),
            words("handler_kind"),
            words("firm"),
            day("closed_on"),
            words("result"),
            words("ending"),
            whole("recovered"),
            whole("wages"),
            whole("subsidy"),
            day("subsidy_on"),
            day("filed_on"),
            day("objected_on"),
            words("objection"),
        ),
        dates=("accepted_on", "closed_on"),
        parts={
            "recipient": (words("role"), words("person"), words("id_kind"), words("id_no"), words("phone")),
            "category": (words("code", null=False),),
        },
        private_parts={"recipient": ("person", "id_no", "phone")},
        sought={"recipient": ("person",)},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
