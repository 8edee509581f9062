"""What every family can do with its declarations."""

from dataclasses import dataclass, fields, replace
from typing import ClassVar

import pytest

from newscrawl.cms import Family, FamilyError, Patterns, Selectors
from newscrawl.cms.families import FAMILIES

SITE = "https://x.ir"


@dataclass(frozen=True)
class Small(Family):
    name: ClassVar[str] = "small"
    articles: Patterns = ("/news/{code}", "/{code}")
    albums: Patterns = ("/photo/{code}",)
    lists: Patterns = ("/list",)
    page_parameters: Selectors = ("p", "page")
    list_parameters: Selectors = ("topic", "kind")


FAMILY = Small()


@pytest.mark.parametrize(
    ("path", "code", "canonical", "is_album"),
    [
        ("/news/12", "12", "/news/12", False),
        ("/photo/12?x=1#y", "12", "/photo/12", True),
        ("/12", "12", "/news/12", False),
    ],
)
def test_an_article(path: str, code: str, canonical: str, is_album: bool) -> None:
    url = SITE + path
    assert FAMILY.code_in(url) == FAMILY.key(url) == code
    assert FAMILY.article_url(url) == SITE + canonical
    assert FAMILY.is_album(url) == is_album


def test_any_other_address() -> None:
    url = f"{SITE}/list"
    assert (FAMILY.code_in(url), FAMILY.key(url), FAMILY.is_album(url)) == (None, None, False)
    assert FAMILY.is_list(url)
    assert not FAMILY.is_list(f"{SITE}/news/12")
    with pytest.raises(ValueError, match="not the address of an article"):
        FAMILY.article_url(url)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        *(("", None), ("?p=3", 3), ("?page=3", 3), ("?p=0", 0)),
        *(("?p=3&q=x", 0), ("?p=3&page=4", 0), ("?p=", 0), ("?p=x", 0), ("?q=3", 0)),
        *(("?p=999999", 999999), ("?p=1000000", 0), ("?p=-1", 0)),
    ],
)
def test_which_page_of_a_list_an_address_is(query: str, number: int | None) -> None:
    assert FAMILY.page_of(f"{SITE}/list/{query}") == ("/list", number)


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("?topic=9", ("?topic=9", None)),
        ("?topic=9&p=2", ("?topic=9", 2)),
        ("?page=3&topic=9&kind=1", ("?kind=1&topic=9", 3)),
        ("?topic=ایران", ("?topic=%D8%A7%DB%8C%D8%B1%D8%A7%D9%86", None)),
        *(("?topic=9&q=x", ("?topic=9", 0)), ("?topic=9&p=x", ("?topic=9", 0))),
        *(("?topic=", ("", 0)), ("?topic=9&topic=8", ("", 0)), ("?topic=9&8", ("?topic=9", 0))),
    ],
)
def test_parameters_that_say_which_list_it_is(query: str, page: tuple[str, int | None]) -> None:
    assert FAMILY.page_of(f"{SITE}/list{query}") == (f"/list{page[0]}", page[1])


def test_a_site_may_differ_from_its_family() -> None:
    own = Small(lead=(".my-lead",))
    assert own.lead == (".my-lead",)
    assert own == replace(FAMILY, lead=(".my-lead",)) != FAMILY
    assert {field.name for field in fields(own)} >= {"title", "body", "older"}


ARTICLES = {
    "iransamaneh": "https://x.ir/fa/photos/206356/slug",
    "asam": "https://x.ir/fa/photo/206356/slug",
    "nastooh": "https://x.ir/photo/206356/slug",
    "tasnim": "https://x.ir/fa/media/1396/12/27/206356/slug",
    "studiokhabar": "https://x.ir/gallery/206356/slug",
    "drupal": "https://x.ir/photo/206356/slug",
    "joomla": "https://x.ir/photo/206356-slug",
    "wordpress": "https://x.ir/206356/slug",
    "esnews": "https://x.ir/news/slug/206356",
    "generic": "https://x.ir/news/206356/slug",
}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
def test_the_parts_of_a_reference_are_what_the_family_says_of_the_address(family: Family) -> None:
    url = ARTICLES[family.name]
    reference = family.reference(url)
    assert reference is not None
    assert (reference.key, reference.code, reference.address) == ("206356", "206356", url)
    assert (family.key(url), family.code_in(url)) == (reference.key, reference.code)
    assert (family.article_url(url), family.is_album(url)) == (reference.url, reference.is_album)
    assert reference.is_album == bool(family.albums)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
def test_an_address_that_is_none(family: Family) -> None:
    url = "https://x.ir/search?q=206356"
    assert family.reference(url) is None
    assert (family.key(url), family.code_in(url), family.is_album(url)) == (None, None, False)
    if not family.is_open:
        with pytest.raises(ValueError, match="not the address of an article"):
            family.article_url(url)


