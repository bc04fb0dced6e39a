"""The plan of an import on the screen, as JSON, and as a marked copy of the sheet."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from xcli.cli import output
from xcli.domain.fault import Fault
from xcli.domain.mask import mask_numbers
from xcli.domain.page import Entry
from xcli.text import Text, few, language

if TYPE_CHECKING:
    from xcli.intake.apply import Outcome
    from xcli.intake.plan import Plan, Read
    from xcli.intake.read import Source
    from xcli.intake.record import Trouble
    from xcli.intake.session import Prepared

SHOWN = 20
_WEIGHTS = {"error": Text("错", "error"), "warning": Text("注意", "warning"), "note": Text("已规范", "tidied")}


def show(ready: "Prepared") -> None:
    """Print what was read and what would become of it."""
    plan, comparison = ready.plan, ready.comparison
    for line in _lines(ready, plan):
        output.say(line)
    for trouble in _graver([*plan.troubles, *comparison.troubles])[:SHOWN]:
        output.say(trouble_line(trouble))
    left = plan.weights["error"] + plan.weights["warning"] + len(comparison.troubles) - SHOWN
    if left > 0:
        output.say(Text(f"  …… 还有 {left} 处", f"  … and {left} more"))
    for change in comparison.updates[:SHOWN]:
        what = "；".join(f"{d.label} {d.old} → {d.new}" for d in change.differences)
        output.say(
            Text(
                f"  改 第 {change.row} 行 {change.title}：{what}", f"  change, row {change.row}, {change.title}: {what}"
            )
        )
    if comparison.changes > SHOWN:
        output.say(
            Text(f"  …… 还有 {comparison.changes - SHOWN} 条修改", f"  … and {comparison.changes - SHOWN} more changes")
        )
    if comparison.missing:
        named, count = "、".join(comparison.missing[:SHOWN]), len(comparison.missing)
        output.say(
            Text(
                f"  台账中有而表里没有的 {count} 条（不会撤销）：{named}",
                f"  {count} records of the ledger are not in the sheet (they stay): {named}",
            )
        )


def _lines(ready: "Prepared", plan: "Plan") -> Iterator[Text]:
    name, source = PurePath(plan.source.name).name, plan.source
    encoding = f"，{source.encoding}" if source.encoding else ""
    yield Text(f"{name}{encoding}", f"{name}{encoding.replace('，', ', ')}")
    for note in source.notes:
        yield _fault(note)
    for read in plan.sheets:
        yield from _sheet(ready, read)


def _sheet(ready: "Prepared", read: "Read") -> Iterator[Text]:
    where = Text(f"【{read.name}】", f"[{read.name}] ") if read.name else Text("", "")
    layout = read.layout
    if layout is None:
        yield Text(f"  {where.zh}没有认得的表头，跳过", f"  {where.en}no known heading, skipped")
        return
    yield Text(
        f"  {where.zh}{layout.page.label.zh}，表头在第 {layout.row} 行，数据 {read.rows} 行",
        f"  {where.en}{layout.page.label.en}, heading in row {layout.row}, {read.rows} rows",
    )
    mapped = "、".join(
        f"{layout.label(c.nth)}→{layout.page.fields[c.place.field].label.zh}"
        for c in layout.columns
        if layout.label(c.nth) != layout.page.fields[c.place.field].label.zh and not c.place.inner
    )
    if mapped:
        yield Text(f"    表头对应：{mapped}", f"    headings: {mapped}")
    if layout.kind is not None and issubclass(layout.page, Entry):
        kind = layout.page.single[0]
        shown = kind.show(layout.kind, ready.lists)
        yield Text(f"    {kind.label.zh}（看标题）：{shown}", f"    {kind.label.en}, by the title: {shown}")
    if layout.office is not None:
        office = ready.lists.offices.name_of(layout.office)
        yield Text(f"    没写承办机构的行记在：{office}", f"    rows without an office belong to: {office}")
    if layout.ignored or layout.unknown:
        yield _unused(layout.ignored, layout.unknown)
    yield from _counted(read)


def _unused(ignored: tuple[str, ...], unknown: tuple[str, ...]) -> Text:
    kinds = (
        (ignored, Text("不用的列", "columns not used")),
        (unknown, Text("不认得的列", "columns not known")),
    )
    said = [(label, few(map(mask_numbers, names))) for names, label in kinds if names]
    zh = "；".join(f"{label.zh}：{names.zh}" for label, names in said)
    return Text(f"    {zh}", "    " + "; ".join(f"{label.en}: {names.en}" for label, names in said))


def _counted(read: "Read") -> Iterator[Text]:
    counts = (
        (read.blank, Text("空行", "blank rows")),
        (read.totals, Text("合计行", "total rows")),
        (read.footers, Text("签署行", "signature rows")),
        (read.filled, Text("合并单元格向下填充", "merged office cells filled down")),
    )
    held = [(n, label) for n, label in counts if n]
    if held:
        yield Text(
            "    " + "，".join(f"{label.zh} {n}" for n, label in held),
            "    " + ", ".join(f"{n} {label.en}" for n, label in held),
        )


def _graver(troubles: "list[Trouble]") -> "list[Trouble]":
    order = {"error": 0, "warning": 1}
    return sorted((t for t in troubles if t.fault.weight in order), key=lambda t: order[t.fault.weight])


def trouble_line(trouble: "Trouble") -> Text:
    """Return one line that tells where something is wrong, what stands there, and what to do."""
    weight, fault = _WEIGHTS[trouble.fault.weight], _fault(trouble.fault)
    sheet = f"【{trouble.sheet}】" if trouble.sheet else ""
    column = f"{letters(trouble.column)} 列 " if trouble.column is not None else ""
    column_en = f"column {letters(trouble.column)} " if trouble.column is not None else ""
    content = f"“{trouble.content}”" if trouble.content else ""
    return Text(
        f"  {weight.zh} {sheet}第 {trouble.row} 行 {column}{trouble.heading}{content}：{fault.zh}",
        f"  {weight.en}: {sheet}row {trouble.row}, {column_en}{trouble.heading} {content}: {fault.en}",
    )


def _fault(fault: Fault) -> Text:
    zh = f"{fault.reason.zh}；{fault.remedy.zh}" if fault.remedy.zh else fault.reason.zh
    en = f"{fault.reason.en}; {fault.remedy.en}" if fault.remedy.en else fault.reason.en
    return Text(zh, en)


def letters(column: int) -> str:
    """Return a column as spreadsheets call it: A, B, AA."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def say_outcome(ready: "Prepared", outcome: "Outcome | None", *, dry_run: bool) -> None:
    """Print the result in one line, with the next command."""
    if ready.done is not None:
        say_done(ready.source, ready.done, as_json=False)
        return
    name = PurePath(ready.source.name).name
    comparison = ready.comparison
    if outcome is None:
        if dry_run:
            output.say(
                _sum(
                    Text(f"计划（没有写入）：{name}", f"plan (nothing written): {name}"),
                    comparison.inserts,
                    comparison.changes,
                    comparison.same,
                    ready.wrong,
                )
            )
        return
    output.say(
        _sum(
            Text(f"已导入 {name}", f"imported {name}"),
            outcome.inserted,
            outcome.updated,
            outcome.same,
            outcome.rejected,
            outcome.tx,
        )
    )
    if outcome.numbered:
        first, last = outcome.numbered
        ends = Text(first, first) if first == last else Text(f"{first} 至 {last}", f"{first} to {last}")
        output.say(Text(f"没有编号的行已编号：{ends.zh}", f"rows without a number were given: {ends.en}"))
    if outcome.tx is not None:
        output.note(
            Text(
                f"撤回这一批：xcli undo {outcome.tx}；本月统计：xcli stats",
                f"to take it back: xcli undo {outcome.tx}; figures: xcli stats",
            )
        )


