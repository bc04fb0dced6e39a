"""`report verify` at an empty desk."""

from pathlib import Path

from docx import Document

from desk import Run
from xcli.report.ties import sign, tie


def made(path: Path, now: str) -> str:
    document = Document()
    paragraph = document.add_paragraph("受理矛盾纠纷")
    run = paragraph.add_run("1673")
    tie(run, "dispute.accepted", "2024", "受理矛盾纠纷")
    paragraph.add_run("件。")
    sign(document, period="2024", tx=18, code="1A2B-3C4D")
    run.text = now
    document.save(str(path))
    return str(path)


def test_what_was_changed_is_listed_and_ends_in_seven(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path / "报告.docx", "1700")
    before = Path(path).read_bytes()
    done = run("report", "verify", path)
    assert done.code == 7
    assert all(word in done.out for word in ("改动", "1673", "1700", "dispute.accepted"))
    assert "第 18 笔，校验码 1A2B-3C4D" in done.err
    assert Path(path).read_bytes() == before


def test_an_untouched_report_ends_in_nought(run: Run, tmp_path: Path) -> None:
    path = made(tmp_path / "报告.docx", "1673")
    done = run("报告", "核验", path)
    assert (done.code, done.out) == (0, "")
    assert run("report", "verify", path, "--all").out.count("未动") == 1


def test_a_mistake_says_so(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    Document().save(str(other))
    text = tmp_path / "a.txt"
    text.write_text("受理10件", "utf-8")
    assert run("report", "verify").code == 2
    assert run("report", "verify", str(tmp_path / "none.docx")).code == 3
    assert run("report", "verify", str(other)).code == 4
    assert run("report", "verify", str(text)).code == 4
