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


def lint(language: str) -> str:
    """How well `report lint` judges the corpus of the tests, form by form."""
    from report.lint.scores import scores
    from xcli.report.lint.finding import KINDS

    use_language("zh" if language == "zh" else "en")
    rows: list[tuple[object, ...]] = [
        (KINDS.get(r.form) or _FORMS[r.form], r.true, r.alarms, r.doubted, r.false, r.found) for r in scores()
    ]
    true, alarms, doubted, false, found = (sum(int(str(row[n])) for row in rows) for n in range(1, 6))
    rows.append((Text("合计", "all"), true, alarms, doubted, false, found))
    precision, recall = f"{100 * found / (found + doubted + alarms):.1f}%", f"{100 * found / false:.1f}%"
    told = Text(
        f"\n成立的 {true} 条没有一条被判为矛盾；矛盾与存疑合计：准确率 {precision}，召回率 {recall}。\n",
        f"\nNone of {true} true relations is called a contradiction; contradictions and doubts together: "
        f"precision {precision}, recall {recall}.\n",
    )
    head = (
        Text("形式", "form"), Text("成立", "true"), Text("误判矛盾", "called contradictions"), Text("误判存疑", "doubted"),
        Text("不成立", "false"), Text("找出", "found"),
    )  # fmt: skip
    return _table(head, rows) + str(told)


_FORMS = {"table": Text("表格合计", "totals of tables"), "same": Text("容易误判的句子", "easily mistaken sentences")}


def promises(language: str) -> str:
    """What is promised, how it is tested, and what came of it when the harness last kept its figures."""
    from torture.kept import Figure, kept
    from torture.rounds import ROUNDS, Round

    def row(one: Round, figure: Figure) -> tuple[object, ...]:
        part = Text(f"（{one.part.zh} {figure.part}）", f" ({one.part.en} {figure.part})") if one.part else ""
        took = Text(f"{figure.day}，种子 1 至 {figure.seeds}，{figure.seconds:.0f} 秒", f"{figure.day}, seeds 1 to {figure.seeds}, {figure.seconds:.0f} s")
        return one.promise, one.how, f"{figure.count}{part}", figure.lost, took

    use_language("zh" if language == "zh" else "en")
    figures = kept()
    rows = [row(one, figures[one.counts]) for one in ROUNDS if one.counts in figures]
    command = "`python3 dev.py torture --minutes N --keep`"
    rows.append((Text("以上合计", "all of these"), command, "", sum(figure.lost for figure in figures.values()), ""))
    heads = Text("承诺", "promise"), Text("怎样检验", "how it is tested"), Text("次数", "times"), Text("丢失", "lost"), Text("何时", "when")
    return _table(heads, rows)


def speed(language: str) -> str:
    """What the bench measured when it last kept its figures: ratios beside the limits that are wanted."""
    from bench.timing import Line, kept

    def row(line: Line) -> tuple[object, ...]:
        wanted = "" if line.limit is None else f"≤ {line.limit:.3g}"
        return line.what, line.peer, f"{line.ratio:.2f}", wanted

    use_language("zh" if language == "zh" else "en")
    heads = (Text("项目", "what"), Text("同类", "beside"), Text("倍数", "ratio"), Text("要求", "wanted"))
    return _table(heads, [row(line) for line in kept()])


def needs(language: str) -> str:
    """What xcli depends on: range, what for, licence, the release that is locked and its day."""
    from docs.dependencies import WHAT_FOR, dependencies

    use_language("zh" if language == "zh" else "en")
    rows: list[tuple[object, ...]] = [
        (f"{d.name} `{d.asked}`", f"`{d.extra}`" if d.extra else "", *WHAT_FOR[d.name], d.locked, d.released) for d in dependencies()
    ]
    head = (
        Text("依赖", "dependency"), Text("可选项", "extra"), Text("用途", "what for"), Text("许可证", "licence"),
        Text("锁定版本", "locked"), Text("发布日期", "released"),
    )  # fmt: skip
    return _table(head, rows)


TABLES: dict[str, Callable[[str], str]] = {"indicators": indicators, "fields": fields, "exits": exits, "promises": promises, "speed": speed, "lint": lint, "needs": needs}
