import json
from dataclasses import replace

import pytest

from newscrawl.demo.newspaper import FAMILIES, Newspaper
from newscrawl.demo.site import Site
from newscrawl.extraction import Page
from newscrawl.extraction.detect import likely_articles, marks_of, recognise, weigh
from newscrawl.extraction.select import compiled
from tests.extraction.test_pages import PAGES


def pages(family: str, count: int = 3) -> list[Page]:
    paper = Newspaper(40, family=family)
    site = Site(paper)
    base = f"https://{paper.addresses.domain}"
    return [
        Page.of(site.reply(story.path, base).body.decode(errors="replace"), base + story.path)
        for story in [s for s in paper.listed if s.kind == "news"][:count]
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_site_is_of_the_family_whose_elements_it_has(family: str) -> None:
    articles = pages(family)
    first, *_ = weigh(articles, [page.url for page in articles])
    assert first.family.name == family
    assert first.links == len(articles)
    assert ("body" in first.found) == (family != "generic")


def test_without_pages_it_is_any_site() -> None:
    assert weigh([], [])[0].family.name == "generic"


@pytest.mark.parametrize("family", ["studiokhabar", "drupal", "joomla", "esnews"])
def test_a_stored_page_is_of_its_family(family: str) -> None:
    case = PAGES / family / "usual.json"
    url = json.loads(case.read_text(encoding="utf-8"))["url"]
    first, *_ = weigh([Page.of(case.with_suffix(".html").read_text(encoding="utf-8"), url)], [url])
    assert first.family.name == family
    assert first.is_enough


@pytest.mark.parametrize("family", ["iransamaneh", "asam", "nastooh", "studiokhabar", "joomla"])
def test_a_known_family_is_recognised_by_its_first_pages(family: str) -> None:
    articles = pages(family)
    links = [page.url for page in articles]
    assert likely_articles(["https://x.ir/about", *links]) == links
    home = Page.of("<html><body><h1>خانه</h1></body></html>", "https://x.ir/")
    found = recognise(home, articles, links)
    assert found is not None
    assert found.name == family


def test_wordpress_is_recognised_by_its_own_marks() -> None:
    head = "<html><head><meta name=generator content='WordPress 6.1.9'></head><body>"
    home = Page.of(f"{head}<h1>خانه</h1></body></html>", "https://x.ir/")
    found = recognise(home, [], [])
    assert found is not None
    assert found.name == "wordpress"
    assert weigh([home], [])[0].family.name == "wordpress"


def test_any_other_site_is_of_no_known_family() -> None:
    articles = pages("generic")
    assert recognise(articles[0], articles, [page.url for page in articles]) is None


def without_lead(page: Page) -> None:
    for element in compiled(".subtitle")(page.document):
        element.getparent().remove(element)  # type: ignore[union-attr]


def test_an_article_without_a_lead_speaks_not_against_a_family() -> None:
    articles = pages("iransamaneh", 5)
    without_lead(articles[0])
    first, *_ = weigh(articles, [page.url for page in articles])
    assert first.family.name == "iransamaneh"
    assert first.found["lead"] == ".subtitle"
    for page in articles[1:3]:  # two of five have one now
        without_lead(page)
    assert "lead" not in weigh(articles, [])[0].found


@pytest.mark.parametrize(
    ("head", "family"),
    [
        ('<meta name="generator" content="www.nastooh.ir">', "nastooh"),
        ('<meta name="Generator" content="Drupal 7 (http://drupal.org)">', "drupal"),
        ('<meta name="generator" content="Joomla! - Open Source">', "joomla"),
        ('<meta name="generator" content="WordPress 6.1.9">', "wordpress"),
        ('<link rel="stylesheet" href="/client/themes/fa/main/css/style.css">', "iransamaneh"),
        ('<script src="https://lib.iransamaneh.com/a.js"></script>', "iransamaneh"),
        ('<link rel="stylesheet" href="/wp-content/themes/a/style.css">', "wordpress"),
    ],
)
def test_marks_name_the_family(head: str, family: str) -> None:
    assert marks_of(Page.of(f"<html><head>{head}</head><body><p>متن", "https://a.ir/")) == {family}


def test_a_text_about_a_system_is_no_mark_of_it() -> None:
    text = "<p>سامانه lib.iransamaneh و Drupal <a href='https://nastooh.ir/'>نستوه</a>"
    assert marks_of(Page.of(f"<html><body>{text}", "https://a.ir/")) == set()


def test_a_mark_of_the_home_page_counts_for_some_fields() -> None:
    url = "https://a.ir/news/1401/a"
    article = Page.of(
        "<html><body><h1>خبر</h1><p class='introtext'>لید</p><div class='item-body'>"
        "<div class='item-text'><p>متن خبر",
        url,
    )
    assert recognise(Page.of("<p>خانه", "https://a.ir/"), [article], [url]) is None
    home = Page.of("<meta name=generator content='www.nastooh.ir'><p>خانه", "https://a.ir/")
    found = recognise(home, [article], [url])
    assert found is not None
    assert found.name == "nastooh"


def test_elements_under_unknown_addresses_are_told_but_not_enough() -> None:
    articles = [replace(page, url=f"https://a.ir/khabar/{n}") for n, page in
                enumerate(pages("iransamaneh"))]  # fmt: skip
    (evidence,) = [one for one in weigh(articles, []) if one.is_misplaced]
    assert evidence.family.name == "iransamaneh"
    assert evidence.found == {}
    assert evidence.misplaced["body"] == ".body"
    assert recognise(articles[0], articles, []) is None
    assert not any(one.is_misplaced for one in weigh(pages("generic"), []))
