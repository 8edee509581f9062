import time

import pytest
from scrapy.http import HtmlResponse, TextResponse, XmlResponse

from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.wordpress import WordPress
from newscrawl.discovery import rss

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ITEM = "<item><title>الف</title><link>https://x.ir/fa/news/{}</link></item>"


def hrefs(text: str) -> list[str]:
    return rss.hrefs(XmlResponse("https://x.ir/fa/rss/allnews", body=text.encode()))


def feed(*items: str) -> str:
    return (
        f'{DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        '<link>https://x.ir/</link><atom:link href="https://x.ir/fa/rss/allnews" rel="self"/>'
        f"<image><link>https://x.ir/</link></image>{''.join(items)}</channel></rss>"
    )


def test_the_links_of_entries_and_no_others() -> None:
    assert hrefs(feed(ITEM.format(2), ITEM.format(1))) == [
        "https://x.ir/fa/news/2",
        "https://x.ir/fa/news/1",
    ]


@pytest.mark.parametrize(
    "link",
    [
        "<link>\n  https://x.ir/fa/news/1?a=1&amp;b=2\n</link>",
        "<link><![CDATA[https://x.ir/fa/news/1?a=1&b=2]]></link>",
    ],
)
def test_white_space_entities_and_cdata(link: str) -> None:
    assert hrefs(feed(f"<item>{link}</item>")) == ["https://x.ir/fa/news/1?a=1&b=2"]


def test_atom() -> None:
    entry = '<entry><title>الف</title><link href="https://x.ir/fa/news/1"/></entry>'
    text = (
        f'{DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<link href="https://x.ir/"/>{entry}</feed>'
    )
    assert hrefs(text) == ["https://x.ir/fa/news/1"]


def test_rss_1() -> None:
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns="http://purl.org/rss/1.0/">{ITEM.format(1)}</rdf:RDF>'
    )
    assert hrefs(text) == ["https://x.ir/fa/news/1"]


