"""行政复议: reconsideration."""

from alembic import op

from xcli.ledger.shape import add_line, day, whole, words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of reconsideration."""
    add_line(
        op.get_bind(),
        "recon",
        (
            words("case_no"),
            whole("office"),
            day("received_on", null=False),
            words("respondent", null=False),
            whole("people"),
            words("field"),
            words("act"),
            day("act_on"),
            day("known_on"),
            day("via_organ_on"),
            words("matter"),
            whole("document_review"),
            day("asked_on"),
            day("asked_received_on"),
            day("corrected_on"),
            words("disposition"),
            day("accepted_on"),
            day("deemed_on"),
            day("examined_on"),
            words("calendar"),
            words("procedure"),
            day("converted_on"),
            day("sent_on"),
            day("sent_received_on"),
            day("replied_on"),
            day("heard_on"),
            day("hearing_notice_on"),
            day("hearing_on"),
            day("committee_on"),
            whole("committee_followed"),
            day("extended_on"),
            whole("extended_days"),
            day("closed_on"),
            words("outcome"),
            whole("redo"),
            whole("remedy"),
            words("compensation"),
            whole("self_corrected"),
            words("settled_stage"),
            day("decision_received_on"),
            day("opinion_on"),
            day("opinion_received_on"),
            day("opinion_answered_on"),
            day("copied_on"),
            day("performed_on"),
            day("sued_on"),
            words("handler"),
        ),
        private=("matter",),
        dates=("received_on", "closed_on"),
        parts={
            "party": (words("role"), words("person"), words("id_kind"), words("id_no"), words("phone")),
            "suspension": (words("ground"), day("suspended_on"), day("resumed_on")),
        },
        private_parts={"party": ("person", "id_no", "phone")},
        sought={"party": ("person",)},
    )


def downgrade() -> None:
    """There is no way back but the backup made before the upgrade."""
    raise NotImplementedError
