"""Small horizontal bars, a line for each month."""

from collections.abc import Callable, Iterator, Sequence

from xcli.report.width import ambiguous_width, display_width, pad

_LONGEST = 40


def bars(
    items: Sequence[tuple[str, int]],
    width: int = 80,
    *,
    solid: bool = True,
    shown: Callable[[int], str] = str,
) -> Iterator[str]:
    """Yield a line for each item: label, bar, value; what is not nothing gets at least one mark."""
    if not items:
        return
    values = [shown(value) for _, value in items]
    label_width = max(display_width(label) for label, _ in items)
    value_width = max(map(display_width, values))
    longest = max(1, min(_LONGEST, width - label_width - value_width - 4))
    most = max(1, *(value for _, value in items))
    mark = "█" if solid and ambiguous_width() == 1 else "#"
    for (label, value), text in zip(items, values, strict=True):
        length = 0 if value <= 0 else max(1, (2 * value * longest + most) // (2 * most))
        yield f"{pad(label, label_width)}  {pad(text, value_width, right=True)}  {mark * length}".rstrip()


def can_be_solid(encoding: str) -> bool:
    """Tell whether a console of this encoding draws a full block one column wide."""
    return encoding.lower().replace("-", "").startswith("utf")