@pytest.mark.parametrize(
    "text",
    [
        feed(ITEM.format(1), ITEM.format(2))[:-60],
        feed("<item><title>الف & ب &nbsp;</title><link>https://x.ir/fa/news/1</link></item>"),
        "\n\n" + feed(ITEM.format(1)),
        feed(ITEM.format(1)) + "<script>x</script>",
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(text: str) -> None:
    assert hrefs(text)[0] == "https://x.ir/fa/news/1"


@pytest.mark.parametrize("text", ["", " ", "no feed", "<html><a href='/fa/news/1'>x</a></html>"])
def test_what_is_no_feed_has_no_links(text: str) -> None:
    assert hrefs(text) == []


def test_begins_at_the_feeds_of_the_family() -> None:
    assert rss.start_paths(IranSamaneh()) == ("/fa/rss/allnews", "/fa/rss")


def test_feeds_are_relative_to_the_base_of_their_index() -> None:
    html = "<base href='https://www.x.ir/fa/rss/'><a href='3'>a</a><a href='/fa/rss/4'>b</a>"
    index = HtmlResponse("https://x.ir/fa/rss", body=html.encode())
    assert rss.feeds(index, IranSamaneh()) == [
        "https://www.x.ir/fa/rss/3",
        "https://www.x.ir/fa/rss/4",
    ]
    announced = "<base href='/fa/'><link rel=alternate type='application/rss+xml' href='rss/5'>"
    page = HtmlResponse("https://x.ir/a", body=announced.encode())
    assert rss.feeds(page, IranSamaneh()) == ["https://x.ir/fa/rss/5"]


@pytest.mark.parametrize(
    ("guid", "found"),
    [
        ("<guid>https://x.ir/fa/news/1</guid>", ["https://x.ir/fa/news/1"]),
        ("<guid isPermaLink='true'>https://x.ir/fa/news/1</guid>", ["https://x.ir/fa/news/1"]),
        ("<link/><guid>https://x.ir/fa/news/1</guid>", ["https://x.ir/fa/news/1"]),
        ("<guid isPermaLink='false'>https://x.ir/fa/news/1</guid>", []),
        ("<guid>tag:x.ir,2021:1</guid>", []),
        ("<link>https://x.ir/fa/news/2</link><guid>https://x.ir/?p=2</guid>",
         ["https://x.ir/fa/news/2"]),
    ],
)  # fmt: skip
def test_an_entry_without_a_link_has_its_guid(guid: str, found: list[str]) -> None:
    assert hrefs(feed(f"<item>{guid}</item>")) == found


def test_pages_of_a_feed_that_goes_back_to_the_beginning() -> None:
    older = "https://x.ir/feed/?paged=2"
    assert rss.older("https://x.ir/feed/", WordPress()) == (older, 2)
    assert rss.older(older, WordPress()) == ("https://x.ir/feed/?paged=3", 3)
    assert rss.older("https://x.ir/?feed=rss2", WordPress())[0] == "https://x.ir/?feed=rss2&paged=2"
    assert rss.older("https://x.ir/feed/?paged=x", WordPress())[0] is None
    assert rss.older("https://x.ir/fa/rss/allnews", IranSamaneh())[0] is None


LINK = "https://x.ir/fa/news/1"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
LONG = "<!-- " + "بنا <rss> <html> " * 300 + "-->"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # In front of a feed
        (LONG + feed(ITEM.format(1)), [LINK]),
        (DECLARATION + LONG + feed(ITEM.format(1)).removeprefix(DECLARATION), [LINK]),
        ("<br />\n<b>Warning</b>: x in y on line 1<br />" + feed(ITEM.format(1)), [LINK]),
        ("\ufeff \r\n\ufeff" + feed(ITEM.format(1)), [LINK]),
        # Names in other letters, with prefixes that nobody declared
        (f"<RSS><CHANNEL><ITEM><LINK>{LINK}</LINK></ITEM></CHANNEL></RSS>", [LINK]),
        (f"<rss><channel><x:item><y:link>{LINK}</y:link></x:item></channel></rss>", [LINK]),
        # Entities and characters that XML has not
        (feed("<item><title>&laquo;الف&zwnj;&nbsp;</title><link>/a?x=1&y=2&lt;</link></item>"),
         ["https://x.ir/a?x=1&y=2<"]),
        (feed("<item><title>ا\x00ل\x08ف\x1f\ufffe</title><link>/fa/news/1</link></item>"), [LINK]),
        (feed("<item><link><![CDATA[ /a?x=1&amp;y=2 ]]></link></item>"),
         ["https://x.ir/a?x=1&y=2"]),
        # Elements that do not end
        (feed("<item><description>الف<br>ب</description><link>/fa/news/1</link></item>"
              "<item><link>/fa/news/2</link></item>"), [LINK, "https://x.ir/fa/news/2"]),
        (feed(f"<item><link/>{LINK}</item>"), [LINK]),
        # Links that are not the entry's
        (feed("<item><source url='/rss'><link>/x</link></source><link>/fa/news/1</link></item>"
              "<image><link>/y</link></image>"), [LINK]),
        (feed("<item><atom:link rel='self' href='/x'/><atom:link href='/fa/news/1'/></item>"),
         [LINK]),
        (f"<feed {ATOM}><entry><link rel='self' href='/x'/><link rel='enclosure' href='/y'/>"
         "<link rel='alternate' type='text/html' href='/fa/news/1'/><id>tag:1</id></entry></feed>",
         [LINK]),
        # What names an entry
        (f"<feed {ATOM}><entry><id>{LINK}</id></entry></feed>", [LINK]),
        (f"<feed {ATOM}><entry><id>urn:uuid:1</id></entry></feed>", []),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel rdf:about='/'>"
         f"<link>/</link></channel><item rdf:about='{LINK}'><title>الف</title></item></rdf:RDF>",
         [LINK]),
        (feed("<item><guid isPermaLink='true'>/fa/news/1</guid></item>"), [LINK]),
        (feed("<item><guid isPermaLink=' False '>/fa/news/1</guid></item>"), []),
        (feed("<item><guid isPermaLink='true'>12345</guid></item>"), []),
        # What links are relative to
        (feed("<item><link>fa/news/1</link></item>"), [LINK]),
        (feed("<item><link>//x.ir/fa/news/1</link></item>"), ["https://x.ir/fa/news/1"]),
        (f"<feed {ATOM} xml:base='https://x.ir/fa/'><entry><link href='news/1'/></entry></feed>",
         [LINK]),
        (f"<feed {ATOM}><entry xml:base='/fa/'><link href='news/1'/></entry></feed>", [LINK]),
    ],
)  # fmt: skip
def test_feeds_as_sites_send_them(text: str, found: list[str]) -> None:
    response = XmlResponse("https://x.ir/fa/rss/allnews", body=text.encode())
    assert rss.is_feed(response)
    assert rss.hrefs(response) == found


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "windows-1256"])
def test_feeds_in_other_charsets(charset: str) -> None:
    text = feed("<item><title>گشايش نمايشگاه كتاب</title><link>/خبر/كتاب</link></item>")
    response = TextResponse("https://x.ir/rss", body=text.encode(charset), encoding="utf-8")
    assert rss.hrefs(response) == ["https://x.ir/خبر/كتاب"]


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html><html><body><rss></body></html>", "<head></head><feed>", "<!-- <rss>", "{}"],
)
def test_what_is_no_feed(text: str) -> None:
    response = TextResponse("https://x.ir/rss", body=text.encode())
    assert not rss.is_feed(response)
    assert rss.hrefs(response) == rss.links(response) == []


@pytest.mark.parametrize(
    "unit",
    ["<item><title>x</title><link>/1</link></item>", "<item>", "<!--", "<![CDATA[&", "&", "<x:"],
)
def test_a_feed_is_read_in_linear_time(unit: str) -> None:
    """20,000 entries take a tenth of a second; what is quadratic takes minutes."""
    response = XmlResponse("https://x.ir/rss", body=f"<rss><channel>{unit * 20_000}".encode())
    start = time.process_time()
    rss.hrefs(response)
    assert time.process_time() - start < 3
