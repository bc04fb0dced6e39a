"""Declarations behave as frozen dataclasses do."""

import pytest

from xcli.domain.declaration import Declaration


class Point(Declaration):
    """A point."""

    x: int
    y: int = 0


class Named(Point):
    """A point with a name."""

    name: str = ""


def test_parts_by_place_or_name_with_defaults_and_inherited_first() -> None:
    point = Named(1, name="a")
    assert (point.x, point.y, point.name) == (1, 0, "a")
    assert Named.__match_args__ == ("x", "y", "name")
    assert repr(point) == "Named(x=1, y=0, name='a')"


def test_equal_values_of_one_kind_are_equal_and_hash_alike() -> None:
    assert Point(1, 2) == Point(y=2, x=1)
    assert hash(Point(1)) == hash(Point(1, 0))
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)


def test_a_pattern_takes_it_apart() -> None:
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)


def test_a_changed_copy_leaves_the_first_alone() -> None:
    first = Point(1, 2)
    assert first.but(y=5) == Point(1, 5)
    assert first == Point(1, 2)


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 1}), ((1,), {"z": 1})], ids=str)
def test_wrong_parts_are_refused(values: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*values, **named)


def test_nothing_changes_it() -> None:
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(TypeError):
        point.but(z=1)
