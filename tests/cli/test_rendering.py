"""Reports as people see them: the page in a browser, the Word file as LibreOffice prints it."""

import base64
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.browser import Page, browser, program

MISSING = """(() => {
  const pen = Object.assign(document.createElement('canvas'), {width: 32, height: 32}).getContext('2d', {willReadFrequently: true});
  pen.font = `20px ${getComputedStyle(document.body).fontFamily}`;
  const drawn = char => {
    pen.clearRect(0, 0, 32, 32); pen.fillText(char, 4, 24);
    return pen.getImageData(0, 0, 32, 32).data.join();
  };
  const boxes = new Set(['\\u{10FFFE}', '\\u{E123}', '\\u{F8E0}'].map(drawn));
  return [...new Set(document.body.innerText)].filter(char => char.trim() && boxes.has(drawn(char)));
})()"""
WIDER = """[...document.querySelectorAll('body *')].filter(
  node => !node.closest('thead') && node.getBoundingClientRect().right > document.documentElement.clientWidth + 1
).map(node => node.outerHTML.slice(0, 120))"""
OUTSIDE = """[...document.querySelectorAll('svg')].flatMap(svg => {
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  return [...svg.querySelectorAll('text,rect')].filter(node => {
    const box = node.getBBox();
    return box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1;
  }).map(node => node.outerHTML);
})"""


