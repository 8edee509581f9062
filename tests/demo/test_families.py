"""The same newspaper as the sites of other families show it."""

import gzip
import json
import re
from collections import deque
from functools import cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from newscrawl.cms.families import FAMILIES as RULES
from newscrawl.demo import dates, spellings
from newscrawl.demo.exchange import Reply
from newscrawl.demo.families.generic import JSON_LD
from newscrawl.demo.feeds import FEED_LENGTH
from newscrawl.demo.newspaper import FAMILIES, Newspaper
from newscrawl.demo.rendering import PER_PAGE
from newscrawl.demo.reporter import SECTIONS
from newscrawl.demo.site import Site
from newscrawl.demo.story import Story
from tests.demo.reading import repaired

BASE = "http://127.0.0.1:8000"
#: The site of WordPress answers in so many other ways that it has tests of its own.
OTHERS = tuple(family for family in FAMILIES[1:] if family != "wordpress")
LISTS = {
    "asam": r"/|/بخش-[^/]+-\d+",
    "nastooh": r"/|/service/[a-z]+",
    "generic": r"/|/category/[a-z]+",
    "studiokhabar": r"/|/section/[a-z]+|/likf[a-z.]+\.html",
    "joomla": r"/|/[a-z]+(?:/[a-z]+)?",
}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SHORT_QUERY = re.compile(r"(?:.*&)?(?:p|id)=(\d+)")
SHORT = re.compile(r"/(?:x|fa/tiny/news-)(\d+)")
# Where the parts of an article stand; the body is what stands between the lead and the tags.
PARTS = {
    "asam": {
        "title": "h1, div.title",
        "kicker": ".uptitle, .up_title",
        "lead": ".lead, .news-lead",
        "sections": ".breadcrumb a",
        "tags": ".article_tags li, .article_tag a, .news_tags a",
        "body": "#echo_detail, .echo_detail, #main_ck_editor",
    },
    "nastooh": {
        "title": "h1, span.headline",
        "kicker": ".kicker, .rutitr",
        "lead": ".introtext, .summary",
        "sections": ".breadcrumb li",
        "tags": ".tags li",
        "body": ".item-body .item-text",
    },
    "generic": {
        "title": "h1",
        "kicker": "hgroup p",
        "lead": ".k-in",
        "sections": "nav a",
        "tags": "[rel=tag]",
        "body": "article",
    },
    "studiokhabar": {
        "title": "#docDiv3TitrMain",
        "kicker": "#docDiv3TitrRou",
        "lead": "#docDivLeadTitle, #docDivLead1, .lead-left, #docDivp3",
        "sections": ".doc-section-info a, #docDiv1Menu1 a",
        "tags": ".tags a, .tag_p a, .doc_tags1 a",
        "body": "#doctextarea, #doc_div33",
    },
    "joomla": {
        "title": "[itemprop=headline], h1",
        "kicker": ".rutitr, .rotitr-value, .rootitr",
        "lead": ".lead_article, .articleIntro, .itemIntroText",
        "sections": ".breadcrumb a",
        "tags": ".content-showtags a, .tags a, .itemTags a",
        "body": "[itemprop=articleBody], .itemFullText",
    },
}
BOXES = ".related_news, .related-news-box, .inline_related, .related-items, .related_box, "
BOXES += ".inner-related, .x-more, .x-box, .x-pics, .lastnewsBg, .related_items"


PUBLISHED = '<meta [a-z]+="(?:article:published_time|dcterms.created)"'


@cache
def site(family: str, traps: bool = False, **options: Any) -> Site:
    return Site(Newspaper(**{"articles": 240, "family": family} | options), traps=traps)


def get(site: Site, path: str) -> Reply:
    """The answer at a path, after redirects."""
    for _ in range(5):
        reply = site.reply(path, BASE)
        if not reply.location:
            return reply
        path = reply.location
    raise AssertionError(f"redirected for ever: {path}")


def tree(reply: Reply) -> Any:
    return html.fromstring(reply.body.decode("utf-8", "replace"))


def locations(reply: Reply) -> list[str]:
    return list(etree.fromstring(reply.body).xpath("//*[local-name()='loc']/text()"))


