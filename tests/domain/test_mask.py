"""Masks leave what the rules allow, and different people stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.domain.mask import Masker, is_body, looks_masked, mask_id, mask_name, mask_phone

NAMES = [
    ("张三", "张某"),
    ("张三丰", "张某"),
    ("王", "某"),
    ("欧阳某某", "欧阳某"),
    ("欧阳娜", "欧阳某"),
    ("欧阳", "欧某"),
    ("司马建村", "司马某"),
    ("阿依古丽·买买提", "阿某"),
    ("阿依古丽·买买提·阿不都热合曼·克里木", "阿某"),
    ("O'Brien", "O某"),
    ("张三（曾用名：张四）", "张某"),
    ("张三、李四", "张某、李某"),
    ("王建村", "王某"),
    ("李新会", "李某"),
    ("王小学", "王某"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "mask"), NAMES)
def test_names(name: str, mask: str) -> None:
    assert mask_name(name) == mask


@pytest.mark.parametrize(
    "name",
    [
        "某某建筑工程有限公司",
        "某某商贸有限公司（西宁分公司）",
        "湟中区司法局",
        "多巴镇黑嘴村村民委员会",
        "上新庄村",
        "鲁沙尔镇砖瓦厂",
        "农商银行",
        "养牛合作社",
        "区第一人民医院",
        "第二中学",
        "多巴镇人民政府",
        "张记五金店",
        "某某律师事务所",
        "Acme Ltd.",
    ],
)
def test_organisations_stay(name: str) -> None:
    assert is_body(name)
    assert mask_name(name) == name
    assert Masker([name]).name(name) == name


def test_different_people_with_the_same_mask_are_numbered() -> None:
    masker = Masker(["张三", "李四", "张四", "张三"])
    assert [masker.name(name) for name in ("张三", "张四", "李四", "张三")] == ["张某1", "张某2", "李某", "张某1"]


def test_a_name_met_later_is_still_told_apart() -> None:
    masker = Masker()
    assert masker.name("张三") == "张某"
    assert masker.name("张四") == "张某2"


def test_spellings_of_one_name_are_one_person() -> None:
    masker = Masker(["阿依古丽·买买提", "阿依古丽•买买提"])
    assert masker.name("阿依古丽·买买提") == "阿某"


@given(st.lists(st.text("张三李四王五", min_size=2, max_size=3), unique=True))
def test_distinct_people_get_distinct_masks(names: list[str]) -> None:
    masker = Masker(names)
    assert len({masker.name(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("11010519491231002X", "110105********002X"),
        ("110105491231002", "110105*****1002"),
        ("E12345678", "E1*****78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_identity_numbers(number: str, mask: str) -> None:
    assert mask_id(number) == mask


@pytest.mark.parametrize(
    ("number", "mask"),
    [
        ("13800138000", "138****8000"),
        ("021-61234567", "021-****4567"),
        ("0971-2231234", "0971-****1234"),
        ("0971-2231234-801", "0971-****1234"),
        ("61234567", "****4567"),
        ("12348", "12348"),
    ],
)
def test_telephone_numbers(number: str, mask: str) -> None:
    assert mask_phone(number) == mask


@given(st.text("0123456789X", min_size=5, max_size=20))
def test_a_masked_number_is_recognised_as_masked(number: str) -> None:
    assert looks_masked(mask_id(number))


@pytest.mark.parametrize("text", ["张某", "张某1", "欧阳某某", "某", "张*三", "310101********1234", "138xxxx8000"])
def test_masked_values_are_recognised(text: str) -> None:
    assert looks_masked(text)


@pytest.mark.parametrize("text", ["张三", "某某建筑工程有限公司", "13800138000", "11010519491231002X", "王某强"])
def test_real_values_are_not_taken_for_masked(text: str) -> None:
    assert not looks_masked(text)