def _sum(begin: Text, new: int, changed: int, same: int, rejected: int, tx: int | None = None) -> Text:
    entry = Text(f"（第 {tx} 笔）", f" (entry {tx})") if tx is not None else Text("", "")
    return Text(
        f"{begin.zh}{entry.zh}：新增 {new}，修改 {changed}，相同 {same}，未收 {rejected}",
        f"{begin.en}{entry.en}: {new} new, {changed} changed, {same} same, {rejected} left out",
    )


def say_json(ready: "Prepared", outcome: "Outcome | None") -> None:
    """Print the result as one JSON object in a line."""
    plan, comparison = ready.plan, ready.comparison
    output.say(
        json.dumps(
            {
                "file": ready.source.name,
                "digest": ready.source.digest,
                "tx": outcome.tx if outcome else ready.done,
                "inserted": outcome.inserted if outcome else 0,
                "updated": outcome.updated if outcome else 0,
                "same": comparison.same,
                "rejected": outcome.rejected if outcome else ready.wrong,
                "plan": {
                    "insert": comparison.inserts,
                    "update": comparison.changes,
                    "same": comparison.same,
                    "reject": ready.wrong,
                },
                "faults": [_entry(trouble) for trouble in _graver([*plan.troubles, *comparison.troubles])],
                "missing": comparison.missing,
            },
            ensure_ascii=False,
        )
    )


def say_done(source: "Source", tx: int, *, as_json: bool) -> None:
    """Say that a file was imported before."""
    if as_json:
        counts = {"inserted": 0, "updated": 0, "same": 0, "rejected": 0}
        output.say(
            json.dumps(
                {"file": source.name, "digest": source.digest, "tx": tx, **counts, "done_before": True},
                ensure_ascii=False,
            )
        )
        return
    name = PurePath(source.name).name
    output.say(
        Text(
            f"{name} 已在第 {tx} 笔导入过，没有再做一次。",
            f"{name} was imported before as entry {tx}; nothing was done again.",
        )
    )


def _entry(trouble: "Trouble") -> dict[str, object]:
    zh = language() == "zh"
    reason, remedy = trouble.fault.reason, trouble.fault.remedy
    return {
        "sheet": trouble.sheet,
        "row": trouble.row,
        "column": None if trouble.column is None else letters(trouble.column),
        "heading": trouble.heading,
        "content": trouble.content,
        "weight": trouble.fault.weight,
        "reason": reason.zh if zh else reason.en,
        "remedy": remedy.zh if zh else remedy.en,
    }


def write_copy(ready: "Prepared") -> str | None:
    """Write the marked copy beside the file; none for what came through a pipe."""
    from xcli.intake.marked import copies, name_of
    from xcli.report.files import deliver
    from xcli.report.workbook import Marked, write_marked

    plan, comparison = ready.plan, ready.comparison
    if ready.request.path == "-":
        return None
    sheets = [
        Marked(copy.name, copy.heading, copy.rows, copy.faults)
        for copy in copies(ready.request, plan, [*plan.troubles, *comparison.troubles])
    ]
    target = name_of(ready.request.path)
    # An earlier copy of ours is replaced, unless it is the very file that was sent again.
    if sheets and target != ready.request.path:
        deliver(target, lambda stream: write_marked(stream, sheets), force=True)
        return PurePath(target).name
    return None
