from datetime import date

import pytest

from newscrawl.extraction import Page, RawArticle

URL = "https://x.ir/fa/news/1"


@pytest.mark.parametrize(
    ("end", "is_closed"),
    [
        ("</body></html>", True),
        ("</HTML >\n", True),
        ("</div>", True),
        ("</div><", True),
        ("</html><!-- 0.1 s -->" + "x" * 200, True),
        ("</p>", False),
        ("</p></div></p>", True),
        ("<p>متن", False),
        ("<!-- </body></html> -->", False),
        ("<script>document.write('</body></html>')</script><p>متن", False),
        ("<script>document.write('</body></html>');", False),
        ('<iframe srcdoc="<p>x</p></body></html>"></iframe><p>متن', False),
        ("</body></html><p>متن" + " متن" * 200, False),
        ("</body></html><div>۲۱۳ خبر در ۰٫۲ ثانیه", True),
        ("</html><!-- <p>متن -->" + "<script>x</script>" * 50, True),
        ("</div><!-- ", True),
        ("</div>متن", False),
    ],
)
def test_whether_a_page_came_to_its_end(end: str, is_closed: bool) -> None:
    assert Page.of(f"<html><body><div>متن{end}", URL).is_closed == is_closed


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_source_is_kept_in_utf_8(encoding: str) -> None:
    html = "<p>متن خبر</p>"
    page = Page.of(html.encode(encoding), URL, encoding=encoding)
    assert page.source.decode() == html
    assert page.document.findtext(".//p") == "متن خبر"
    assert Page.of(html, URL).source == page.source


def test_what_is_not_of_the_encoding_is_said_to_be_missing() -> None:
    page = Page.of(b"<p>a\xffb</p>", URL, encoding="ascii")
    assert page.document.findtext(".//p") == "a\ufffdb"


@pytest.mark.parametrize(
    ("text", "machine", "day"),
    [
        ("۲۲ تیر ۱۴۰۰", ["2021-07-14"], date(2021, 7, 13)),
        ("روزی", ["x", "2021-07-13T22:00:00Z"], date(2021, 7, 14)),
        ("دیروز", [], None),
        (None, [], None),
    ],
)
def test_the_day_that_a_page_names(text: str | None, machine: list[str], day: date | None) -> None:
    assert RawArticle(published_text=text, published_machine=machine).published_day() == day