def code_at(site: Site, url: str) -> str | None:
    """The code of the article that an address leads to."""
    path = unquote(urlsplit(url).path)
    short = SHORT.fullmatch(path) or SHORT_QUERY.fullmatch(urlsplit(url).query)
    return short[1] if short else site.views.code_at(path)


def hrefs(site: Site, page: str, css: str = "a") -> list[str]:
    """Addresses of the links of a page that stay on its host."""
    urls = [urljoin(BASE + page, link.get("href")) for link in tree(get(site, page)).cssselect(css)]
    return [url.partition("#")[0] for url in urls if url.startswith(f"{BASE}/")]


def codes_on(site: Site, page: str, css: str = "a") -> set[str]:
    return {code for url in hrefs(site, page, css) if (code := code_at(site, url))}


def crawl(site: Site) -> set[str]:
    """The news codes found by following plain links from the home page through the lists."""
    lists = re.compile(LISTS[site.paper.addresses.family])
    seen, codes, queue = {"/"}, set(), deque(["/"])
    while queue:
        page = queue.popleft()
        codes |= codes_on(site, page)
        for url in hrefs(site, page):
            path = url.removeprefix(BASE)
            is_list = lists.fullmatch(unquote(urlsplit(url).path)) and "format=feed" not in url
            if is_list and path not in seen:
                seen.add(path)
                queue.append(path)
    return codes


def codes_of(stories: list[Story]) -> set[str]:
    return {str(story.code) for story in stories}


def test_all_families_have_the_same_stories() -> None:
    first = Newspaper(240).expected()
    for family in OTHERS:
        for one, other in zip(first, site(family).paper.expected(), strict=True):
            assert other["news_code"] in (one["news_code"], None)
            assert [image["alt"] for image in other["images"]] == [i["alt"] for i in one["images"]]
            same = set(one) - {"news_code", "images"}
            assert all(one[field] == other[field] for field in same)


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="asam"):
        Newspaper(3, family="other")


def test_a_third_of_a_generic_site_has_no_codes() -> None:
    expected = site("generic").paper.expected()
    assert 50 < sum(fields["news_code"] is None for fields in expected) < 110
    paths = [story.path for story in site("generic").paper.stories]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("family", OTHERS)
def test_every_spelling_leads_to_the_article(family: str) -> None:
    here = site(family)
    addresses = here.paper.addresses
    for story in here.paper.stories[::7]:
        page = get(here, story.path)
        assert page.status == 200
        for spelling in {*addresses.spellings, *spellings.WITH_HOST}:
            url = urljoin(BASE, spellings.href(story, spelling, "/"))
            assert code_at(here, url) == str(story.code)
            parts = urlsplit(url)
            assert get(here, parts.path + (f"?{parts.query}" if parts.query else "")) == page
        assert get(here, addresses.by_code(story.code)) == page


@pytest.mark.parametrize("family", [family for family in OTHERS if family != "generic"])
def test_the_addresses_are_those_that_the_family_knows(family: str) -> None:
    rules = RULES[family]
    here = site(family)
    addresses = here.paper.addresses
    for story in here.paper.stories:
        for spelling in addresses.spellings:
            url = urljoin(BASE, spellings.href(story, spelling))
            assert rules.code_in(url) == addresses.news_code(story), url
            assert rules.key(url) == rules.key(urljoin(BASE, story.path)), url
    assert addresses.feed in rules.feeds or rules.is_feed(addresses.feed)
    assert addresses.page in (*rules.page_parameters, *rules.offset_parameters)
    for section in SECTIONS:
        assert rules.is_list(BASE + addresses.section(section))
        assert rules.is_feed(addresses.section_feed(section))
    assert rules.code_path
    last = here.paper.stories[-1]
    assert get(here, rules.code_path.format(code=last.code)) == get(here, last.path)


def article_of(story: Story, here: Site) -> Any:
    [article] = tree(get(here, story.path)).cssselect(".content_column")
    return article