@pytest.mark.parametrize(
    ("texts", "url", "key", "canonical"),
    [
        (("/news.aspx?nId={code}",), "/news.aspx?lang=fa&nid=7", "7", "/news.aspx?nId=7"),
        (("/newstext.php?nn={code}",), "/newstext.php?nn=13930418000036", "13930418000036", None),
        (("/newstext.php?nn={code}",), "/newstext.php", None, None),
        (("/?p={code}",), "/?p=150", "150", "/?p=150"),
        (("/{code}-{slug}",), "/۱۲۳-خبر/", "123", "/123-%D8%AE%D8%A8%D8%B1"),
        (("/{section}/{code}",), "/sport/77", "77", "/sport/77"),
        (("/n{code:4}/{slug}",), "/n12345/x/y", "12345", "/n12345"),
        (("/n{code:4}/{slug}",), "/n123/x", None, None),
        (("/بخش/{code}",), "/%d8%a8%d8%ae%d8%b4/5", "5", "/بخش/5"),
        (("/news/{code}",), "/news/000", None, None),
    ],
)  # fmt: skip
def test_addresses_as_a_person_would_write_them(
    texts: Patterns, url: str, key: str | None, canonical: str | None
) -> None:
    reference = Small(articles=texts).reference(SITE + url)
    assert (reference.key if reference else None) == key
    if canonical is not None:
        assert reference is not None
        assert reference.url == SITE + canonical


def test_an_article_without_code_goes_by_its_whole_address() -> None:
    family = Small(articles=("/{year}/{month}/{day}/{slug}", "/vdc{id}.html", "/page?name={slug}"))
    slugs = ("خبر/", "%D8%AE%D8%A8%D8%B1", "%d8%ae%d8%a8%d8%b1/")
    keys = {family.key(f"{SITE}/2019/07/24/{slug}") for slug in slugs}
    assert len(keys) == 1
    assert family.key(f"{SITE}/vdcaA1.b2c3.html") == f"{SITE}/vdcaA1.b2c3.html"
    assert family.key(f"{SITE}/page?name=a") != family.key(f"{SITE}/page?name=b")


def test_what_is_to_be_left_alone_is_neither_article_nor_list() -> None:
    family = Small(articles=("/{section}/{code}-{slug}",), lists=("/{word}",), ignored=("/tag",))
    assert family.key(f"{SITE}/a/1-b") == "1"
    assert family.key(f"{SITE}/tag/1-b") is None
    assert not family.is_list(f"{SITE}/tag")
    assert not family.is_list(f"{SITE}/tag/x")
    assert family.is_list(f"{SITE}/tags")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"lead": ".my-lead"}, "lead: expected a tuple of texts, got '.my-lead': is a"),
        ({"lead": (".my-lead[",)}, "lead: not a CSS selector"),
        ({"articles": "/news/{code}"}, "articles: expected a tuple of texts"),
        ({"articles": ("/news/{cod}",)}, "articles: '/news/{cod}': there is no placeholder"),
        ({"articles": ("/{code}/{code}",)}, "articles: '/{code}/{code}': {code} stands there"),
        ({"articles": ("/news/{code",)}, "articles: '/news/{code': a bracket"),
        ({"lists": ("news",)}, "lists: 'news': expected a path from the root"),
        ({"list_parameters": "tp"}, "list_parameters: expected a tuple of texts, got 'tp'"),
        ({"next_page": ("footer a[",)}, "next_page: not a CSS selector"),
        ({"feeds": ("rss",)}, "feeds: expected paths from the root"),
        ({"scheme": "ftp"}, "scheme: expected http or https, got 'ftp'"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_one_line_that_names_the_field(
    wrong: dict[str, object], says: str
) -> None:
    with pytest.raises(FamilyError) as error:
        Small(**wrong)  # type: ignore[arg-type]
    assert str(error.value).startswith(says)
    assert "\n" not in str(error.value)


def test_an_address_whose_words_are_not_all_known_keeps_them_but_not_its_slug() -> None:
    family = Small(articles=("/{word}/{code:3}/{slug}", "/{word}?id={code}"))
    assert family.article_url(f"{SITE}/report/730/خبر") == f"{SITE}/report/730"
    assert family.article_url(f"{SITE}/page?lang=fa&id=7") == f"{SITE}/page?id=7"


def test_a_headline_is_of_three_words_or_more() -> None:
    family = Small(articles=("/{headline}/{word}",))
    assert family.key(f"{SITE}/بخارا-گوهری-از-تاریخ/فرهنگی") is not None
    assert family.key(f"{SITE}/category/فرهنگی") is None
    assert family.key(f"{SITE}/نفت-گران/اقتصادی") is None
