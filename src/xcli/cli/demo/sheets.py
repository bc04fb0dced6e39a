"""The sheets as townships send them: one workbook a month-sheet, merged heads, plain ones, CSV of old programs."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xcli.cli.demo import studio
from xcli.cli.demo.dispute import YEAR, Logged, disputes
from xcli.cli.demo.townships import TOWNSHIPS, Township

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Row = list[Any]
MONTHLY = (
    "序号",
    "案号",
    "受理日期",
    "纠纷类别",
    "案件来源",
    "申请人",
    "被申请人",
    "涉案金额（元）",
    "涉及人数",
    "事由",
    "调委会",
    "调解员",
    "调解日期",
    "调解结果",
    "协议形式",
    "协议日期",
    "协议金额（元）",
    "备注",
)
PLAIN = (
    "编号",
    "收案日期",
    "纠纷类型",
    "来源",
    "当事人",
    "涉案金额（万元）",
    "人数",
    "简要案情",
    "调解组织",
    "调解员",
    "调解时间",
    "调处结果",
    "协议类型",
    "协议时间",
    "协议金额（万元）",
)
OLD = (
    "案号",
    "登记日期",
    "类别",
    "案件来源",
    "甲方",
    "乙方",
    "金额",
    "涉及人数",
    "调委会",
    "承办人",
    "调结日期",
    "处理结果",
    "协议形式",
    "签订日期",
    "协议金额",
)
WRONG = {
    "多调〔2024〕31号": "date",
    "甘调〔2024〕12号": "category",
    "李调〔2024〕40号": "amount",
    "共调〔2024〕77号": "order",
}


def write_offices(path: Path) -> Path:
    """Write the register of offices, each with the committees and studios below it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(("名称", "机构类型", "上级机构", "别名"))
        for one in TOWNSHIPS:
            out.writerow((one.name, "司法所", "", one.name.removesuffix("司法所") + "所"))
        for one in TOWNSHIPS:
            for name in one.committees:
                out.writerow((name, "人民调解委员会", one.name, ""))
        for name, kind in studio.offices():
            out.writerow((name, kind, "", ""))
    return path


def write_all(folder: Path) -> list[Path]:
    """Write what the townships sent, with the slips of their clerks."""
    return [write_one(folder, township, slips=True) for township in TOWNSHIPS]


def write_mended(folder: Path) -> list[Path]:
    """Write the four sheets again as their clerks mended them."""
    marks = {number[0] for number in WRONG}
    return [write_one(folder, township, slips=False) for township in TOWNSHIPS if township.mark in marks]


def write_one(folder: Path, township: Township, *, slips: bool) -> Path:
    """Write one township's year in its own style."""
    mine = [one for one in studio.with_studios(disputes()) if one.township is township]
    name = township.name if slips else f"{township.name}_改正"
    if township.style == "gb18030":
        return _old(folder / f"{name}.csv", mine, slips)
    from xlsxwriter import Workbook

    path = folder / f"{name}.xlsx"
    with Workbook(str(path)) as book:
        {"months": _months, "merged": _merged, "plain": _plain}[township.style](book, township, mine, slips)
    return path


def _slip(one: Logged, slips: bool) -> str:
    return WRONG.get(one.number, "") if slips else ""


def _monthly_row(n: int, one: Logged, slip: str) -> Row:
    settled = one.mediated if one.form else None
    accepted: Any = "24-3-5" if slip == "date" else one.accepted
    mediated: Any = one.mediated
    if slip == "order" and one.mediated:
        mediated = one.accepted.replace(year=YEAR - 1)
    return [
        n,
        one.number,
        accepted,
        one.category,
        one.source,
        one.applicant,
        one.respondent,
        one.fen / 100 if one.fen else None,
        one.people,
        one.matter,
        one.committee,
        one.mediator,
        mediated,
        one.outcome,
        one.form,
        settled,
        one.agreed / 100 if one.agreed else None,
        "",
    ]


