"""Names are stored as written, unless they are not names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.clean import clean_text
from xcli.domain.name import read_name, show_name

ACCEPTED = [
    ("张三", "张三", None),
    ("王", "王", None),
    ("阿依古丽·买买提", "阿依古丽·买买提", None),
    ("阿依古丽•买买提", "阿依古丽•买买提", None),
    ("阿依古丽·买买提·阿不都热合曼·克里木", "阿依古丽·买买提·阿不都热合曼·克里木", None),
    ("张三（曾用名：张四）", "张三（曾用名：张四）", None),
    ("O'Brien", "O'Brien", None),
    ("null", "null", None),
    ("㈱测试①㊙", "㈱测试①㊙", None),
    ("𠮷田", "𠮷田", None),
    ("[red]", "[red]", None),
    ("张三'; DROP TABLE cases;--", "张三'; DROP TABLE cases;--", None),
    ("湟中区司法局", "湟中区司法局", None),
    ("张" * 50, "张" * 50, None),
    (" 张三 ", "张三", None),
    ("张\u200b三", "张三", "note"),
    ("\ufeff张三", "张三", "note"),
    ("张\t三", "张三", "note"),
    ("张\ue123", "张\ue123", "warning"),
    ("张某", "张某", "warning"),
    ("张某2", "张某2", "warning"),
    (None, None, None),
    (" ", None, None),
]


@pytest.mark.parametrize(("cell", "name", "weight"), ACCEPTED)
def test_accepted(cell: object, name: str | None, weight: str | None) -> None:
    value, fault = read_name(cell)
    assert (value, fault and fault.weight) == (name, weight)


REFUSED = [
    ("张😀", "表情"),
    ("张☺", "表情"),
    ("张*三", "遮盖"),
    ("张＊", "遮盖"),
    ("张三\u202egnp.exe", "方向"),
    ("张\x00三", "NUL"),
    ("\x1b[2J张三", "控制"),
    ("张" * 51, "50"),
    ("同上", "同上"),
    ("〃", "同上"),
    ("锟斤拷", "乱码"),
    ("张烫烫烫", "乱码"),
    ("——", "不是姓名"),
    ("/", "不是姓名"),
    (True, "TRUE"),
    (float("nan"), "公式"),
]


@pytest.mark.parametrize(("cell", "says"), REFUSED)
def test_refused(cell: object, says: str) -> None:
    value, fault = read_name(cell)
    assert value is None
    assert fault is not None
    assert fault.weight == "error"
    assert says in fault.reason.zh
    assert fault.remedy.en


@given(st.text("张三某同上如前锟斤拷烫屯·王", max_size=5))
def test_the_short_way_for_ordinary_names_says_what_the_long_way_says(cell: str) -> None:
    value, fault = read_name(cell)
    cleaned, refusal = clean_text(cell, 50)
    if refusal or cleaned is None:
        assert (value, fault) == (cleaned, refusal)
    else:
        assert value in {cleaned, None}


@given(st.text(max_size=60))
def test_reading_inverts_showing(cell: str) -> None:
    name, _ = read_name(cell)
    if name is not None:
        again, fault = read_name(show_name(name))
        assert again == name
        assert fault is None or fault.weight == "warning"
