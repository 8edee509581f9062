"""What a page says for machines of the fields that its selectors leave empty."""

import json
from typing import Any

import pytest

from newscrawl.items import Article
from tests.extraction.builders import ARTICLE, article_of, read


def script(*objects: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(objects)}</script>'


def news(**said: Any) -> str:
    return script({"@type": "NewsArticle", **said})


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def crumbs(*names: str) -> str:
    steps = [{"position": n, "name": name} for n, name in enumerate(names, 1)]
    return script({"@type": "BreadcrumbList", "itemListElement": steps})


@pytest.mark.parametrize(
    ("said", "sections"),
    [
        (news(articleSection=["سیاسی", "ایران"]), ["سیاسی", "ایران"]),
        (news(mainEntityOfPage={"breadcrumb": "جهان > آسیا"}), ["جهان", "آسیا"]),
        (meta("article:section", "سیاسی &gt; سیاست خارجی"), ["سیاسی", "سیاست خارجی"]),
        (meta("article:section", "بانک، بیمه و بورس"), ["بانک، بیمه و بورس"]),
        (meta("article:section", "سیاسی, جهان"), ["سیاسی", "جهان"]),
        (meta("article:section", "خانه اصلی|سیاسی"), ["سیاسی"]),
        (meta("article:section", "🏠 > سیاسی"), ["سیاسی"]),
        (crumbs("Home", "روزپلاس", "اقتصاد", "عنوان خبر"), ["اقتصاد"]),
        (crumbs("روزپلاس | صفحه اصلی | Rooz", "اقتصاد") + meta("article:section", "x"), ["اقتصاد"]),
        (crumbs("خانه") + meta("article:section", "ورزش"), ["ورزش"]),
        ('<span itemprop="articleSection" hidden>x</span>', []),
        ('<span itemprop="articleSection"> ورزش </span>', ["ورزش"]),
        ('<a href="/fa/news/99/y"><span itemprop="articleSection">x</span></a>', []),
    ],
)
def test_sections(said: str, sections: list[str]) -> None:
    assert read(said + ARTICLE).sections == sections


def test_what_readers_see_comes_first() -> None:
    seen = '<div class="news_path"><a href="/">روز</a> » <a href="/fa/a">ورزش</a></div>'
    assert read(meta("article:section", "x") + seen + ARTICLE).sections == ["ورزش"]


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        (news(keywords="ایران، عراق ,قطر"), ["ایران", "عراق", "قطر"]),
        (meta("article:tag", "ایران , عراق"), ["ایران", "عراق"]),
        (meta("article:tag", "ایران، ما") + meta("article:tag", "عراق"), ["ایران، ما", "عراق"]),
        (
            meta("article:tag", "ایران, قم") * 2 + meta("article:tag", "عراق"),
            ["ایران", "قم", "عراق"],
        ),
        (meta("article:tag", "سیاه&amp;zwnj;چاله") + meta("article:tag", "x"), ["سیاه‌چاله", "x"]),
        (meta("news_keywords", "ایران - عراق - قطر"), ["ایران", "عراق", "قطر"]),
        (meta("news_keywords", "ایران"), ["ایران"]),
        (meta("keywords", "خبر, اخبار, روزنامه"), []),
    ],
)
def test_tags(said: str, tags: list[str]) -> None:
    assert read(said + ARTICLE).tags == tags


@pytest.mark.parametrize(
    ("said", "author"),
    [
        (news(author={"@type": "Person", "name": "سارا"}), "سارا"),
        (news(author={"@id": "#p"}) + script({"@id": "#p", "name": "سارا"}), "سارا"),
        (news(author=[{"@type": "Organization", "name": "گروه"}, "رضا"]), "رضا"),
        (meta("article:author", "https://facebook.com/sara"), None),
        (meta("author", "Arya Group"), None),
        (meta("author", "ایران سامانه"), None),
        (meta("author", "خبرگزاری روزپلاس | آخرین اخبار"), None),
        (meta("DC.Creator", "رضا کریمی"), "رضا کریمی"),
        ('<div class="comments"><b itemprop="author">x</b></div>', None),
    ],
)
def test_author(said: str, author: str | None) -> None:
    assert read(said + ARTICLE).author == author