TORN = """[...document.querySelectorAll('tbody th, tbody td')].flatMap(cell => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), torn = [];
  for (let node; (node = walk.nextNode());)
    for (const word of node.data.matchAll(/[A-Za-z]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(box => box.top)).size > 1) torn.push(word[0]);
    }
  return torn;
})"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give a page of a headless browser."""
    if program() is None:
        pytest.skip("a browser (chromium) is not here")
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page that is open: complaints, missing glyphs, what sticks out."""
    found = list(page.complaints)
    found += [f"no glyph: {char}" for char in page.tell(MISSING)]
    found += [f"too wide: {html}" for html in page.tell(WIDER)]
    return found + [f"outside of its picture: {html}" for html in page.tell(OUTSIDE)]


@pytest.mark.parametrize("width", [1280, 800, 390])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["year.html", "english.html"])
def test_the_page_is_sound(page: Page, files: Path, name: str, width: int, *, dark: bool) -> None:
    page.open(files / name, width, dark=dark)
    assert faults(page) == []
    ground = page.tell("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 3 * 100) == dark


def test_no_word_of_a_table_is_torn(page: Page, files: Path) -> None:
    page.open(files / "english.html", 1280)
    assert page.tell(TORN) == []


@pytest.mark.parametrize(
    "planted,said",
    [
        ("<script>undefinedThing()</script>", "undefinedThing"),
        ('<img src="https://example.invalid/x.png">', "example.invalid"),
        ("<p>\ue123</p>", "no glyph"),
        ("<div style='width:1400px'>x</div>", "too wide"),
        ('<svg viewBox="0 0 10 10"><rect x="50" y="1" width="9" height="9"/></svg>', "outside of its picture"),
    ],
)
def test_what_is_planted_is_found(page: Page, files: Path, tmp_path: Path, planted: str, said: str) -> None:
    broken = tmp_path / "broken.html"
    broken.write_text((files / "year.html").read_text("utf-8").replace("</main>", f"{planted}</main>"), "utf-8")
    page.open(broken, 1280)
    assert any(said in fault for fault in faults(page))


def test_a_figure_opens_to_its_definition_and_members(page: Page, files: Path) -> None:
    page.open(files / "year.html", 1280)
    assert page.tell("document.querySelectorAll('details[open]').length") == 0
    page.tell("document.querySelector('a.fig[href=\"#d-dispute.accepted\"]').click()")
    page.tell("new Promise(done => setTimeout(done, 50))")
    opened = page.tell("document.querySelector('details[open]').innerText")
    assert "受理日期在期间内的件数" in opened
    assert "共 12 件：湟调〔2024〕1号、湟调〔2024〕2号" in opened


def test_every_link_leads_somewhere_and_every_picture_is_told(page: Page, files: Path) -> None:
    page.open(files / "year.html", 1280)
    lost = "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.getAttribute('href').slice(1)))"
    assert page.tell(f"{lost}.length") == 0
    told = page.tell(
        "[...document.querySelectorAll('svg')].map(s => [s.getAttribute('role'), s.querySelector('title').textContent,"
        " s.querySelector('desc').textContent])"
    )
    assert len(told) >= 4
    assert all(role == "img" and title and desc for role, title, desc in told)
    assert ["img", "受理矛盾纠纷：按纠纷类别（件）", "受理矛盾纠纷：邻里 8，合同 4。"] in told


def test_it_stands_alone_and_is_small(files: Path) -> None:
    text = (files / "year.html").read_text("utf-8")
    assert not re.search(r'(?:src|href)="(?!#|data:)', text)
    assert "url(" not in text
    assert len(text.encode()) < 1 << 20


@pytest.mark.parametrize("name, said", [("year.html", "数据截至：2024-12-31"), ("english.html", "up to 2024-12-31")])
def test_the_foot_of_each_printed_page_names_period_and_cut_off(
    page: Page, files: Path, tmp_path: Path, name: str, said: str
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    page.open(files / name, 1280)
    told = page.ask("Page.printToPDF", preferCSSPageSize=True)["data"]
    (tmp_path / "page.pdf").write_bytes(base64.b64decode(told))
    found = pages(tmp_path / "page.pdf")
    assert len(found) > 2
    for text in found:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert said in lines[-1], lines[-2:]
        assert len([line for line in lines[:-1] if said in line]) <= (text in (found[0], found[-1]))


def test_english_headings_and_paragraphs_begin_with_a_capital(files: Path) -> None:
    text = (files / "english.html").read_text("utf-8")
    begun = re.findall(r"<(?:h2 id=\"s\d+\"|h3|p class=told|p class=note|figcaption)>(?:[(]?\d+[.)] )?(.)", text)
    assert len(begun) > 10
    assert [char for char in begun if char.islower()] == []


def test_long_labels_of_bars_stand_in_two_lines() -> None:
    from xcli.report.layout import Chart, Series
    from xcli.report.render.svg import svg

    labels = ("application dismissed", "区住房和城乡建设局", "upheld", "labour and social security and much else besides")
    drawn = svg(Chart("bars", "", "", labels, (Series("", (4, 3, 2, 1)),), ""), "c")
    lines = re.findall('<text class="l"[^>]*>([^<]*)</text>', drawn)
    assert lines[:4] == ["application", "dismissed", "区住房和城乡建设局", "upheld"]
    assert (len(lines), lines[5][-1]) == (6, "…")


# --- Word, printed ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the Word files to PDF."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice (soffice, pdftotext) is not here")
    folder = tmp_path_factory.mktemp("printed")
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        files / "year.docx",
        files / "month.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


def pages(file: Path) -> list[str]:
    told = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, encoding="utf-8").stdout
    return [page for page in told.split("\f") if page.strip()]


def test_every_printed_page_names_period_and_cut_off(printed: Path) -> None:
    for name in ("year.pdf", "month.pdf"):
        told = pages(printed / name)
        assert told
        assert all("数据截至：2024-" in page and "校验码" in page for page in told)


def test_the_printed_report_says_what_the_ledger_says(printed: Path) -> None:
    told = re.sub(r"\s+", "", "".join(pages(printed / "year.pdf")))
    assert "受理矛盾纠纷12件，调处成功10件，调解成功率83.33%，涉案金额1358万余元。" in told
    assert "附表各项数字的口径和依据" in told


def test_headings_of_long_tables_are_repeated_and_wide_ones_lie_across(printed: Path) -> None:
    told = subprocess.run(
        ["pdftotext", "-bbox", printed / "year.pdf", "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    sizes = [(float(w), float(h)) for w, h in re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', told)]
    assert sizes[0][0] < sizes[0][1]
    assert sizes[-1][0] > sizes[-1][1]
    across = [page for page, (w, h) in zip(pages(printed / "year.pdf"), sizes, strict=True) if w > h]
    assert all("日期口径" in page for page in across if "dispute." in page or "aid." in page)
