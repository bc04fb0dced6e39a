"""A report as a Word file: A4, East Asian fonts, repeated headings, every figure tied to its indicator."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from xcli.report.layout import Chart, Document, Facts, Figured, Grid, Heading, Passage, Piece
from xcli.report.render.word_chart import draw
from xcli.report.render.word_table import CELL, FOOT, SMALL, lies_across, put_facts, put_grid
from xcli.report.ties import sign, tag_of, tie

BODY, TITLE, SECTION, LINE = "仿宋", "方正小标宋简体", "黑体", "楷体"
LATIN = "Times New Roman"
_BODY_SIZE = 14


def write(document: Document, stream: BinaryIO) -> None:
    """Write a report."""
    import docx

    word = docx.Document()
    _set_up(word, document)
    if document.blocks and _lies_across(document.blocks[0]):
        _lay_across(word.sections[0])
    for text, style in ((document.bureau, "Subtitle"), (document.title, "Title")):
        word.add_paragraph(text, style)
    for text in document.summary:
        _small(word.add_paragraph(text), centred=True)
    for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        if _lies_across(block) or (isinstance(block, Heading) and _lies_across(following)):
            _turn(word)
        _put(word, block)
        if isinstance(block, Passage) and isinstance(following, Grid):
            word.paragraphs[-1].paragraph_format.keep_with_next = True
    signature = document.signature
    sign(word, period=signature.period, tx=signature.tx, code=signature.code)
    word.save(stream)


def _set_up(word: Any, document: Document) -> None:
    """Set paper, fonts, header and footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.4), Cm(2.8), Cm(2.4)
    for name, font, size, bold in (
        ("Normal", BODY, _BODY_SIZE, False),
        ("Subtitle", BODY, 16, False),
        ("Title", TITLE, 22, False),
        ("Heading 1", SECTION, 16, False),
        ("Heading 2", LINE, 15, False),
    ):
        _set_font(word.styles[name], font, size, bold=bold)
    _cell_style(word)
    for name in ("Subtitle", "Title"):
        word.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.styles["Normal"].paragraph_format.line_spacing = 1.3
    word.styles["Normal"].paragraph_format.space_after = Pt(4)
    speak_chinese(word)
    props = word.core_properties
    props.title, props.author, props.language = document.title, document.bureau, _language(document)
    _run_along(page, document.running)


def _cell_style(word: Any) -> None:
    """Make the style of the cells of tables: an empty one is as low as the others."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = word.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _set_font(style, BODY, SMALL)
    style.paragraph_format.line_spacing = 1.0
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(1.5), Pt(1.5)


def _language(document: Document) -> str:
    return "zh-CN" if document.language == "zh" else "en-GB"


def speak_chinese(word: Any) -> None:
    """Say that hanzi are Chinese: else a machine without the fonts puts Japanese ones in their place."""
    from docx.oxml.ns import qn

    for tongue in word.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:eastAsia"), "zh-CN")


def _set_font(style: Any, font: str, size: float, *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = LATIN, Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if border is not None:
        style.element.pPr.remove(border)


def _run_along(page: Any, running: str) -> None:
    """Put period and cut-off at the head of every page, its number at the foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    head = page.header.paragraphs[0]
    head.text = running
    _small(head, size=FOOT, centred=True)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "PAGE", " —"):
        run = foot.add_run() if text == "PAGE" else foot.add_run(text)
        if text == "PAGE":
            _field(run, text)
    _small(foot, size=FOOT, centred=True)


def _field(run: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "end"):
        node = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            node.set(qn("w:fldCharType"), kind)
        else:
            node.text = code
        run._r.append(node)  # noqa: SLF001 - python-docx has no fields


def _small(paragraph: Any, size: float = SMALL, *, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.0
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _put(word: Any, block: object) -> None:
    match block:
        case Heading(level, text):
            word.add_heading(text, level)
        case Passage(pieces):
            _passage(word, pieces)
        case Grid():
            _grid(word, block)
        case Chart():
            _chart(word, block)
        case Facts(pairs):
            put_facts(word, pairs)
            _small(word.add_paragraph())


def _chart(word: Any, chart: Chart) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = word.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, 1.0
    number = 1 + sum(
        "/charts/" in str(rel.target_part.partname) for rel in word.part.rels.values() if not rel.is_external
    )
    draw(paragraph.add_run(), chart, number)


def _passage(word: Any, pieces: Sequence[Piece]) -> None:
    from docx.shared import Pt

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY_SIZE)
    for piece in pieces:
        if isinstance(piece, str):
            paragraph.add_run(piece)
        else:
            _tied(paragraph.add_run(piece.text), piece)


def _tied(run: Any, figure: Figured) -> None:
    try:
        tag_of(figure.indicator, figure.period)
    except ValueError:
        return  # a bureau's own kind may have so long an id that Word would refuse the document
    tie(run, figure.indicator, figure.period, figure.label)


def _grid(word: Any, grid: Grid) -> None:
    if grid.title:
        word.add_paragraph(grid.title).paragraph_format.keep_with_next = True
    put_grid(word, grid)
    for note in grid.notes:
        _small(word.add_paragraph(note))
    _small(word.add_paragraph())


def _lies_across(block: object) -> bool:
    return isinstance(block, Grid) and lies_across(block)


def _turn(word: Any) -> None:
    """Begin pages that lie across, for what is too wide; they stay so to the end."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    last = word.sections[-1]
    if last.orientation == WD_ORIENT.LANDSCAPE:
        return
    _lay_across(word.add_section(WD_SECTION.NEW_PAGE))


def _lay_across(page: Any) -> None:
    from docx.enum.section import WD_ORIENT

    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