@pytest.mark.parametrize(
    ("said", "agency"),
    [
        (news(sourceOrganization={"name": "نمونه‌پرس"}), "نمونه‌پرس"),
        (news(author={"@type": "Organization", "name": "ایسنا"}), "ایسنا"),
        (news(author={"@type": "Organization", "name": "روزپلاس"}), None),
        (news(author={"@type": "NewsMediaOrganization", "name": "گروه ما"}), None),
        (meta("dcterms.source", "خبرگزاری فارس"), "خبرگزاری فارس"),
        (meta("dc.source", "fa"), None),
    ],
)
def test_agency(said: str, agency: str | None) -> None:
    assert read(said + ARTICLE).agency == agency


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        (news(datePublished="2022-01-01"), ["2022-01-01"]),
        (meta("DC.Date.Created", "2022-01-01"), ["2022-01-01"]),
        (script({"@graph": [{"@type": "WebPage", "datePublished": "2022-01-01"}]}), ["2022-01-01"]),
        (script({"@type": "WebPage", "url": "/fa/news/9", "datePublished": "2022-01-01"}), []),
        (script({"@type": "CollectionPage", "datePublished": "2022-01-01"}), []),
        (script({"@type": "Organization", "foundingDate": "2022-01-01"}), []),
        (script({"@type": "Person", "birthDate": "2022-01-01"}), []),
        (news(url="/fa/news/9/z", datePublished="2022-01-01"), []),
        ('<a href="/fa/news/9">x<meta itemprop="datePublished" content="2022-01-01"></a>', []),
    ],
)
def test_moments_of_publication(said: str, moments: list[str]) -> None:
    assert read(said + ARTICLE).published_machine == moments


@pytest.mark.parametrize(
    ("said", "url"),
    [
        (meta("og:image", "/a/1.jpg"), "https://x.ir/a/1.jpg"),
        (meta("og:image", "/sites/default/files/1.jpg"), "https://x.ir/sites/default/files/1.jpg"),
        (news(image=[{"@type": "ImageObject", "url": "/1.jpg"}, "/2.jpg"]), "https://x.ir/1.jpg"),
        (meta("og:image", "/client/themes/fa/main/img/1.jpg"), None),
        (meta("og:image", "/a/site-logo.png"), None),
        (meta("og:image", "/"), None),
        (meta("twitter:image", "javascript:1"), None),
    ],
)
def test_the_picture_that_stands_for_the_article(said: str, url: str | None) -> None:
    assert [image["url"] for image in read(said + ARTICLE).images] == ([url] if url else [])
    own = ARTICLE.replace("<p>", '<p><img src="/own.jpg">')
    assert [image["url"] for image in read(said + own).images] == ["https://x.ir/own.jpg"]


DATE = meta("article:published_time", "2022-03-05T11:00:20+03:30")


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("شنبه ۱۴ اسفند ۱۴۰۰ - ۱۱:۰۰", "شنبه ۱۴ اسفند ۱۴۰۰ - ۱۱:۰۰"),
        ("۱۴ اسفند ۱۴۰۰", "۱۴ اسفند ۱۴۰۰"),
        ("۱۴ اسفند ۱۴۰۰ - ۱۵:۰۰", None),  # of a change, or of the page
        ("۱۵ اسفند ۱۴۰۰", None),
    ],
)
def test_a_date_near_the_headline_counts_if_it_is_that_for_machines(
    seen: str, words: str | None
) -> None:
    html = ARTICLE.replace('<div class="body">', f'<i>{seen}</i><div class="body">')
    assert read(DATE + html).published_text == words
    assert read(html).published_text is None


@pytest.mark.parametrize("zero", ["0000-00-00 00:00:00", "۰۰/۰۰/۰۰ - ۰۰:۰۰", "0001-01-01T00:00:00"])
def test_a_date_of_zeros_is_none(zero: str) -> None:
    said = meta("article:published_time", zero) + meta("article:modified_time", zero)
    article: Article = article_of(f'{said}<i class="news-date">تاریخ: {zero}</i>{ARTICLE}')
    assert (article.published_text, article.published_at, article.modified_at) == (None,) * 3
    assert article.problems == ["published_at: no date found"]


def test_of_a_toolbar_the_words_of_the_date_are_kept() -> None:
    bar = '<i class="news-date">کد خبر: ۵۵ | تاریخ: ۲۱ تیر ۱۳۹۸ ساعت ۱۷:۲۱ | نظرات: ۳</i>'
    assert article_of(bar + ARTICLE).published_text == "۲۱ تیر ۱۳۹۸ ساعت ۱۷:۲۱"
