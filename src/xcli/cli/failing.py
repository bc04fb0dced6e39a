"""How a check that fails is printed: the rule, both sides' numbers, the records, the explanation if there is one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xcli.text import Text

if TYPE_CHECKING:
    from xcli.domain.page import Line
    from xcli.stats.rules import Failure

SHOWN = 8
_WORDS = {"hard": Text("不符", "DIFFERS"), "soft": Text("提示", "note")}
_WAIVED = Text("已说明", "explained")


def said(page: "type[Line]", failure: "Failure") -> Iterator[Text]:
    """Yield the lines of a failure."""
    word = _WAIVED if failure.waived else _WORDS[failure.check.weight]
    text, hint = failure.text, failure.hint
    yield Text(
        f"{word.zh}  {page.label.zh}：{text.zh}{hint.zh}（{failure.check.id}）",
        f"{word.en}  {page.label.en}: {text.en}{hint.en} ({failure.check.id})",
    )
    if failure.records:
        more = "…" if len(failure.records) > SHOWN else ""
        titles = failure.records[:SHOWN]
        yield Text(f"      涉及：{'、'.join(titles)}{more}", f"      records: {', '.join(titles)}{more}")
    if failure.waived:
        waived = failure.waived
        yield Text(
            f"      说明：{waived.why}（{waived.by}，第 {waived.tx} 笔，有效至 {waived.until}）",
            f"      explanation: {waived.why} ({waived.by}, entry {waived.tx}, until {waived.until})",
        )
