"""Reading column by column, and judging only what can break, say the same as reading and judging row by row."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from histories import contents
from xcli.domain import predicate as p
from xcli.domain.lists import Lists
from xcli.domain.pages.dispute import Dispute
from xcli.intake.columns import ColumnReader, holds
from xcli.intake.match import Wishes, layout_of
from xcli.intake.narrow import narrowed
from xcli.intake.record import Trouble
from xcli.intake.rows import Manner, RowReader
from xcli.intake.validate import Validator
from xcli.stats import evaluate

TODAY = date(2024, 11, 24)
HEAD = [
    "案号",
    "受理日期",
    "纠纷类别",
    "当事人1姓名",
    "当事人1电话",
    "当事人2姓名",
    "涉案金额",
    "防止激化",
    "调解结果",
    "调解日期",
    "协议日期",
]
CELLS: list[list[str]] = [
    ["", "多调〔2024〕1号", "2024-7", "(2062)多调1号", "同上", " 调〔2023〕０９号", "'=1", "第12号"],
    ["2024-01-05", "2024/1/5", "2025-01-01", "2023-01-05", "", "x", "45356"],
    ["邻里", "合同纠纷", "", "不知道", "neigh"],
    ["张三", "", "李四", "张*", "张某", "=1+1公司", "锟斤拷"],
    ["13800138000", "", "12", "0971-2231234", "2231234"],
    ["李四", "张三", "", "阿依古丽·买买提"],
    ["1000", "", "1,234.50", "-1", "12.5万元"],
    ["", "民转刑", "民转刑、自杀", "别的"],
    ["调解成功", "", "有待继续调解", "成功", "?"],
    ["2024-01-06", "", "2024-01-04", "2030-01-01"],
    ["", "2024-01-06", "2024-01-01"],
]
rows = st.lists(st.tuples(*(st.sampled_from(column) for column in CELLS)).map(list), min_size=1, max_size=12)


def reader() -> RowReader:
    """Return a reader of disputes under the heading."""
    layout = layout_of("", [(1, HEAD)], (), [Dispute], Wishes())  # type: ignore[list-item]
    assert layout is not None
    return RowReader(layout, Manner(Lists(), TODAY, text_only=True), Validator(Dispute, Lists(), TODAY))


@given(rows)
def test_a_row_that_is_plainly_right_reads_as_it_does_alone(cells: list[list[str]]) -> None:
    """And no row with a fault is plainly right."""
    single = reader()
    many = ColumnReader(single)
    assert many.able
    for found, row in zip(many.read(range(len(cells)), cells), cells, strict=True):
        troubles: list[Trouble] = []
        alone = single.read(0, list(row), troubles)
        if found is not None:
            assert alone is not None
            assert not troubles
            assert found[1:] == tuple(alone)[1:]


def test_good_rows_do_not_take_the_long_way() -> None:
    """Else nothing above would be tested."""
    row = [column[0] for column in CELLS[1:]]
    found = ColumnReader(reader()).read([2], [["多调〔2024〕1号", *row]])
    assert found[0] is not None
    assert found[0][2:] == ("多调20241", 2024, 1)


CONDITIONS = [rule.forbids for rule in Dispute.rules] + [
    Dispute.closed,
    Dispute.amount.between(100, None),
    ~Dispute.amount.between(None, 10**6),
    Dispute.summary.contains("借"),
    Dispute.escalation.is_("crime"),
    Dispute.escalation.present | Dispute.people.present,
    Dispute.party.present,
    p.Always(),
]


@given(st.sampled_from(CONDITIONS), st.lists(contents, min_size=1, max_size=5))
def test_columns_fulfil_a_condition_as_records_do(condition: p.Predicate, records: list[dict[str, Any]]) -> None:
    """The reference is that of the statistics."""
    columns = {name: [record.get(name) for record in records] for name in Dispute.fields}
    assert holds(condition, columns, len(records)) == [evaluate.test(condition)(record) for record in records]


@given(st.sampled_from(CONDITIONS), contents)
def test_a_narrowed_condition_means_the_same_where_fields_are_missing(
    condition: p.Predicate, record: dict[str, Any]
) -> None:
    """Fields without a value may be left out of the condition."""
    assert evaluate.test(narrowed(condition, set(record)))(record) == evaluate.test(condition)(record)
