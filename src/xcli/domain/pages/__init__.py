"""The lines of work, one page each; a module put into this folder is a further line."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from xcli.domain.page import Line, Page


@cache
def names() -> frozenset[str]:
    """Return the names of the lines: those of the modules, none of which is loaded."""
    return frozenset(module.name for module in iter_modules(__path__))


def line(name: str) -> type[Line]:
    """Return one line's page; the others are not loaded. An unknown name is a KeyError."""
    if name not in names():
        raise KeyError(name)
    page: type[Line] = import_module(f"{__name__}.{name}").PAGE
    return page


@cache
def lines() -> dict[str, type[Line]]:
    """Return every line's page by name, in the order in which the bureau names them."""
    pages = [line(name) for name in sorted(names())]
    return {page.name: page for page in sorted(pages, key=lambda page: page.order)}


def beside(name: str) -> dict[str, type[Page]]:
    """Return the further kinds of record that a line keeps, by name; most keep none."""
    module = line(name).beside
    kept: tuple[type[Page], ...] = import_module(module).PAGES if module else ()
    return {page.name: page for page in kept}