def _months(book: "Workbook", township: Township, mine: Sequence[Logged], slips: bool) -> None:
    for month in range(1, 13):
        rows = [one for one in mine if one.accepted.month == month]
        sheet = book.add_worksheet(f"{month}月")
        _title(book, sheet, f"{township.name}{YEAR}年{month}月人民调解案件登记表", len(MONTHLY))
        sheet.write_row(1, 0, MONTHLY, book.add_format({"bold": True, "border": 1}))
        _fill(book, sheet, 2, (_monthly_row(n, one, _slip(one, slips)) for n, one in enumerate(rows, 1)))
        total = sum(one.fen for one in rows) / 100
        sheet.write_row(2 + len(rows), 0, ["合计", "", "", "", "", "", "", total])


def _merged(book: "Workbook", township: Township, mine: Sequence[Logged], slips: bool) -> None:
    sheet = book.add_worksheet("台账")
    _title(book, sheet, f"{YEAR}年矛盾纠纷排查化解台账", len(MONTHLY))
    sheet.merge_range(1, 0, 1, len(MONTHLY) - 1, f"填报单位：{township.name}    填表人：{township.mediators[0]}")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"})
    sheet.merge_range(2, 5, 2, 6, "当事人", head)
    for column, word in enumerate(MONTHLY):
        if column in (5, 6):
            sheet.write(3, column, word, head)
        else:
            sheet.merge_range(2, column, 3, column, word, head)
    _fill(book, sheet, 4, (_monthly_row(n, one, _slip(one, slips)) for n, one in enumerate(mine, 1)))


def _plain(book: "Workbook", township: Township, mine: Sequence[Logged], slips: bool) -> None:
    del township
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row(0, 0, PLAIN, book.add_format({"bold": True}))
    _fill(book, sheet, 1, (_plain_row(one, _slip(one, slips)) for one in mine))


def _plain_row(one: Logged, slip: str) -> Row:
    category = "邻居纠葛" if slip == "category" else one.category
    return [
        one.number,
        _chinese(one.accepted),
        category,
        one.source,
        f"{one.applicant}、{one.respondent}",
        one.fen / 1_000_000 if one.fen else None,
        f"{one.people}人",
        one.matter,
        one.committee,
        one.mediator,
        _chinese(one.mediated),
        one.outcome,
        one.form,
        _chinese(one.mediated if one.form else None),
        one.agreed / 1_000_000 if one.agreed else None,
    ]


def _old(path: Path, mine: Sequence[Logged], slips: bool) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        out.writerow(OLD)
        for one in mine:
            amount = (
                f"{one.fen // 100},{one.fen % 100:02}" if _slip(one, slips) == "amount" else f"{one.fen / 100:,.2f}"
            )
            out.writerow(
                [
                    one.number,
                    _dotted(one.accepted),
                    one.category,
                    one.source,
                    one.applicant,
                    one.respondent,
                    amount if one.fen else "",
                    one.people,
                    one.committee,
                    one.mediator,
                    _dotted(one.mediated),
                    one.outcome,
                    one.form,
                    _dotted(one.mediated if one.form else None),
                    f"{one.agreed / 100:.2f}" if one.agreed else "",
                ]
            )
    return path


def _chinese(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _dotted(day: date | None) -> str:
    return f"{day.year}.{day.month}.{day.day}" if day else ""


def _title(book: "Workbook", sheet: "Worksheet", words: str, columns: int) -> None:
    sheet.merge_range(0, 0, 0, columns - 1, words, book.add_format({"bold": True, "align": "center", "font_size": 16}))


def _fill(book: "Workbook", sheet: "Worksheet", first: int, rows: Iterable[Row]) -> None:
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    for n, row in enumerate(rows, first):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(n, column, cell, days)
            elif cell not in (None, ""):
                sheet.write(n, column, cell)
