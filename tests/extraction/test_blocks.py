import pytest
from lxml import etree
from lxml.html import HtmlElement, fromstring

from newscrawl import extraction
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.extraction import Page
from newscrawl.extraction.blocks import blocks, text


def paragraphs(html: str) -> list[str]:
    return [block.text for block in blocks(fromstring(f"<div>{html}</div>"))]


#: A cell of a table that lays out a page.
LONG = "این جمله از متن خبر است. " * 12 + "پایان"
#: A line that ends in the middle of a sentence.
OPEN = "این طرح با همکاری چند دانشگاه و شرکت دانش‌بنیان در سه استان کشور می‌تواند"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("الف<br>ب<br/><br>ج", ["الف", "ب", "ج"]),
        ("<p>الف</p>ب<p>ج</p>د", ["الف", "ب", "ج", "د"]),
        ("<p>الف <b>ب</b>پ <i>ت</i></p>", ["الف بپ ت"]),
        ("<p>می\u200c<b>رود</b></p>", ["می\u200cرود"]),
        ("<div align=justify>الف<div>ب</div>ج</div>", ["الف", "ب", "ج"]),
        ("<span><span>الف</span><span>ب</span></span>", ["الفب"]),
        ("<ul><li>الف</li><li>ب <p>ج</p></li></ul>", ["الف", "ب", "ج"]),
        ("<h3>الف</h3><blockquote>ب</blockquote>ج", ["الف", "ب", "ج"]),
        ("<table><tr><td>الف</td><td>ب</td></tr><tr><td>ج</td></tr></table>", ["الف ب", "ج"]),
        ("<table><tr><td><p>الف</p><p>ب</p></td></tr></table>", ["الف", "ب"]),
        ("<table><tr><td>الف<br>ب</td><td><p>پ</p><p>ت</p></td></tr></table>ث", ["الف ب پ ت", "ث"]),
        ("<table><tr><td></td><td><p>الف</p><p>ب</p></td></tr></table>", ["الف", "ب"]),
        (f"<table><tr><td>الف</td><td><p>{LONG}</p>ب</td></tr></table>", ["الف", LONG, "ب"]),
        ("<table><tr><td><table><tr><td>الف</td></tr></table><td>ب</table>", ["الف", "ب"]),
        (f"<p>{OPEN}<br>با کار.</p>", [f"{OPEN} با کار."]),
        (f"<p>{OPEN}<br><br>با کار.</p>", [OPEN, "با کار."]),
        (f"<p>{OPEN}</p><p>با کار.</p>", [OPEN, "با کار."]),
        (f"<p>{OPEN}.<br>با کار.</p>", [f"{OPEN}.", "با کار."]),
        ("<p>شب بود و<br>ماه بود</p>", ["شب بود و", "ماه بود"]),
        ("<p> \n الف \t ب\u00a0\u00a0ج </p>", ["الف ب ج"]),
        ("<p></p><p>\u00a0</p><br><br>", []),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    assert paragraphs(html) == expected


@pytest.mark.parametrize(
    "silent",
    [
        "<script>x()</script>", "<style>p {}</style>", "<!-- x -->", "<?x y?>",
        "<noscript>x</noscript>", "<iframe>x</iframe>", "<video>x</video>",
        "<svg><text>x</text></svg>", "<textarea>x</textarea>",
        "<select><option>x</option></select>", "<template>x</template>",
        '<span style="color: red; DISPLAY : none">x <b>y</b> z</span>', "<span hidden>x</span>",
        '<span style="visibility:hidden">x</span>',
    ],
)  # fmt: skip
def test_what_no_visitor_reads_leaves_the_text_around_it(silent: str) -> None:
    assert paragraphs(f"<p>الف {silent}ب</p>ج") == ["الف ب", "ج"]


def test_a_hidden_paragraph_ends_the_one_before_it() -> None:
    assert paragraphs("الف<div hidden>x</div>ب") == ["الف", "ب"]


def test_a_skipped_element_is_left_out_but_not_what_follows_it() -> None:
    root = fromstring("<div>الف<i class=box>x<b>y</b>z</i> ب<i>ج</i></div>")
    found = blocks(root, skip=lambda element: element.get("class") == "box")
    assert [block.text for block in found] == ["الف بج"]


def test_the_root_is_read_even_if_it_would_be_skipped() -> None:
    root = fromstring("<p hidden>الف</p>")
    assert [block.text for block in blocks(root, skip=lambda element: True)] == ["الف"]


def test_the_tail_of_the_root_is_not_its_text() -> None:
    root = fromstring("<div><p>الف</p>ب</div>")[0]
    assert [block.text for block in blocks(root)] == ["الف"]


def test_unlinked_is_what_stands_outside_of_the_links_asked_about() -> None:
    root = fromstring('<div><p>بخوانید <a href="/1">الف</a> و <a href="/2">ب</a></p></div>')
    (block,) = blocks(root, is_link=lambda href: href == "/1")
    assert (block.text, block.unlinked) == ("بخوانید الف و ب", "بخوانید و ب")


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p><a href=https://x.ir/>الف</a></p>", True),
        ("<p><a href=/x>الف</a></p>", False),  # «تماس با ما», a tag, a file
        ("<p> <cite>الف</cite> </p>", True),
        ('<p class="news source">الف</p>', True),
        ("<p>الف <a href=/x>ب</a></p>", False),
        ("<p><a href=/x>ب</a> الف</p>", False),
        ('<p class="resources">الف</p>', False),
        ("<p>الف</p>", False),
    ],
)
def test_marked_is_what_is_marked_as_a_source_as_a_whole(html: str, marked: bool) -> None:
    (block,) = blocks(fromstring(f"<div>{html}</div>"))
    assert block.marked is marked


def test_text_is_one_line() -> None:
    assert text(fromstring("<h1>الف<br>ب <p>ج</p></h1>")) == "الف ب ج"


@pytest.fixture
def deep() -> HtmlElement:
    root = element = fromstring("<div class=body>آغاز</div>")
    for number in range(20_000):
        element = etree.SubElement(element, "span" if number % 2 else "div")
    element.text, element.tail = "ژرفا", "پایان"
    return root


def test_thousands_of_nested_elements(deep: HtmlElement) -> None:
    assert [block.text for block in blocks(deep)] == ["آغاز", "ژرفاپایان"]


@pytest.mark.parametrize("depth", [2_000, 50_000])
def test_a_page_with_thousands_of_nested_elements(depth: int) -> None:
    words = "متن خبر که باید خوانده شود."
    nest = f"<p>{words}</p>" + "<div>" * depth + "</div>" * depth
    html = f"<html><body><h1 class=title>عنوان</h1><div class=body>{nest}</div></body></html>"
    raw = extraction.read(IranSamaneh(), Page.of(html, "https://x.ir/fa/news/1"))
    assert raw.body == [words]
