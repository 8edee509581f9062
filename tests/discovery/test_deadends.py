import pytest
from scrapy.http import HtmlResponse, Response

from newscrawl.discovery import deadends

URL = "https://x.ir/fa/sport"


def on_site(url: str) -> bool:
    return url.startswith("https://x.ir/")


def page(html: str) -> HtmlResponse:
    return HtmlResponse(URL, body=html.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<a href=/fa/economy>x</a>", None),
        ("<a href=https://x.ir/>x</a>", None),
        ("<a href=#top>x</a><a href=''>x</a><a href=https://y.ir>x</a>", "no link"),
        ("<template><a href=/fa/economy>x</a></template>", "no link"),
        ("<h1>Just a moment...</h1><a href=/fa/economy>x</a>", "a challenge page"),
        ("<h1>درباره ما</h1>", None),
    ],
)
def test_a_list_without_articles(html: str, reason: str | None) -> None:
    why = deadends.why_no_list(page(html), (), on_site)
    assert (why and why.reason.startswith(reason or "-")) == (reason and True)
    assert deadends.why_no_list(page(html), ("1",), on_site) is None


def test_what_is_no_text_stands_in_place_of_nothing() -> None:
    assert deadends.barrier(Response(URL, body=b"\x89PNG")) is None


def test_robots_in_html() -> None:
    closed = "<h1>سایت در دست تعمیر است</h1>"
    assert deadends.why_no_robots(page(closed)) is not None
    assert deadends.why_no_robots(page(f"# {closed}")) is None
    assert deadends.why_no_robots(page("<h1>404</h1>")) is None
    assert deadends.why_no_robots(page("")) is None


def test_a_home_page_of_which_no_link_looks_like_an_articles() -> None:
    links = "".join(f"<a href='/?id={n}'>x</a>" for n in range(12))
    home = page(links).replace(url="https://x.ir/")
    why = deadends.why_no_home(home, ())
    assert why is not None
    assert why.reason == "none of the 12 links of the home page looks like an article's"
    assert deadends.why_no_home(home, ("1",)) is None
    assert deadends.why_no_home(page(links), ()) is None  # a section may have none
    assert deadends.why_no_home(home.replace(body=b"<a href=/x>x</a>"), ()) is None


@pytest.mark.parametrize(
    ("path", "pages", "found", "is_said"),
    [
        ("/sitemap.xml", ["https://x.ir/000Glp", "/?id=5"], (), True),
        ("/sitemap.xml", ["https://x.ir/000Glp"], ("1",), False),
        ("/sitemap.xml", ["https://x.ir/", "https://other.ir/a"], (), False),
        ("/sitemap-categories.xml", ["https://x.ir/sport"], (), False),
    ],
)
def test_a_sitemap_of_which_no_page_looks_like_an_articles(
    path: str, pages: list[str], found: tuple[str, ...], is_said: bool
) -> None:
    response = Response(f"https://x.ir{path}")
    why = deadends.why_no_sitemap(response, pages, found, on_site)
    assert (why is not None) == is_said


def test_a_feed_of_which_no_link_looks_like_an_articles() -> None:
    feed = "<rss><channel><link>https://x.ir/</link>{}</channel></rss>"
    item = "<item><link>https://x.ir/view?id=1</link></item>"
    why = deadends.why_no_feed(page(feed.format(item)), (), on_site)
    assert why is not None
    assert why.reason == "none of the 1 links of the feed looks like an article's"
    assert deadends.why_no_feed(page(feed.format("")), (), on_site) is None
    assert deadends.why_no_feed(page(feed.format(item)), ("1",), on_site) is None
