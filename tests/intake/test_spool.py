"""Rows wait in the spool until they are written; they may be read by several at once."""

from xcli.intake.spool import BATCH, Spool


def test_one_reading_does_not_cut_another_short() -> None:
    with Spool() as spool:
        spool.start(0)
        for first in range(0, 3 * BATCH, 100):
            spool.extend([(n, (), None, None, None) for n in range(first, first + 100)])
        seen = []
        for _, rows in spool.batches():
            seen += [row[0] for row in rows]
            assert sum(1 for _ in spool.rows()) == 3 * BATCH
        assert seen == list(range(3 * BATCH))


def test_rows_may_be_added_after_a_reading() -> None:
    with Spool() as spool:
        spool.start(0)
        spool.extend([(1, (), None, None, None)])
        assert [row.row for _, _, row in spool.rows()] == [1]
        spool.extend([(2, (), None, None, None)])
        assert [row.row for _, _, row in spool.rows()] == [1, 2]