@pytest.mark.parametrize("family", OTHERS)
def test_a_page_says_what_is_expected(family: str) -> None:
    here, css = site(family), PARTS[family]
    for story in here.paper.stories[::3]:
        expected, article = story.expected(), article_of(story, here)

        def texts(part: str, article: Any = article) -> list[str]:
            found = (repaired(element.text_content()) for element in article.cssselect(css[part]))
            return [text for text in found if text]

        assert texts("title")[0] == expected["title"]
        assert texts("kicker") == ([expected["kicker"]] if expected["kicker"] else [])
        assert texts("lead") == ([expected["lead"]] if expected["lead"] else [])
        assert texts("sections")[1:] == expected["sections"]
        assert texts("tags") == expected["tags"]
        [body] = article.cssselect(css["body"])
        for box in body.cssselect(BOXES):
            box.drop_tree()
        text = repaired(body.text_content())
        places = [text.rindex(paragraph) for paragraph in expected["body"].split("\n")]
        assert places == sorted(places)
        images = [
            {"url": image.get("src"), "alt": repaired(image.get("alt") or "")}
            for image in body.cssselect("img")
        ]
        assert images == expected["images"]
        if expected["author"]:
            assert expected["author"] in repaired(article.text_content())


@pytest.mark.parametrize("family", ["asam", "nastooh"])
def test_the_date_and_the_code_stand_on_the_page(family: str) -> None:
    here = site(family)
    css = {"asam": ".news_time, time", "nastooh": ".item-date"}[family]
    code = {"asam": ".nws_code", "nastooh": ".item-code"}[family]
    for story in here.paper.stories:
        article = article_of(story, here)
        head = article.cssselect(".article_header, .item-header")[0]
        shown = " ".join(element.text_content() for element in head.cssselect(css))
        assert bool(shown) == (story.theme.date != "none")
        if story.visible_date and shown:
            day = dates.jalali(story.published)
            assert str(day.year) in shown.translate(dates.DIGITS["latin"])
        [number] = article.cssselect(code)
        assert int(re.sub(r"\D", "", number.text_content())) == story.code


def test_dates_for_machines_agree_with_the_visible_one() -> None:
    attributes = set()
    for family in OTHERS:
        for story in site(family).paper.stories:
            for element in article_of(story, site(family)).cssselect("[datetime], [content]"):
                told = element.get("datetime") or element.get("content")
                assert story.visible_date
                attributes.add(f"{family} {len(told)}")
                if len(told) == 10:
                    assert told == f"{story.published:%Y-%m-%d}"
                elif not told.endswith("Z"):
                    assert told == story.visible_date.isoformat()
    assert {"asam 10", "asam 20", "asam 25", "nastooh 25", "generic 25"} <= attributes


def json_ld(story: Story) -> Any:
    [script] = tree(get(site("generic"), story.path)).xpath("//script[@type='application/ld+json']")
    return json.loads(script.text, strict=False)


def test_json_ld_comes_in_all_shapes() -> None:
    kinds = {}
    for story in site("generic").paper.stories:
        kind = JSON_LD[story.theme.code_label]
        if story.theme.flaw != "none" or kind == "none":
            page = get(site("generic"), story.path).body
            assert (b"ld+json" in page) == (kind != "none")
            continue
        data = json_ld(story)
        if isinstance(data, list):
            data = data[1]
        article = next(one for one in data.get("@graph", [data]) if "headline" in one)
        kinds[kind] = article
        assert repaired(article["headline"]) == story.title
        assert ("datePublished" in article) == (story.theme.date not in ("none", "impossible"))
    assert set(kinds) == set(JSON_LD.values()) - {"none"}


@pytest.mark.parametrize("family", OTHERS)
def test_every_story_is_reachable_from_the_home_page(family: str) -> None:
    here = site(family)
    assert crawl(here) == codes_of(here.paper.stories) | set(here.paper.planted_failures)


@pytest.mark.parametrize("family", OTHERS)
def test_hidden_stories_are_nowhere_but_there(family: str) -> None:
    here = site(family, articles=150, hidden=0.2)
    hidden = set(here.paper.hidden_codes)
    assert crawl(here) == codes_of(here.paper.listed) | set(here.paper.planted_failures)
    for code in sorted(hidden)[:5]:
        story = here.paper.by_code[int(code)]
        assert get(here, story.path).status == 200
        assert not codes_on(here, story.path) & hidden - {code}


