import pytest
from scrapy.http import XmlResponse

from newscrawl.cms.iransamaneh import IranSamaneh
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
