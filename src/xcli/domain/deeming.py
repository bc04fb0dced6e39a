"""What the law deems to have happened because nobody acted in time."""

from datetime import date

from xcli.domain.calendar import Calendar


def review_ends(
    received: date | None, asked: date | None, corrected: date | None, days: int, calendar: Calendar
) -> date | None:
    """Return the day on which the working days for reviewing an application run out.

    A correction asked for in time starts them anew once it has arrived; until then there is no such day.
    """
    if received is None:
        return None
    ends = calendar.add_working_days(received, days)
    if asked is None or asked > ends:
        return ends
    return calendar.add_working_days(corrected, days) if corrected else None
