"""The whole reading of a text: every test in turn, what was found in the order of the text."""

from collections.abc import Iterator

from xcli.report.lint.averages import averages
from xcli.report.lint.balance import balance
from xcli.report.lint.counts import Counts
from xcli.report.lint.document import Document
from xcli.report.lint.feasible import feasible
from xcli.report.lint.finding import Finding
from xcli.report.lint.growth import growth
from xcli.report.lint.listing import listings
from xcli.report.lint.parts import parts, together
from xcli.report.lint.rates import rate
from xcli.report.lint.sentence import Item, Sentence, sentences
from xcli.report.lint.slips import slips
from xcli.report.lint.tables import tables
from xcli.report.lint.twice import Where, against, mixed_units, two_values
from xcli.text import Text

_MOST_RATES = 30
_NEAR = 80  # letters from a list of parts to the rate that belongs to it
_ENOUGH = 200_000  # figures that are compared with one another over the whole text


def lint(document: Document, before: Document | None = None) -> list[Finding]:
    """Return what is found in a text, in its order; `before` is the report of the year before."""
    found = [*slips(document), *tables(document)]
    where: list[Where] = []
    for paragraph in document.paragraphs:
        read = sentences(paragraph)
        found += _paragraph(read)
        where += [(sentence, item) for sentence in read for item in sentence.items][: _ENOUGH - len(where)]
    found += two_values(where)
    if before is not None:
        earlier = [(one, item) for paragraph in before.paragraphs for one in sentences(paragraph) for item in one.items]
        found += against(document, where, before, earlier)
    return sorted([*found, *_habits(found)], key=lambda finding: finding.spans[0])


def _paragraph(read: list[Sentence]) -> Iterator[Finding]:
    counts = Counts(read)
    before: Sentence | None = None
    for sentence in read:
        yield from _sentence(sentence, before, counts)
        before = sentence


def _sentence(sentence: Sentence, before: Sentence | None, counts: Counts) -> Iterator[Finding]:
    settled: list[Item] = []
    rates = [item for item in sentence.items if item.role == "rate"][:_MOST_RATES]
    for listing in listings(sentence, before):
        yield from parts(listing)
        end = listing.members[-1].figure.end
        for item in [one for one in rates if end < one.figure.start < end + _NEAR]:
            if joint := together(listing, item):
                settled.append(item)
                yield joint
    for item in rates:
        if item not in settled and (found := rate(item, sentence, counts)):
            settled.append(item)
            yield found
    yield from feasible(sentence, settled)
    yield from growth(sentence)
    yield from balance(sentence)
    yield from averages(sentence)
    yield from mixed_units(sentence)


def _habits(found: list[Finding]) -> Iterator[Finding]:
    """Yield that a text rounds some rates and cuts others off."""
    first = {manner: next((one for one in found if one.manner == manner), None) for manner in ("rounded", "cut")}
    one, other = first["rounded"], first["cut"]
    if one and other:
        says = Text("尾数处理不一致：有的四舍五入，有的截尾", "some rates are rounded, some are cut off")
        yield Finding("note", "rounding", says, (one.spans[-1], other.spans[-1]), (*one.sums[:1], *other.sums[:1]))
