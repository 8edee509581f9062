from dataclasses import dataclass
from math import ceil

import pytest

from newscrawl.cms import Family, Patterns
from newscrawl.cms.asam import Asam
from newscrawl.cms.families import FAMILIES
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.joomla import Joomla
from newscrawl.cms.nastooh import Nastooh
from newscrawl.demo.newspaper import FAMILIES as DEMO_FAMILIES
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.rendering import PER_PAGE
from newscrawl.demo.site import Site
from newscrawl.discovery import links as page_links
from newscrawl.discovery.links import Links, LinkSorter
from newscrawl.extraction import Page
from newscrawl.urls import Addresses

HOME = "https://x.ir/"


def links(*hrefs: str, page: str = HOME) -> Links:
    return LinkSorter(IranSamaneh(), Addresses("x.ir")).sort(hrefs, page)


def test_an_article_is_found_once_at_its_first_address() -> None:
    found = links("/fa/news/1/a", "/fa/news/1/b", "/fa/news/1#comments", "/fa/tiny/news-1")
    assert found == Links(articles={"1": "https://x.ir/fa/news/1/a"})


def test_links_are_relative_to_the_page() -> None:
    found = links("../2/b", "//www.x.ir/fa/news/3", " /fa/news/4\n", page=f"{HOME}fa/news/1/a")
    assert found.articles == {
        "2": "https://x.ir/fa/news/2/b",
        "3": "https://www.x.ir/fa/news/3",
        "4": "https://x.ir/fa/news/4",
    }


def test_other_sites_are_left_out() -> None:
    hrefs = ("https://y.ir/fa/news/1/a", "https://y.ir/", "https://y.ir/fa/sport?p=2")
    assert links(*hrefs, page=f"{HOME}fa/sport") == Links()


def test_an_article_on_the_site_is_found_after_the_same_code_elsewhere() -> None:
    found = links("https://y.ir/fa/news/1/a", "/fa/news/1/a")
    assert found.articles == {"1": "https://x.ir/fa/news/1/a"}


@pytest.mark.parametrize(
    "href",
    [
        "", "#top", "javascript:void(0)", "mailto:a@x.ir", "tel:+9821", "ftp://x.ir/fa/sport",
        "http://[", "http://[x.ir]/fa/news/1", "https://", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page(href: str) -> None:
    assert links(href, page=f"{HOME}fa/news/9/a").lists == []
    assert links(href, page=f"{HOME}fa/news/9/a").next_page is None
    assert links(href, "/fa/news/1").articles.keys() >= {"1"}


def test_lists_are_found_once_without_fragments() -> None:
    found = links("/", "/fa/sport", "/fa/sport#news", "/fa/services/3", "/fa/print/1", "/fa/about")
    assert found.lists == ["https://x.ir/", "https://x.ir/fa/sport", "https://x.ir/fa/services/3"]


@pytest.mark.parametrize(
    "href",
    [
        "/fa/calendar?day=8",
        "/fa/sport?q=ایران",
        "/fa/sport?q=",
        "/fa/sport?8",
        "/fa/sport?p=2&sort=",
        "/fa/sport?p=2&sort=1",
        "/fa/sport?p=1&p=2",
        "/fa/sport?p=x",
    ],
)
def test_lists_that_a_query_makes_are_left_out(href: str) -> None:
    assert links(href, page=f"{HOME}fa/sport") == Links()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/fa/sport", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport/", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport?p=1", "https://x.ir/fa/sport?p=2"),
        ("/fa/sport?p=2", "https://x.ir/fa/sport?p=3"),
        ("/fa/sport?p=4", None),
        ("/fa/economy", None),
        ("/", None),
    ],
)
def test_the_next_page_is_the_following_one_of_the_same_list(
    page: str, expected: str | None
) -> None:
    hrefs = [f"/fa/sport?p={number}" for number in (1, 2, 3, 4, 99)]
    found = links(*hrefs, page=f"https://x.ir{page}")
    assert found.next_page == expected
    assert found.lists == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/archive?tp=9", "https://x.ir/archive?tp=9&pi=2"),
        ("/archive?tp=9&pi=1", "https://x.ir/archive?tp=9&pi=2"),
        ("/archive?pi=2&tp=9", "https://x.ir/archive?pi=3&tp=9"),
        ("/archive?tp=8", None),
        ("/archive", None),
    ],
)
def test_the_next_page_is_of_the_same_list_by_its_parameters(
    page: str, expected: str | None
) -> None:
    sorter = LinkSorter(Nastooh(), Addresses("x.ir"))
    found = sorter.sort(
        ["/archive?tp=9&pi=2", "/archive?pi=3&tp=9", "/archive?ty=1", "/archive?tp=9&day=1"],
        f"https://x.ir{page}",
    )
    assert (found.next_page, found.lists) == (expected, ["https://x.ir/archive?ty=1"])


