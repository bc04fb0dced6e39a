"""`report lint`: a published text against itself; it needs no ledger and no clerk."""

from typing import Annotated

from xcli.cli import delivery, destination, output
from xcli.cli.command import command, single_app
from xcli.cli.options import Force, To, argument, option
from xcli.errors import CheckFailed
from xcli.text import Text

app = single_app()

FORMATS = ("json", "md", "html")
_ENDINGS = {"json": "json", "md": "md", "html": "html", "htm": "html"}

File = Annotated[
    str,
    argument(
        Text("文件", "FILE"),
        Text("报告：.txt、.md、.docx、.html；- 为管道", "the report: .txt, .md, .docx, .html; - is a pipe"),
    ),
]
As = Annotated[
    str | None,
    option(
        "--format",
        "--格式",
        help=Text("json、md、html（html 把问题标在原文上）", "json, md, html (html marks the text itself)"),
    ),
]
Against = Annotated[
    str | None,
    option(
        "--against",
        "--上年",
        metavar="FILE",
        help=Text(
            "上年的报告：对照相同的段落和数字、增减", "last year's report: what is the same, growth from its numbers"
        ),
    ),
]
ShowPass = Annotated[bool, option("--show-pass", "--显示相符", help=Text("也列出相符的", "list what holds as well"))]


class Contradicts(CheckFailed):
    """A text contradicts itself."""

    sentence = Text("报告自相矛盾：{count} 处。", "The report contradicts itself ({count}).")


@command(
    app,
    "lint",
    "审读",
    Text(
        "找出报告里的矛盾：分项与总数、比率、增减、收结、名称、序号；不用台账",
        "find what contradicts itself in a report: parts, rates, growth, balance, names, numbering; no ledger needed",
    ),
)
def lint(
    file: File,
    *,
    against: Against = None,
    format: As = None,
    show_pass: ShowPass = False,
    to: To = None,
    force: Force = False,
) -> None:
    """Lint a report."""
    from xcli.report.lint import rendering
    from xcli.report.lint.document import read_document
    from xcli.report.lint.reading import lint as read

    name = _format(format, to)
    document = read_document(file)
    before = read_document(against) if against else None
    findings = [finding for finding in read(document, before) if show_pass or finding.grade != "pass"]
    if name is None:
        for line in rendering.lines(document, findings):
            output.say(line)
    else:
        make = {"json": rendering.json_text, "md": rendering.md_text, "html": rendering.html_text}[name]
        delivery.show_text(
            make(document, findings), to, force=force, inputs=[file, *([against] if against else [])]
        )
    count = sum(finding.grade == "contradiction" for finding in findings)
    if count:
        raise Contradicts(count=count)


def _format(asked: str | None, to: str | None) -> str | None:
    """Return the format asked for, or that of the file's ending; None is the console's."""
    if asked is not None and asked not in FORMATS:
        raise destination.UnknownFormat(format=asked, formats=" ".join(FORMATS))
    if asked or not destination.leaves(to):
        return asked
    name = _ENDINGS.get(str(to).rpartition(".")[2].lower())
    if name is None:
        raise destination.UnknownEnding(path=to, endings=" ".join(f".{ending}" for ending in FORMATS))
    return name
