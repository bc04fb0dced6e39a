"""The encoding of a text is decided from its beginning."""

import pytest

from xcli.domain.encoding import is_utf32, named, sniff

TEXT = "受理矛盾纠纷1673件，调处成功1646件。\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le")],
)
def test_each_encoding_is_recognised(encoding: str, found: str) -> None:
    assert sniff(TEXT.encode(encoding), whole=True) == found


def test_bytes_that_are_no_text_have_none() -> None:
    assert sniff(b"\xff\xfe\xfd\x80\x81"[2:] * 7, whole=True) is None


def test_utf32_is_told_apart() -> None:
    assert is_utf32(TEXT.encode("utf-32"))
    assert not is_utf32(TEXT.encode("utf-16"))


def test_people_call_an_encoding_by_many_names() -> None:
    assert {named(word, b"") for word in ("GBK", "gb2312", "cp-936", "GB_18030")} == {"gb18030"}
    assert named("latin-1", b"") is None