@pytest.mark.parametrize("family", OTHERS)
def test_feeds_have_the_newest_stories(family: str) -> None:
    here = site(family)
    addresses = here.paper.addresses
    newest = etree.fromstring(get(here, addresses.feed).body)
    urls = newest.xpath("//item/link/text() | //a:entry/a:link/@href", namespaces=ATOM)
    assert urls == [BASE + story.path for story in here.paper.listed[:FEED_LENGTH]]
    kind = get(here, addresses.feed).kind
    [announced] = tree(get(here, "/")).xpath("//link[@rel='alternate']")
    assert (announced.get("href"), announced.get("type")) == (addresses.feed, kind)
    index = hrefs(here, addresses.feed_index)
    broken = 0
    for section in SECTIONS:
        path = addresses.section_feed(section)
        assert BASE + path in index
        body = get(here, path).body
        try:
            etree.fromstring(body)
        except etree.XMLSyntaxError:
            broken += 1
        feed = etree.fromstring(body, etree.XMLParser(recover=True))
        stories = here.paper.by_section[section][:FEED_LENGTH]
        found = [code_at(here, url) for url in feed.xpath("//item/link/text()")]
        assert found == [str(story.code) for story in stories]
    assert 2 <= broken <= 3


@pytest.mark.parametrize("family", OTHERS)
def test_robots_leads_to_sitemaps_with_every_story(family: str) -> None:
    here = site(family, articles=620, hidden=0.05)
    robots = get(here, "/robots.txt").body.decode()
    [index] = re.findall(r"(?m)^Sitemap: (\S+)$", robots)
    found: set[str] = set()
    for url in locations(get(here, urlsplit(index).path)):
        reply = get(here, urlsplit(url).path)
        if url.endswith(".gz"):
            reply = Reply(gzip.decompress(reply.body))
        paths = [urlsplit(url).path for url in locations(reply)]
        if url.endswith("/sections.xml"):
            assert not [path for path in paths if code_at(here, path)]
            assert all(get(here, path).status == 200 for path in paths)
        else:
            found.update(paths)
    assert found == {story.path for story in here.paper.listed}


def test_the_archive_of_nastooh_goes_by_day() -> None:
    here = site("nastooh", articles=150, hidden=0.2)
    items = ".archive-items a"
    days: dict[Any, set[str]] = {}
    for story in here.paper.listed:
        days.setdefault(dates.jalali(story.published), set()).add(str(story.code))
    for day, codes in days.items():
        path = f"/page/archive.xhtml?mn={day.month}&dy={day.day}&yr={day.year}&pi="
        assert codes_on(here, f"{path}1", items) == codes
        assert not codes_on(here, f"{path}2", items)
    first, second = (codes_on(here, f"/archive?pi={page}", items) for page in (1, 2))
    assert len(first) == len(second) == 20
    assert not first & second
    past = "/archive?pi=99"
    assert not codes_on(here, past, items)
    assert codes_on(here, past)  # in the list beside


@pytest.mark.parametrize(
    ("family", "status"),
    [("asam", 404), ("nastooh", 404), ("generic", 200), ("studiokhabar", 404), ("joomla", 404)],
)
def test_what_is_no_article(family: str, status: int) -> None:
    here = site(family)
    replies = {
        kind: get(here, here.paper.addresses.by_code(code))
        for code, kind in here.paper.planted_failures.items()
    }
    assert replies["missing"].status == status
    assert replies["gone"].status == 404
    assert replies["cut"].status == replies["garbage"].status == 200
    assert b"</html>" not in replies["cut"].body
    assert b"ld+json" not in replies["cut"].body
    with pytest.raises(UnicodeDecodeError):
        replies["garbage"].body.decode()
    assert get(here, here.paper.addresses.by_code(10_001)).status == status
    assert get(here, "/nothing/here").status == 404


