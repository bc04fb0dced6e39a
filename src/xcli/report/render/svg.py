"""Charts as inline SVG: drawn with the colours of the page, described for those who do not see them."""

from collections.abc import Iterator
from html import escape

from xcli.report.layout import Chart
from xcli.report.width import display_width, wrap

WIDTH = 420
_TEXT = 12
_HALF = 6.3  # how wide half a hanzi is drawn
_LETTER = 7.2  # how wide a letter may be; some fonts have wide ones
_BAR, _STEP, _HEIGHT = 15, 24, 150
_LINE = 14
_TOP, _BASE = 40, 22
_WIDEST_LABEL = 140


def svg(chart: Chart, name: str) -> str:
    """Return a chart as one SVG element; `name` makes its ids unique on the page."""
    height, body = _bars(chart) if chart.shape == "bars" else _columns(chart)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(chart.title)}</title>'
        f'<desc id="{name}-d">{escape(chart.told)}</desc>{"".join(body)}</svg>'
    )


def _most(chart: Chart) -> int:
    return max((value for series in chart.series for value in series.values), default=0) or 1


def _bars(chart: Chart) -> tuple[float, list[str]]:
    """Draw lying bars, the label before and the value behind each."""
    values = chart.series[0].values
    labels = [_lines(label) for label in chart.labels]
    left = min(max(_wide(line) for lines in labels for line in lines), _WIDEST_LABEL) + 8
    step = _STEP + _LINE * (max(map(len, labels)) - 1)
    right = max(len(str(value)) for value in values) * 2 * _HALF + 8
    room, most = WIDTH - left - right, _most(chart)
    body = [
        piece
        for number, (lines, value) in enumerate(zip(labels, values, strict=True))
        for piece in _bar(lines, value, number * step + (step - _STEP) / 2 + 4, left, room * value / most)
    ]
    return len(values) * step + 6, body


def _bar(label: list[str], value: int, top: float, left: float, length: float) -> Iterator[str]:
    middle = top + _BAR - 3
    for number, line in enumerate(label):
        y = middle + _LINE * (number - (len(label) - 1) / 2)
        yield f'<text class="l" x="{left - 6:g}" y="{y:g}" text-anchor="end">{escape(line)}</text>'
    if value:
        yield f'<rect class="s0" x="{left:g}" y="{top:g}" width="{max(length, 1):.1f}" height="{_BAR}" rx="2"/>'
    yield f'<text class="v" x="{left + length + 5:.1f}" y="{middle:g}">{value}</text>'


def _wide(text: str) -> float:
    """Return how much room a text takes at the most."""
    return sum(_LETTER if display_width(char) == 1 else 2 * _HALF for char in text)


def _lines(label: str) -> list[str]:
    """Return a label in one line or two; what has no room in them stands in the description."""
    if _wide(label) <= _WIDEST_LABEL:
        return [label]
    first, *rest = (line.strip() for line in wrap(label, int(_WIDEST_LABEL / _LETTER)))
    return [first, f"{rest[0][:-1]}…" if len(rest) > 1 else "".join(rest)]


def _columns(chart: Chart) -> tuple[float, list[str]]:
    """Draw standing columns side by side for each label, with a legend where there are several series."""
    slot = WIDTH / len(chart.labels)
    wide = min(26.0, slot * 0.78 / len(chart.series))
    most = _most(chart)
    body = list(_legend(chart)) if len(chart.series) > 1 else []
    base = _TOP + _HEIGHT
    body.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/>')
    valued = all(len(str(value)) * _HALF < wide + 3 for series in chart.series for value in series.values)
    for step, label in enumerate(chart.labels):
        middle = slot * (step + 0.5)
        start = middle - wide * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            body += _column(series.values[step], start + number * wide, wide, most, number, valued=valued)
        body += _under(label, middle, base, slot)
    return base + _BASE + (14 if chart.shape == "pairs" else 0), body


def _column(value: int, x: float, wide: float, most: int, number: int, *, valued: bool) -> Iterator[str]:
    tall = _HEIGHT * value / most
    top = _TOP + _HEIGHT - tall
    if value:
        size = f'width="{wide - 1:.1f}" height="{tall:.1f}"'
        yield f'<rect class="s{number}" x="{x + 0.5:.1f}" y="{top:.1f}" {size} rx="1.5"/>'
        if valued:
            yield f'<text class="v" x="{x + wide / 2:.1f}" y="{top - 4:.1f}" text-anchor="middle">{value}</text>'


def _under(label: str, middle: float, base: float, slot: float) -> Iterator[str]:
    """Write a label below its columns, in two lines where one is too long."""
    first, *rest = wrap(label, max(4, int(slot / _HALF) - 1))
    second = f"{rest[0].strip()}…" if len(rest) > 1 else "".join(rest).strip()
    lines = [first.strip(), second]
    for number, line in enumerate(filter(None, lines)):
        y = base + 15 + number * 13
        yield f'<text class="l" x="{middle:.1f}" y="{y:g}" text-anchor="middle">{escape(line)}</text>'


def _legend(chart: Chart) -> Iterator[str]:
    x = 0.0
    for number, series in enumerate(chart.series):
        yield f'<rect class="s{number}" x="{x:.1f}" y="5" width="11" height="11" rx="2"/>'
        yield f'<text class="l" x="{x + 16:.1f}" y="15">{escape(series.label)}</text>'
        x += 16 + display_width(series.label) * _HALF + 18
