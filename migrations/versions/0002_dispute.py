"""人民调解: disputes."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of disputes."""
    add_line(
        op.get_bind(),
        "dispute",
        (
            words("case_no"),
            whole("office"),
            whole("committee"),
            words("mediation_kind"),
            words("village"),
            day("accepted_on", null=False),
            words("category", null=False),
            words("source"),
            words("difficulty"),
            whole("people"),
            whole("amount"),
            words("summary"),
            words("mediator"),
            day("mediated_on"),
            words("outcome"),
            words("agreement_form"),
            day("agreed_on"),
            words("agreement_note"),
            whole("agreed_amount"),
            words("performance"),
            whole("performed_amount"),
            day("confirmation_applied_on"),
            words("confirmation"),
            day("followed_up_on"),
            whole("satisfied"),
            whole("escalation_people"),
            words("referred_from"),
            words("referred_to"),
        ),
        private=("summary", "agreement_note"),
        offices=("office", "committee"),
        dates=("accepted_on", "mediated_on"),
        parts={
            "party": (words("role"), words("person"), words("id_kind"), words("id_no"), words("phone")),
            "escalation": (words("code", null=False),),
            "papers": (words("code", null=False),),
        },
        private_parts={"party": ("person", "id_no", "phone")},
        sought={"party": ("person",)},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
