"""Text files: every listed bad input of encodings and CSV structure, and what must be read all the same."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xcli.errors import Misuse, NotValid
from xcli.intake.read import encoding, jsonl, kind, open_source, opening, text
from xcli.intake.read.sheet import Row, Source

LISTED = Path(__file__).parents[2].parent / "shared" / "bad-inputs.jsonl"
TABLE = "案号,当事人,收案日期\n(2026)调1号,张三,2026-01-02\n"
ROWS = [["案号", "当事人", "收案日期"], ["(2026)调1号", "张三", "2026-01-02"]]


def read(data: bytes, **options: str) -> tuple[Source, list[Row]]:
    """Read bytes as if they came through a pipe."""
    with open_source("-", stdin=io.BytesIO(data), **options) as (source, sheets):  # type: ignore[arg-type]
        return source, [row for sheet in sheets for row in sheet.rows]


def cells(data: bytes, **options: str) -> list[list[object]]:
    return [list(row) for _, row in read(data, **options)[1]]


# --- encodings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8-sig", "UTF-8"),  # encoding-01
        ("utf-8", "UTF-8"),  # encoding-02
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16"),  # encoding-05
        ("utf-16-le", "UTF-16-LE"),  # encoding-06
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_encodings_are_recognised_and_said(codec: str, said: str) -> None:
    source, rows = read(TABLE.encode(codec))
    assert [row for _, row in rows] == ROWS
    assert source.encoding == said


@pytest.mark.parametrize("word", ["状态", "案号\n𬭊", "案号,㛃"])
def test_short_gbk_text_that_passes_for_utf_8(word: str) -> None:
    assert read(word.encode("gb18030"))[0].encoding == "GB18030"


@given(
    st.lists(st.sampled_from("张王李赵刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许"), min_size=2, max_size=200).map(
        "".join
    )
)
def test_lists_of_names_in_any_encoding(names: str) -> None:
    table = f"案号,当事人\n1,{names}\n"
    for codec in ("utf-8", "gb18030", "utf-16"):
        assert cells(table.encode(codec)) == [["案号", "当事人"], ["1", names]]


def test_encoding_09_truncated_utf_8_is_refused_with_its_offset() -> None:
    data = "案号,当事人,收案日期\n1,张三,2026-01-02".encode()[:-2] + b"\xe5\xbc"
    with pytest.raises(encoding.Undecodable) as caught:
        read(data)
    assert caught.value.facts["offset"] == len(data) - 2
    assert caught.value.facts["line"] == 2
    assert "--encoding gb18030" in caught.value.text().zh


def test_encoding_11_surrogates_written_as_utf_8_are_refused() -> None:
    with pytest.raises(encoding.Undecodable):
        read(b"\xed\xa1\x82\xed\xbe\xb7")


@pytest.mark.parametrize("token", ["锟斤拷", "�"])
def test_encoding_13_14_lost_characters_are_handed_on(token: str) -> None:
    assert cells(f"案号,当事人\n1,{token}\n".encode())[1] == ["1", token]


@pytest.mark.parametrize("codec", ["utf-32", "utf-32-le", "utf-32-be"])
def test_encoding_18_utf_32_is_refused(codec: str) -> None:
    with pytest.raises(encoding.Utf32Refused):
        read("案号,当事人\n1,张三".encode(codec))


def test_utf_8_that_turns_into_gbk_after_the_first_look_is_refused_there() -> None:
    good = "案号,当事人\n" + "1,张三\n" * 60_000
    data = good.encode() + "2,李四\n".encode("gb18030")
    with pytest.raises(encoding.Undecodable) as caught:
        read(data)
    assert caught.value.facts["line"] == 60_002
    assert caught.value.facts["offset"] == len(good.encode()) + 2


def test_utf_8_damaged_in_one_place_is_not_taken_for_gb18030() -> None:
    with pytest.raises(encoding.Undecodable):
        read(("案号,当事人\n1,张三\n" * 50).encode() + "2,李四".encode("gb18030"))


def test_the_encoding_asked_for_is_used() -> None:
    assert cells("名,𬭊\n".encode("gb18030"), encoding="GBK") == [["名", "𬭊"]]


def test_an_encoding_that_is_not_read_is_a_misuse() -> None:
    with pytest.raises(encoding.EncodingUnknown) as caught:
        read(b"a,b\n", encoding="latin-1")
    assert isinstance(caught.value, Misuse)


# --- structure of CSV ------------------------------------------------------------------------------------------------


def test_csv_structure_01_an_empty_file_is_refused() -> None:
    with pytest.raises(opening.EmptyFile):
        read(b"")


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param("案号,当事人,收案日期\n", [ROWS[0]], id="02 heading only: judged by the matching"),
        pytest.param("当事人,收案日期\n张三,2026-01-02\n", [ROWS[0][1:], ROWS[1][1:]], id="03 a column less"),
        pytest.param(
            " 案 号 ,当事人\u3000,收案\n日期\n",
            [[" 案 号 ", "当事人\u3000", "收案"], ["日期"]],
            id="07 blanks in headings: folded by the matching",
        ),
        pytest.param(
            "调解案件表\n填表人：李四\n" + TABLE, [["调解案件表"], ["填表人：李四"], *ROWS], id="08 title rows"
        ),
        pytest.param("案号,当事人\n1,张三,多余\n", [["案号", "当事人"], ["1", "张三", "多余"]], id="10 long row"),
        pytest.param(
            "案号,当事人\r\n1,张三\n2,李四\r\n", [["案号", "当事人"], ["1", "张三"], ["2", "李四"]], id="14 ends"
        ),
        pytest.param("案号,当事人\n1,张\x00三\n", [["案号", "当事人"], ["1", "张\x00三"]], id="20 NUL"),
        pytest.param("案号,当事人\n1,张三\n\x1a", [["案号", "当事人"], ["1", "张三"]], id="21 Ctrl-Z"),
        pytest.param("案号,额\n1,5\n合计,5\n", [["案号", "额"], ["1", "5"], ["合计", "5"]], id="22 total"),
        pytest.param(
            "案号,额\n1,5\n,\n,\n\n", [["案号", "额"], ["1", "5"], ["", ""], ["", ""], []], id="23 blank rows"
        ),
        pytest.param('案号,事由\n1,"借款,\n还款"\n', [["案号", "事由"], ["1", "借款,\n还款"]], id="line end in a cell"),
    ],
)
def test_csv_is_handed_on_as_it_stands(data: str, rows: list[list[str]]) -> None:
    assert cells(data.encode()) == rows


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    _, rows = read(b'a,b\n1,"x\ny"\n\n2,z\n')
    assert rows == [(1, ["a", "b"]), (2, ["1", "x\ny"]), (3, []), (4, ["2", "z"])]


def test_csv_structure_16_a_file_of_tabs_is_refused_with_the_option() -> None:
    data = "案号\t当事人\n1\t张三\n".encode()
    with pytest.raises(text.OtherDelimiter) as caught:
        read(data)
    assert "--delimiter tab" in caught.value.text().zh
    assert cells(data, delimiter="tab") == [["案号", "当事人"], ["1", "张三"]]


@pytest.mark.parametrize(("char", "option"), [(";", "semicolon"), ("|", "bar"), ("，", "，")])
def test_the_option_named_for_another_delimiter_works(char: str, option: str) -> None:
    data = f"案号{char}当事人\n1{char}张三\n".encode()
    with pytest.raises(text.OtherDelimiter) as caught:
        read(data)
    assert caught.value.facts["option"] == option
    assert cells(data, delimiter=option)[1] == ["1", "张三"]


@pytest.mark.parametrize("given_delimiter", ["ab", '"', "\n", "7", ""])
def test_a_delimiter_that_separates_nothing_is_a_misuse(given_delimiter: str) -> None:
    with pytest.raises(text.DelimiterUnknown):
        read(b"a,b\n", delimiter=given_delimiter)


def test_csv_structure_17_a_long_cell_is_handed_on_for_its_row_to_be_rejected() -> None:
    assert cells(("案号,当事人\n1," + "张" * 200_000 + "\n").encode())[1] == ["1", "张" * 200_000]


class Counting(io.BytesIO):
    """A pipe that knows how much was taken from it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def test_csv_structure_19_a_line_without_end_is_refused_without_reading_on() -> None:
    pipe = Counting(b"x" * 52_428_800)
    with pytest.raises(opening.LineTooLong), open_source("-", stdin=pipe):
        pass
    assert pipe.taken < 4 * 1024 * 1024


