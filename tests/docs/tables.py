"""The tables of the READMEs, made from the declarations they describe."""

from collections.abc import Callable

from xcli.text import Text, use_language


def _table(head: tuple[Text, ...], rows: list[tuple[object, ...]]) -> str:
    lines = [" | ".join(str(cell).replace("|", "\\|") for cell in row) for row in (head, *rows)]
    return "\n".join([f"| {lines[0]} |", "|" + " --- |" * len(head), *(f"| {line} |" for line in lines[1:]), ""])


def indicators(language: str) -> str:
    """Every indicator: name, unit, what it divides, basis."""
    from xcli.domain.pages import lines

    use_language("zh" if language == "zh" else "en")
    rows = [
        (f"`{i.id}`", i.label, i.unit, "；".join(str(law.cite()) for law in i.basis))
        for page in lines().values()
        for i in page.indicators
    ]
    return _table((Text("标识", "id"), Text("指标", "indicator"), Text("单位", "unit"), Text("依据", "basis")), rows)


def fields(language: str) -> str:
    """Every field of every line with its options, and whether it must be given."""
    from xcli.domain.pages import lines

    use_language("zh" if language == "zh" else "en")
    rows = [
        (page.label, f.label, f"`{f.option}` `--{f.label.zh}`", Text("必填", "required") if f.required else "")
        for page in lines().values()
        for f in page.fields.values()
    ]
    return _table((Text("业务", "line"), Text("字段", "field"), Text("选项", "option"), Text("", "")), rows)


def exits(language: str) -> str:
    """The exit codes and one sentence of each."""
    use_language("zh" if language == "zh" else "en")
    rows: list[tuple[object, ...]] = [
        (0, Text("完成", "done")),
        (1, Text("程序缺陷", "a defect of the program")),
        (2, Text("命令用法不对", "the command was called wrongly")),
        (3, Text("找不到", "not found")),
        (4, Text("数据不合规则", "data break a rule")),
        (5, Text("冲突：重复、已被他人修改、状态不允许", "conflict: a duplicate, changed meanwhile, not allowed as things stand")),
        (6, Text("台账不可用：没有、版本不符、忙、损坏、磁盘", "ledger not ready: missing, older, newer, busy, damaged, disk")),
        (7, Text("核对不通过、发现篡改或有逾期", "a check failed, tampering was found or something is overdue")),
        (130, Text("中断", "interrupted")),
    ]
    return _table((Text("代码", "code"), Text("含义", "meaning")), rows)


TABLES: dict[str, Callable[[str], str]] = {"indicators": indicators, "fields": fields, "exits": exits}