@pytest.mark.parametrize("family", OTHERS)
def test_the_planted_flaws_leave_the_article_whole(family: str) -> None:
    here = site(family)
    for name in ("stray_bytes", "cut_after_body", "wrong_charset"):
        story = here.paper.by_code[int(here.paper.planted[name])]
        body = get(here, story.path).body
        text = repaired(tree(Reply(body)).text_content())
        assert story.paragraphs[-1] in text
        assert (b"</html>" in body) == (name != "cut_after_body")
    for name in ("undated", "meta_only"):
        story = here.paper.by_code[int(here.paper.planted[name])]
        page = get(here, story.path).body.decode()
        assert bool(re.search(PUBLISHED, page)) == (name == "meta_only")
        assert "datePublished" not in page


@pytest.mark.parametrize("family", OTHERS)
def test_the_second_edition(family: str) -> None:
    here = site(family, articles=150, edition=2)
    paper = here.paper
    assert get(here, paper.addresses.by_code(paper.vanished_codes[0])).status == 404
    assert crawl(here) == codes_of(paper.stories) | set(paper.planted_failures)
    before = {story.code: story.path for story in Newspaper(150, family=family).stories}
    for code in map(int, paper.edited_codes):
        page = get(here, before[code])  # the old address still leads there
        assert page == get(here, paper.by_code[code].path)
        assert b"article:modified_time" in page.body


@pytest.mark.parametrize("family", OTHERS)
def test_tags_and_the_rest_of_the_site_answer(family: str) -> None:
    here = site(family)
    story = next(story for story in here.paper.stories if story.tags)
    [href] = [href for href in tree(get(here, story.path)).xpath("//a/@href") if "/tag" in href][:1]
    assert str(story.code) in codes_on(here, href)
    for url in hrefs(here, "/", "header a, footer a"):
        assert get(here, url.removeprefix(BASE)).status == 200, url
    for path in (f"/print/{story.code}", f"/send/{story.code}", "/favicon.ico"):
        assert get(here, path).status == 200
    for image in story.images:
        assert get(here, image.path).kind == "image/svg+xml"


@pytest.mark.parametrize("family", FAMILIES)
def test_traps_have_no_end(family: str) -> None:
    here = site(family, traps=True)
    lists = here.paper.addresses.lists
    nth, page = here.paper.addresses.nth, here.paper.addresses.page
    shown = ".story_list a, .list a"
    assert {f"{BASE}{lists}/{name}" for name in ("endless", "repeats", "loop/1")} <= set(
        hrefs(here, "/")
    )
    first = codes_on(here, f"{lists}/endless", shown)
    assert len(first) == 60
    far = f"{lists}/endless{nth(1000, PER_PAGE)}"
    assert codes_on(here, far, shown) == first
    assert f"{BASE}{lists}/endless{nth(1001, PER_PAGE)}" in hrefs(here, far)
    second, third, last = (
        codes_on(here, f"{lists}/repeats{nth(number, PER_PAGE)}", shown) for number in (2, 3, 99)
    )
    assert third not in (first, second)
    assert last == third
    assert f"{BASE}{lists}/special?{page}=1" in hrefs(here, f"{lists}/special?{page}=1")
    path = f"{lists}/loop/1"
    for _ in range(3):
        path = here.reply(path, BASE).location or ""
    assert path == f"{lists}/loop/1"


@pytest.mark.parametrize("family", FAMILIES)
def test_calendars_show_no_more_than_every_page_does(family: str) -> None:
    here = site(family, traps=True)
    calendar = f"{here.paper.addresses.lists}/calendar"
    everywhere = codes_on(here, calendar)
    for day, neighbours in (
        ("?day=7", ("?day=8", "?day=6")),
        ("/1404/12/29", ("/1405/1/1", "-1405-1-1", "/1404/12/28")),
        ("-1300-1-1", ("/1299/12/29", "-1300-1-2")),
    ):
        assert codes_on(here, calendar + day) == everywhere
        found = hrefs(here, calendar + day)
        assert all(BASE + calendar + neighbour in found for neighbour in neighbours), found
    assert get(here, f"{calendar}/1404/12/30").status == 404
    without = site(family)
    assert get(without, f"{calendar}/1404/8/3").status == 404
