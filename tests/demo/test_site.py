"""Every address of the demo newspaper's site."""

import gzip
import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from newscrawl.demo.exchange import Reply
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site

BASE = "http://127.0.0.1:8000"
LIST = re.compile(r"/|/fa/services/\d+|/fa/(?!archive|rss)[a-z]+")
ERROR = "صفحه درخواستی شما موجود نمی باشد"
PAPER = Newspaper(240)
SITE = Site(PAPER)


def get(path: str, site: Site = SITE) -> Reply:
    return site.reply(path, BASE)


def hrefs(reply: Reply, page: str) -> list[str]:
    root = html.fromstring(reply.body.decode("utf-8", "replace"))
    return [urljoin(BASE + page, href) for href in root.xpath("//a/@href")]


def crawl(site: Site) -> set[str]:
    """The news codes found by following plain links from the home page through the lists."""
    seen, codes, queue = {"/"}, set(), deque(["/"])
    while queue:
        page = queue.popleft()
        for href in hrefs(get(page, site), page):
            parts = urlsplit(href)
            if f"{parts.scheme}://{parts.netloc}" != BASE:
                continue
            if code := site.views.code_at(parts.path):
                codes.add(code)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if LIST.fullmatch(parts.path) and path not in seen:
                seen.add(path)
                queue.append(path)
    return codes


def test_every_story_is_reachable_from_the_home_page() -> None:
    stories = {str(story.code) for story in PAPER.stories}
    assert crawl(SITE) == stories | set(PAPER.planted_failures)


def test_hidden_stories_are_not_reachable_but_there() -> None:
    paper = Newspaper(150, hidden=0.2)
    site = Site(paper, padding=60, traps=False)
    listed = {str(story.code) for story in paper.listed}
    assert crawl(site) == listed | set(paper.planted_failures)
    for path in ("/fa/rss/allnews", "/sitemap.xml", "/sitemaps/news.xml", "/fa/archive?rpp=100"):
        text = get(path, site).body.decode()
        assert not [code for code in paper.hidden_codes if f"/{code}/" in text]
    assert get(f"/fa/news/{paper.hidden_codes[0]}", site).status == 200


def test_a_story_answers_under_any_slug_and_kind() -> None:
    story = PAPER.stories[5]
    pages = {
        get(path).body
        for path in (
            story.path,
            story.path_with(story.slug),
            f"/fa/news/{story.code}",
            f"/fa/news/{story.code}/other-slug",
            f"/fa/photos/{story.code}/",
        )
    }
    assert len(pages) == 1
    tiny = get(f"/fa/tiny/news-{story.code}")
    assert (tiny.status, tiny.location) == (301, story.path)


def test_missing_articles_answer_200_with_the_error_page() -> None:
    for path in ("/fa/news/1", "/fa/tiny/news-1", *(f"/fa/news/{c}" for c in PAPER.missing_codes)):
        reply = get(path)
        assert reply.status == 200
        [error] = html.fromstring(reply.body.decode()).cssselect(".error_container")
        assert error.text_content() == ERROR


def test_the_other_planted_failures() -> None:
    replies = {kind: get(f"/fa/news/{c}/x") for c, kind in PAPER.planted_failures.items()}
    assert replies["gone"].status == 404
    assert replies["cut"].status == replies["garbage"].status == 200
    assert b"</html>" not in replies["cut"].body
    assert b"news_id_c" not in replies["cut"].body
    with pytest.raises(UnicodeDecodeError):
        replies["garbage"].body.decode()


def test_the_planted_flaws_leave_the_article_whole() -> None:
    for name in ("stray_bytes", "cut_after_body", "wrong_charset"):
        story = PAPER.by_code[int(PAPER.planted[name])]
        body = get(story.path).body
        page = html.fromstring(body.decode("utf-8", "replace"))
        assert len(page.cssselect(".body")) == 1
        assert (b"</html>" in body) == (name != "cut_after_body")
    assert b'charset="windows-1256"' in body


def test_one_story_is_linked_under_two_slugs() -> None:
    code = PAPER.planted["two_slugs"]
    paths = {urlsplit(href).path for href in hrefs(get("/"), "/") if f"/news/{code}/" in href}
    assert len(paths) >= 2


def test_links_are_spelled_in_many_ways() -> None:
    home = get("/").body.decode()
    sidebars = "".join(SITE.pages.sidebars)
    for sample in ("#comments", 'href="/fa/news/', "%D8", 'href="fa/news/'):
        assert sample in home
    for sample in ("http://www.demo.newscrawl", "https://demo.newscrawl", '"//www.demo.'):
        assert sample in sidebars
    assert re.search(r'href="/fa/news/\d+/[آ-ی]', home + sidebars)


def test_lists_have_next_pages_and_an_end() -> None:
    first = get("/fa/economy").body.decode()
    assert '<link rel="next" href="/fa/economy?p=2">' in first
    assert get("/fa/economy?p=99").status == 200
    assert not html.fromstring(get("/fa/economy?p=99").body.decode()).cssselect(".list .card")
    assert get("/fa/nosuch").status == get("/fa/services/999").status == 404


def archived(query: str) -> list[int]:
    root = html.fromstring(get(f"/fa/archive?{query}").body.decode())
    links = root.cssselect(".archive_item a")
    return [int(link.get("href").split("/")[3].split("#")[0]) for link in links]


