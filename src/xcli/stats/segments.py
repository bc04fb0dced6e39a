"""Overlapping periods cut into segments that a statement can count once each."""

from collections.abc import Sequence
from itertools import pairwise

from xcli.domain.period import Period


def cut(periods: Sequence[Period]) -> list[Period]:
    """Cut periods at all their ends: disjoint, in order, each inside or outside of every period."""
    ends = sorted({day for period in periods for day in (period.start, period.end)})
    pieces = [Period(start, end) for start, end in pairwise(ends)]
    return [piece for piece in pieces if any(p.start <= piece.start and piece.end <= p.end for p in periods)]


def joined(segments: Sequence[Period]) -> list[Period]:
    """Join segments that follow each other."""
    runs: list[Period] = []
    for segment in segments:
        if runs and runs[-1].end == segment.start:
            runs[-1] = Period(runs[-1].start, segment.end)
        else:
            runs.append(segment)
    return runs
