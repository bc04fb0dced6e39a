"""The lines of work, one page each; a module put into this folder is a further line."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from xcli.domain.page import Case


@cache
def lines() -> dict[str, type[Case]]:
    """Return every line's page by name, in the order in which the bureau names them."""
    pages = [import_module(f"{__name__}.{module.name}").PAGE for module in iter_modules(__path__)]
    return {page.name: page for page in sorted(pages, key=lambda page: page.order)}