@pytest.mark.parametrize(
    ("page", "last", "expected"),
    [
        ("/newsstudios/archive/", "?curp=1&order=order_time&page=2", 2),
        ("/newsstudios/archive/?curp=1&order=order_time&page=2", "?curp=1&order=1&page=3", 3),
        ("/newsstudios/archive/?curp=1&page=5", "?curp=1&page=4", None),
        ("/newsstudios/archive/", "?query=x&page=2", None),
        ("/newsstudios/archive/", "/بخش-سیاسی-3?page=2", None),
        ("/newsstudios/archive/", "https://y.ir/newsstudios/archive/?page=2", None),
    ],
)
def test_the_next_page_is_where_the_family_says(page: str, last: str, expected: int | None) -> None:
    html = (
        "<a href='/newsstudios/archive/?categories=7&page=2'>a</a>"
        "<footer class=archive_next_page><a href='/newsstudios/archive/?curp=1&page=1'>b</a>"
        f"<a href='{last}'>c</a></footer>"
    )
    url = f"https://x.ir{page}"
    found = LinkSorter(Asam(), Addresses("x.ir")).links(Page.of(html, url).document, url).next_page
    assert found == (expected and f"https://x.ir/newsstudios/archive/{last}")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        *(("/farhang", 20), ("/farhang?start=0", 20), ("/farhang?start=20", 40)),
        *(("/farhang?limitstart=40", 180), ("/farhang?start=180", None)),
    ],
)
def test_the_next_page_of_a_list_that_counts_articles_is_the_nearest(
    page: str, expected: int | None
) -> None:
    hrefs = [f"/farhang?start={offset}" for offset in (180, 40, 20, 0)]
    hrefs += ["/farhang?start=30&limit=10", "/varzesh?start=10"]
    found = LinkSorter(Joomla(), Addresses("x.ir")).sort(hrefs, f"https://x.ir{page}")
    assert found.next_page == (expected and f"https://x.ir/farhang?start={expected}")
    assert found.lists == []


@pytest.mark.parametrize("family", DEMO_FAMILIES)
def test_the_pages_of_a_list_of_the_demo_newspaper_follow_each_other(family: str) -> None:
    site = Site(Newspaper(400, family=family))
    addresses = site.paper.addresses
    sorter = LinkSorter(FAMILIES[family], Addresses(addresses.domain))
    origin = f"https://{addresses.domain}"
    stories = max(site.paper.by_section.values(), key=len)
    url: str | None = origin + addresses.section(stories[0].section.and_parent[0])
    found: set[str] = set()
    pages = 0
    while url is not None:
        html = site.reply(url.removeprefix(origin), origin).body
        page = sorter.links(Page.of(html, url).document, url)
        found |= page.articles.keys()
        url, pages = page.next_page, pages + 1
    assert pages == ceil(len(stories) / PER_PAGE) > 2
    assert {FAMILIES[family].key(origin + story.path) for story in stories} <= found


# -- links of a page, by the rules of a browser ----------------------------------------

WAYS = ["links", "new_articles"]


@dataclass(frozen=True)
class EndsInCode(IranSamaneh):
    """Its addresses end with the code."""

    articles: Patterns = ("/{code:4}",)


def articles_of(
    html: str, way: str = "new_articles", url: str = HOME, family: Family | None = None
) -> dict[str, str]:
    """Articles that a page links to: a list's, or an article's."""
    sorter = LinkSorter(family or IranSamaneh(), Addresses("x.ir"))
    found: Links = getattr(sorter, way)(Page.of(html, url).document, url)
    return found.articles


@pytest.mark.parametrize("way", WAYS)
def test_addresses_of_a_family_whose_pattern_ends_with_the_path(way: str) -> None:
    html = "<a href='/1234'>a</a> <a href=/5678?p=2>b</a> <a href='/910'>c</a>"
    assert articles_of(html, way, family=EndsInCode()) == {
        "1234": "https://x.ir/1234",
        "5678": "https://x.ir/5678?p=2",
    }