def test_a_line_without_end_in_utf_16_is_refused() -> None:
    # U+0A0A: the byte of a line end stands in every character.
    data = "a,b\n".encode("utf-16") + ("\u0a0a" * 1_500_000).encode("utf-16-le")
    with pytest.raises(opening.LineTooLong):
        read(data)


@pytest.mark.parametrize("data", ['a,b\n1,"x\n2,y\n', 'a,b\n1,"x"y,z\n'])
def test_quotes_that_do_not_match_are_refused_with_their_row(data: str) -> None:
    with pytest.raises(text.CsvBroken) as caught:
        read(data.encode())
    assert caught.value.facts["row"] == 2


def test_a_quote_that_swallows_a_file_is_found() -> None:
    with pytest.raises(text.CellTooLong) as caught:
        read(b'a,b\n1,"x\n' + b"2,y\n" * 300_000)
    assert caught.value.facts["row"] == 2


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_json_lines_give_the_union_of_keys_and_keep_nested_values() -> None:
    lines = [{"案号": "1", "当事人": [{"姓名": "张三"}]}, {"案号": "2", "金额": 3.5, "已付": True}]
    data = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    source, rows = read(data)
    assert source.kind == "jsonl"
    assert rows == [
        (0, ["案号", "当事人", "金额", "已付"]),
        (1, ["1", [{"姓名": "张三"}], None, None]),
        (2, []),
        (3, ["2", None, 3.5, True]),
    ]


