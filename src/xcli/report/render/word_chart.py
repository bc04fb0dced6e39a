"""A chart in a Word file: Word, WPS and LibreOffice draw it themselves from the figures that it holds."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from xcli.report.layout import Chart, Series

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU = 360_000  # one centimetre
_WIDE, _COLUMNS_TALL, _BAR_TALL, _HEAD_TALL = 16.0, 5.6, 0.48, 1.5
_COLOURS = ("2F6DB5", "C98A2B")
_MOST_VALUES = 15
_GAP, _WIDE_GAP, _FEW = 45, 160, 4  # between columns, in per cent of one; few stand further apart


def draw(run: Any, chart: Chart, number: int) -> None:
    """Put a chart into a run of a python-docx paragraph; its words go with it for those who do not see it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    part = run.part
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{_space(chart)}'.encode()
    name = PackURI(f"/word/charts/chart{number}.xml")
    relation = part.relate_to(Part(name, _CHART_TYPE, blob, part.package), _RELATION)
    run._r.append(parse_xml(_inline(chart, number, relation)))  # noqa: SLF001 - python-docx has no charts


def _inline(chart: Chart, number: int, relation: str) -> str:
    tall = _HEAD_TALL + _BAR_TALL * len(chart.labels) if chart.shape == "bars" else _COLUMNS_TALL
    return (
        f'<w:drawing xmlns:w="{_W}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:c="{_C}" xmlns:r="{_R}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(_WIDE * _EMU)}" cy="{int(tall * _EMU)}"/>'
        f'<wp:docPr id="{1000 + number}" name="chart {number}" title={quoteattr(chart.title)} '
        f"descr={quoteattr(chart.told)}/>"
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing>"
    )


def _space(chart: Chart) -> str:
    """Return the chart itself: title, columns or bars, two axes, a legend where there are several series."""
    lying = chart.shape == "bars"
    series = "".join(_series(chart, number, one) for number, one in enumerate(chart.series))
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    overlap = "" if len(chart.series) > 1 else '<c:overlap val="100"/>'
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{_GAP if len(chart.labels) > _FEW else _WIDE_GAP}"/>{overlap}'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'{_axes(lying=lying)}</c:plotArea>{legend}<c:plotVisOnly val="1"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(900)}</c:chartSpace>"
    )


def _title(text: str) -> str:
    run = f'<a:r><a:rPr lang="zh-CN" sz="1050" b="1"/><a:t>{escape(text)}</a:t></a:r>'
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1050" b="1"/></a:pPr>{run}</a:p></c:rich></c:tx>'
        f'<c:overlay val="0"/></c:title>'
    )


def _text(size: int) -> str:
    return f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _series(chart: Chart, number: int, series: Series) -> str:
    shown = int(len(chart.labels) * len(chart.series) <= _MOST_VALUES)
    hidden = "".join(f'<c:{name} val="0"/>' for name in ("showLegendKey", "showCatName", "showSerName", "showPercent"))
    values = (
        hidden.replace("<c:showCatName", f'<c:showVal val="{shown}"/><c:showCatName') + '<c:showBubbleSize val="0"/>'
    )
    name = f"<c:tx><c:strRef><c:f>_</c:f><c:strCache>{_points([series.label])}</c:strCache></c:strRef></c:tx>"
    colour = f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[number % 2]}"/></a:solidFill></c:spPr>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{name}{colour}<c:invertIfNegative val="0"/>'
        f"<c:dLbls>{values}</c:dLbls><c:cat><c:strLit>{_points(chart.labels)}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{_points(map(str, series.values))}</c:numLit></c:val>"
        f"</c:ser>"
    )


def _points(words: "Sequence[str] | Iterator[str]") -> str:
    listed = list(words)
    points = (f'<c:pt idx="{place}"><c:v>{escape(word)}</c:v></c:pt>' for place, word in enumerate(listed))
    return f'<c:ptCount val="{len(listed)}"/>{"".join(points)}'


def _axes(*, lying: bool) -> str:
    """Return the axis of the labels, from the top where bars lie, and the axis of the values, which is not drawn."""
    order, at, other = ("maxMin", "l", "t") if lying else ("minMax", "b", "l")
    line = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{at}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}<c:crossAx val="2"/>'
        f'<c:crosses val="autoZero"/>'
        f'</c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{other}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        f'<c:crosses val="autoZero"/></c:valAx>'
    )