@pytest.mark.parametrize("way", WAYS)
def test_links_without_a_scheme_have_the_pages(way: str) -> None:
    html = "<a href='//x.ir/fa/news/1'>a</a> <a href='//www.x.ir/fa/news/2'>b</a>"
    assert articles_of(html, way, "http://x.ir/") == {
        "1": "http://x.ir/fa/news/1",
        "2": "http://www.x.ir/fa/news/2",
    }


@pytest.mark.parametrize("way", WAYS)
def test_what_is_not_shown_is_no_link(way: str) -> None:
    html = (
        "<a href='/fa/news/1'>a</a><!-- <a href='/fa/news/2'>b</a> -->"
        "<template><div><a href='/fa/news/3'>c</a></div></template>"
        "<script>document.write(\"<a href='/fa/news/4'>d</a>\")</script>"
        "<p title=\"<a href='/fa/news/5'>\">e</p><a name='/fa/news/6'>f</a>"
    )
    assert articles_of(html, way) == {"1": "https://x.ir/fa/news/1"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("<base href='/fa/news/'>", "https://x.ir/fa/news/7"),
        ("<base href='https://www.x.ir/fa/news/x'>", "https://www.x.ir/fa/news/7"),
        ("<base target=_top><base href='/fa/news/'><base href='/en/'>", "https://x.ir/fa/news/7"),
        ("<base href='news/'>", "https://x.ir/fa/news/7"),
        ("<base href='javascript:void(0)'>", "https://x.ir/fa/7"),
        ("<!-- <base href='/fa/news/'> -->", "https://x.ir/fa/7"),
    ],
)
def test_links_are_relative_to_the_first_base(way: str, base: str, expected: str) -> None:
    html = f"<head>{base}</head><a href='7'>a</a>"
    found = articles_of(html, way, f"{HOME}fa/economy")
    is_article = "/news/7" in expected
    assert found == ({"7": expected} if is_article else {})
    document = Page.of(html, HOME).document
    assert page_links.hrefs(document) == ["7"]
    assert page_links.absolute(page_links.base_url(document, f"{HOME}fa/economy"), "7") == expected


def test_a_base_elsewhere_takes_the_links_along() -> None:
    html = "<base href='https://y.ir/'><a href='/fa/news/1'>a</a>"
    assert articles_of(html) == {}


@pytest.mark.parametrize("way", WAYS)
def test_white_space_in_an_address(way: str) -> None:
    html = "<a href=' \t/fa/ne\nws/\t1\r\n '>a</a><a href='\u00a0/fa/news/2'>b</a>"
    assert articles_of(html, way) == {"1": "https://x.ir/fa/news/1"}


@pytest.mark.parametrize("way", WAYS)
def test_fragments_are_dropped(way: str) -> None:
    html = "<a href='/fa/news/1#comments'>a</a><a href='#top'>b</a>"
    assert articles_of(html, way) == {"1": "https://x.ir/fa/news/1"}


def test_areas_of_a_picture_are_links() -> None:
    html = "<map><area href='/fa/news/1'></map><link rel=next href='/fa/news/2'>"
    assert articles_of(html) == {"1": "https://x.ir/fa/news/1"}


def test_links_of_an_article_page_are_new_once() -> None:
    sorter = LinkSorter(IranSamaneh(), Addresses("x.ir"))

    def new(html: str, url: str) -> list[str]:
        return list(sorter.new_articles(Page.of(html, url).document, url).articles)

    menu = "<a href='/fa/news/1/a'>a</a>"
    assert new(menu, f"{HOME}fa/news/9/a") == ["1"]
    assert new(menu + "<a href='../2/b'>b</a>", f"{HOME}fa/news/8/a") == ["2"]
    # The same words lead elsewhere from another page.
    assert new(menu + "<a href='../2/b'>b</a>", f"{HOME}fa/photos/8/a") == ["2"]
    # On another host they are other addresses.
    assert new(menu, "https://www.x.ir/fa/news/9/a") == ["1"]


def test_each_article_has_its_reference() -> None:
    found = links("http://www.x.ir/fa/photos/1/a?p=2#c", "/fa/news/2")
    assert list(found.references) == list(found.articles) == ["1", "2"]
    reference = found.references["1"]
    assert (reference.key, reference.code, reference.is_album) == ("1", "1", True)
    assert reference.url == "https://x.ir/fa/photos/1"
    assert reference.address == "https://x.ir/fa/photos/1/a?p=2"
