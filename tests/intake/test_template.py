"""Every heading that the program itself writes is one that it reads: for each line of work, in both languages."""

from collections.abc import Iterator

import pytest

from xcli.domain.field import Parts
from xcli.domain.lists import Lists
from xcli.domain.page import Line
from xcli.domain.pages import lines
from xcli.intake.heading import vocabulary
from xcli.intake.template import columns
from xcli.text import Language, use_language


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    """Speak each language in turn."""
    use_language(request.param)
    yield request.param
    use_language("zh")


@pytest.mark.parametrize("page", lines().values(), ids=lambda page: page.name)
def test_headings_of_the_form_are_known_and_distinct(page: type[Line], language: Language) -> None:
    """Each names a place of its own."""
    del language
    found = {column.label: vocabulary(page, Lists()).find(column.label) for column in columns(page, Lists())}
    assert [label for label, place in found.items() if place is None or not place.field] == []
    assert len(set(found.values())) == len(found)
    required = {field.name for field in page.fields.values() if field.required and not field.computed}
    assert required <= {place.field for place in found.values() if place}


@pytest.mark.parametrize("page", lines().values(), ids=lambda page: page.name)
def test_headings_of_an_export_are_known(page: type[Line]) -> None:
    """当事人1姓名 and party 1 name."""
    known = vocabulary(page, Lists())
    for field in page.fields.values():
        if not isinstance(field, Parts):
            for label in (field.label.zh, field.label.en, field.name):
                place = known.find(label)
                assert place is not None
                # What is computed is not taken from a sheet, though its heading may be another field's word.
                assert (place.field == field.name) is not field.computed, label
            continue
        for inner in field.part.fields.values():
            for label in (
                f"{field.label.zh}2{inner.label.zh}",
                f"{field.label.en} 2 {inner.label.en}",
                f"{field.name}_2_{inner.name}",
            ):
                place = known.find(label)
                assert place is not None, label
                assert (place.field, place.inner, place.slot and place.slot.n) == (field.name, inner.name, 2), label
