"""What remains of a condition when some fields cannot have a value."""

from collections.abc import Container

from xcli.domain import predicate as p

NEVER = p.Not(p.Always())


def narrowed(condition: p.Predicate, held: Container[str]) -> p.Predicate:
    """Return a condition equal to this one on records that hold values only in the fields `held`."""
    match condition:
        case p.In(field) | p.Between(field) | p.Present(field) | p.Has(field):
            return condition if field.name in held else NEVER
        case p.Before(field, other):
            return condition if field.name in held and other.name in held else NEVER
        case p.Any(parts):
            return condition if parts.name in held else NEVER
        case p.Not(term):
            return _complement(narrowed(term, held))
        case p.And(terms):
            return _all([narrowed(term, held) for term in terms])
        case p.Or(terms):
            return _complement(_all([_complement(narrowed(term, held)) for term in terms]))
    return condition


def _complement(term: p.Predicate) -> p.Predicate:
    return term.term if isinstance(term, p.Not) else p.Not(term)


def _all(terms: list[p.Predicate]) -> p.Predicate:
    if any(term == NEVER for term in terms):
        return NEVER
    open_terms = [term for term in terms if not isinstance(term, p.Always)]
    return open_terms[0] if len(open_terms) == 1 else p.And(tuple(open_terms)) if open_terms else p.Always()