@pytest.mark.parametrize(
    "line", ['{"a": 1', "[1, 2]", "7", "{'a': 1}", '{"a": ' + "1" * 5000 + "}", '{"a":' + "[" * 99999]
)
def test_a_line_that_is_no_object_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(jsonl.LineNotJson) as caught:
        read(('{"a": 1}\n' + line).encode())
    assert caught.value.facts["line"] == 2
    assert '{"' in caught.value.text().en


def test_a_doubled_key_is_refused() -> None:
    with pytest.raises(jsonl.KeyTwice):
        read(b'{"a": 1, "a": 2}\n')


# --- the rest --------------------------------------------------------------------------------------------------------


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        read(data)
    except NotValid as refusal:
        assert all(refusal.text())  # noqa: PT017


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1a")), min_size=2), min_size=2))
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    import csv

    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["案号", "当事人", "收案日期", "纠纷类别"])
    writer.writerows(rows)
    assert cells(out.getvalue().encode("utf-8-sig"))[1:] == rows


def test_every_listed_line_has_a_test_here() -> None:
    if not LISTED.exists():
        pytest.skip("the list of bad inputs is not here")
    listed = [json.loads(line) for line in LISTED.read_text("utf-8").splitlines()]
    known = {"01", "02", "05", "06", "09", "11", "13", "14", "18"}
    here = {f"encoding-{n}" for n in known} | {"encoding-16"}  # 16 is an argument of the command, not a file
    here |= {
        f"csv-structure-{n}"
        for n in ["01", "02", "03", "07", "08", "10", "14", "16", "17", "19", "20", "21", "22", "23"]
    }
    assert {line["id"] for line in listed if line["category"] in ("encoding", "csv-structure")} <= here


def test_a_foreign_file_is_refused_by_saying_what_it_is() -> None:
    with pytest.raises(kind.WrongContent) as caught:
        read(b"%PDF-1.7\n")
    assert "PDF" in caught.value.text().zh