def test_the_archive_filters_by_date_and_pages() -> None:
    every = "service_id=-1&sec_id=-1&cat_id=-1"
    query = f"{every}&rpp=100&from_date=1384/01/01&to_date=1395/02/29"
    end = "1395-02-29"
    wanted = [
        story.code
        for story in PAPER.listed
        if str(story.expected()["published_jalali"] or "9") <= end
        or (story.visible_date is None and story.published.year < 2016)
    ]
    assert archived(f"{query}&p=1") + archived(f"{query}&p=2") == wanted
    assert archived(f"{query}&p=9") == []
    day = PAPER.stories[7].expected()["published_jalali"].replace("-", "/")
    assert PAPER.stories[7].code in archived(f"{every}&from_date={day}&to_date={day}&p=1")
    persian = day.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert archived(f"from_date={persian}&to_date={persian}") == archived(
        f"from_date={day}&to_date={day}"
    )
    assert archived("from_date=1400/13/45") == archived("from_date=soon") == []
    assert len(archived("rpp=1000")) == 100
    sport = {s.code for s in PAPER.stories if s.section.and_parent[0].key == "sport"}
    assert set(archived("service_id=6&rpp=100")) == sport


def test_feeds_have_the_newest_stories() -> None:
    root = etree.fromstring(get("/fa/rss/allnews").body)
    links = [urlsplit(link).path for link in root.xpath("//item/link/text()")]
    assert links == [story.path for story in PAPER.listed[:50]]
    assert root.xpath("//item/pubDate")[0].text.endswith("+0330")
    index = hrefs(get("/fa/rss"), "/fa/rss")
    assert f"{BASE}/fa/rss/2" in index
    assert etree.fromstring(get("/fa/rss/2").body).xpath("//item")
    assert get("/fa/rss/99").status == 404
    assert b'type="application/rss+xml"' in get("/").body


def test_robots_leads_to_sitemaps_with_every_story() -> None:
    robots = get("/robots.txt").body.decode()
    assert f"Sitemap: {BASE}/sitemap.xml" in robots
    assert "Disallow: /fa/print/" in robots
    assert "Disallow: /fa/news" not in robots
    locations = etree.fromstring(get("/sitemap.xml").body).xpath("//*[local-name()='loc']/text()")
    found = set()
    for location in locations:
        body = get(urlsplit(location).path).body
        xml = gzip.decompress(body) if location.endswith(".gz") else body
        found |= {
            urlsplit(u).path for u in etree.fromstring(xml).xpath("//*[local-name()='loc']/text()")
        }
    assert found == {story.path for story in PAPER.stories}
    assert get("/sitemaps/99.xml.gz").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/fa", "/fa/about", "/fa/contacts", "/fa/newsletter", "/fa/weather", "/fa/prayer",
        "/fa/links", "/fa/polls/archive", "/fa/search", "/fa/special", "/en/", "/ar/",
        "/fa/send/71000", "/fa/save/71000", "/fa/ajax/hits", "/fa/comments/list/1",
        "/files/fa/pdf/front_page.pdf", "/files/fa/news/1400/4/22/1_2.jpg", "/files/adv/1_273.jpg",
        "/client/demo.css", "/client/chakavak.svg", f"/fa/print/{PAPER.stories[0].code}",
    ],
)  # fmt: skip
def test_the_rest_of_the_site_answers(path: str) -> None:
    reply = get(path)
    assert reply.status == 200
    assert reply.body


def test_what_is_not_there() -> None:
    for path in ("/nothing", "/fa/endless", "/fa/loop/1", "/client/none.css", "/a%0Ab", "/%ff"):
        assert get(path).status == 404
    assert get("/fa/ads/redirect/a/1").location == "/fa/ads"


def test_tags_lead_to_their_stories() -> None:
    story = next(story for story in PAPER.stories if story.tags)
    [href] = html.fromstring(get(story.path).body.decode()).xpath(
        "(//a[contains(@class, 'tags_item')]/@href)[1]"
    )
    assert f"/{story.code}" in get(href).body.decode()


def test_traps_are_there_on_request() -> None:
    site = Site(PAPER, traps=True)
    assert "/fa/loop/1" in get("/", site).body.decode()
    path = "/fa/loop/1"
    for _ in range(3):
        path = get(path, site).location or ""
    assert path == "/fa/loop/1"
    assert 'rel="next" href="/fa/endless?p=1001"' in get("/fa/endless?p=1000", site).body.decode()
    assert "/fa/calendar?day=8" in get("/fa/calendar?day=7", site).body.decode()


def test_the_special_section_lists_only_itself() -> None:
    page = get("/fa/special").body.decode()
    assert 'rel="next" href="/fa/special?p=1"' in page
    assert get("/fa/special?p=1").body.decode() == page


def test_padding_makes_pages_as_large_as_asked_for() -> None:
    page = get(PAPER.stories[0].path, Site(PAPER, padding=80))
    assert 80_000 <= len(page.body) < 83_000
    assert len(hrefs(page, "/")) > 100


def test_the_second_edition() -> None:
    paper = Newspaper(240, edition=2)
    site = Site(paper)
    assert get(f"/fa/news/{paper.vanished_codes[0]}", site).status == 404
    assert ERROR in get(f"/fa/news/{paper.withdrawn_codes[0]}", site).body.decode()
    stories = {str(story.code) for story in paper.stories}
    assert crawl(site) == stories | set(paper.planted_failures)
    edited = paper.by_code[int(paper.edited_codes[0])]
    assert "article:modified_time" in get(edited.path, site).body.decode()
    assert get("/fa/rss/allnews", site).etag != get("/fa/rss/allnews").etag
