"""Addresses of the family; its pages are in tests/extraction."""

import pytest

from newscrawl.cms.iransamaneh import IranSamaneh

FAMILY = IranSamaneh()
SITE = "https://www.x.ir"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/fa/news/206356", "/fa/news/206356"),
        ("/fa/news/206356/", "/fa/news/206356"),
        ("/fa/news/206356/قیمت-دلار-امروز", "/fa/news/206356"),
        ("/fa/news/206356/%D9%82%DB%8C%D9%85%D8%AA", "/fa/news/206356"),
        ("/fa/news/206356/a/b?ref=home", "/fa/news/206356"),
        ("/fa/news/206356#comments", "/fa/news/206356"),
        ("/fa/news/206356/a#comment-parent", "/fa/news/206356"),
        ("/fa/tiny/news-206356", "/fa/news/206356"),
        ("/fa/photos/206356/a", "/fa/photos/206356"),
        ("/fa/video/206356/a", "/fa/video/206356"),
        ("/fa/multimedia/206356", "/fa/multimedia/206356"),
    ],
)
def test_addresses_of_articles(path: str, canonical: str) -> None:
    assert FAMILY.code_in(SITE + path) == "206356"
    assert FAMILY.article_url(SITE + path) == SITE + canonical
    assert not FAMILY.is_list(SITE + path)


@pytest.mark.parametrize(
    "path",
    [
        "/fa/print/206356", "/fa/send/206356", "/fa/save/206356", "/fa/ads/redirect/a/17",
        "/fa/ajax/hits/206356", "/fa/comments/206356", "/fa/contacts", "/fa/links", "/fa/about",
        "/fa/newsletter", "/fa/weather", "/fa/prayer", "/fa/polls/archive", "/en/", "/ar/",
        "/en/news/206356/a", "/files/fa/news/1400/4/22/206356_1.jpg", "/fa/rss", "/fa/rss/allnews",
        "/fa/archive?service_id=-1&rpp=100&p=1", "/fa/news/about", "/fa/news/12a",
        "/fa/tiny/206356", "/robots.txt", "/sitemap.xml",
    ],
)  # fmt: skip
def test_addresses_of_neither_articles_nor_lists(path: str) -> None:
    assert FAMILY.code_in(SITE + path) is None
    assert not FAMILY.is_list(SITE + path)
    with pytest.raises(ValueError, match="not the address of an article"):
        FAMILY.article_url(SITE + path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/fa",
        "/fa/",
        "/fa/economy",
        "/fa/economy/",
        "/fa/services/3",
        "/fa/ورزش",
        "/fa/services/6/7",
        "/fa/list/6/7",
        "/fa/photos",
        "/fa/video",
        "/fa/issue/1245/12",
        "/fa/sport/3",
    ],
)
def test_addresses_of_lists(path: str) -> None:
    assert FAMILY.is_list(SITE + path)
    assert FAMILY.code_in(SITE + path) is None


def test_a_news_code_has_latin_digits() -> None:
    assert FAMILY.code_in("https://x.ir/fa/news/۲۰۶۳۵۶/a") in (None, "206356")
