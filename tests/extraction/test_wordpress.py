"""Pages of WordPress: of its own theme, of themes with other names, with plugins."""

from datetime import UTC, datetime

import pytest

from newscrawl.answers.advice import NO_NEWS
from newscrawl.cms import Family
from newscrawl.cms.generic import Generic
from newscrawl.cms.wordpress import WordPress
from newscrawl.extraction import NotAnArticle, Page, RawArticle, read
from newscrawl.extraction.loader import load_article
from newscrawl.extraction.reading import GENERIC
from newscrawl.extraction.wordpress import LIST, PageKind, is_post, marks

TITLE = "آب‌گیری سد تازه در گرگان آغاز شد"
TEXT = (
    "سد تازهٔ گرگان پس از شش سال ساخت از امروز آب‌گیری می‌شود و کشاورزان چشم‌به‌راه آن بودند.",
    "مدیر آب استان گفت: «تا پایان بهار نیمی از مخزن پر می‌شود و زمین‌های پایین‌دست آب می‌گیرند.»",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
TIME = '<time class="entry-date published" datetime="{}">{}</time>'
GREGORIAN = TIME.format("2019-07-24T00:02:00+04:30", "July 24, 2019")
JALALI = TIME.format("1398-05-02T00:02:00+04:30", "۲ مرداد ۱۳۹۸")
TERMS = (
    '<footer class="entry-footer"><span>{}</span> <a href="/author/admin/" rel="author">سارا</a>'
    '<a href="/category/x/" rel="category tag">اقتصادی</a>'
    '<a href="/tag/a/" rel="tag">گرگان</a><a href="/tag/b/" rel="tag">سد</a></footer>'
)
HEAD = (
    '<meta name="generator" content="WordPress 6.1.9"><link rel="shortlink" href="/?p=150">'
    '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/150">'
)
SINGLE = "post-template-default single single-post postid-150 single-format-standard"
POST = "post-150 post type-post status-publish format-standard hentry category-3"
PERMALINKS = ("/150/slug/", "/2019/07/24/slug/", "/slug/", "/?p=150", "/archives/150")


def page(inside: str, *, path: str = "/150/slug/", head: str = HEAD, body: str = SINGLE) -> Page:
    html = (
        f"<html><head><title>{TITLE} – خبرگاه</title>{head}</head><body class='{body}'>"
        f"<header><a href='/'>خبرگاه</a></header><main>{inside}</main>"
        "<aside><h2>تازه‌ها</h2><a href='/149/other/'>خبری دیگر از همین سایت و همین روز</a></aside>"
        "</body></html>"
    )
    return Page.of(html, f"https://x.ir{path}")


def post(
    text: str = f'<div class="entry-content">{PARAGRAPHS}</div>', time: str = GREGORIAN
) -> str:
    return (
        f'<article id="post-150" class="{POST}"><h1 class="entry-title">{TITLE}</h1>'
        f"{text}{TERMS.format(time)}</article>"
    )


def moment(raw: RawArticle) -> str | None:
    article = load_article(raw, site="x", url="https://x.ir/", fetched_at=datetime.now(UTC))
    assert article.problems == []
    return article.published_at


@pytest.mark.parametrize("family", [WordPress(), GENERIC], ids=["declared", "generic"])
@pytest.mark.parametrize("time", [GREGORIAN, JALALI], ids=["gregorian", "jalali"])
@pytest.mark.parametrize("path", PERMALINKS)
def test_a_post_of_the_usual_theme(path: str, time: str, family: Family) -> None:
    raw = read(family, page(post(time=time), path=path))
    assert (raw.title, raw.body) == (TITLE, list(TEXT))
    assert (raw.news_code, raw.sections, raw.tags) == ("150", ["اقتصادی"], ["گرگان", "سد"])
    assert (raw.author, raw.problems) == ("سارا", [])
    assert moment(raw) == "2019-07-24T00:02:00+04:30"


@pytest.mark.parametrize("name", ["contentsingle", "td-post-content", "con", "matn-khabar"])
def test_a_theme_with_names_of_its_own(name: str) -> None:
    inside = (
        f"<div class='{POST}' id='post-150'><h1 class='titr'>{TITLE}</h1>{GREGORIAN}"
        f"<div class='{name}'>{PARAGRAPHS}</div></div>"
    )
    raw = read(WordPress(), page(inside))
    assert (raw.title, raw.body, raw.news_code) == (TITLE, list(TEXT), "150")
    assert moment(raw) == "2019-07-24T00:02:00+04:30"


def test_a_theme_without_any_classes() -> None:
    raw = read(WordPress(), page(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>", body=""))
    assert (raw.title, raw.body, raw.news_code) == (TITLE, list(TEXT), "150")


def test_a_site_names_what_its_theme_renamed() -> None:
    inside = f"<h1>{TITLE}</h1><div class=entry-content>منو</div><div class=matn>{PARAGRAPHS}</div>"
    assert read(WordPress(body=(".matn",)), page(inside)).body == list(TEXT)


def test_dates_of_plugins() -> None:
    bare = (
        f"<article id='post-150' class='{POST}'><h1>{TITLE}</h1><div class=entry>{PARAGRAPHS}</div>"
    )
    meta = HEAD + '<meta property="article:published_time" content="1397-10-01T22:02:00+03:30">'
    assert moment(read(WordPress(), page(bare, head=meta))) == "2018-12-22T22:02:00+03:30"
    graph = (
        HEAD + '<script type="application/ld+json">{"@context":"https://schema.org","@graph":'
        '[{"@type":"WebSite","name":"خبرگاه"},{"@type":"NewsArticle","headline":"' + TITLE + '",'
        '"datePublished":"2018-12-22T18:32:00+00:00"}]}</script>'
    )
    assert (moment(read(WordPress(), page(bare, head=graph))) or "").startswith("2018-12-22T")


def test_an_album_needs_no_text() -> None:
    gallery = (
        "<div class='entry-content'><figure><img src='/wp-content/uploads/1.jpg'></figure></div>"
    )
    raw = read(WordPress(), page(post(gallery)))
    assert [image["url"] for image in raw.images] == ["https://x.ir/wp-content/uploads/1.jpg"]
    assert raw.body == []


def test_the_page_knows_its_number_better_than_its_address() -> None:
    raw = read(WordPress(), page(post(), path="/archives/1402"))
    assert (raw.news_code, raw.problems) == ("150", [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("page-template-default page page-id-2", NO_NEWS),
        ("attachment attachment-template-default single single-attachment postid-9", NO_NEWS),
        ("product-template-default single single-product postid-9", NO_NEWS),
        ("archive category category-siasi category-3", LIST),
        ("home blog", LIST),
        ("search search-results", LIST),
        ("archive tag tag-x tag-7", LIST),
    ],
)
@pytest.mark.parametrize("family", [WordPress(), GENERIC], ids=["declared", "generic"])
def test_what_is_no_post(body: str, kind: str, family: Family) -> None:
    with pytest.raises(NotAnArticle) as caught:
        read(family, page(f"<h1>{TITLE}</h1>{PARAGRAPHS}", body=body))
    assert (caught.value.kind, caught.value.is_missing) == (kind, False)


def test_marks() -> None:
    found = marks(page(post()).document)
    assert (found.is_wordpress, found.kind, found.number) == (True, PageKind.POST, "150")
    assert is_post(page(post()).document)
    # Many posts: a list, even where the theme leaves the classes of <body> out.
    some = "".join(f"<article class='post-{n} type-post hentry'>x</article>" for n in (1, 2, 3))
    several = marks(page(some, body="", head='<link rel="https://api.w.org/" href="/">').document)
    assert (several.is_wordpress, several.kind, several.number) == (True, None, None)
    other = marks(page("<p>x</p>", head="", body="single").document)
    assert not other.is_wordpress


def test_a_site_that_says_generic_and_more_is_read_as_it_says() -> None:
    inside = f"<h1>{TITLE}</h1>{GREGORIAN}<article><div>{PARAGRAPHS}</div></article>"
    raw = read(Generic(title=("h1",)), page(inside, path="/2019/07/24/slug/"))
    assert raw.news_code is None


LATER_PAGES = [
    ("/150/slug/", ["/150/slug/2/", "/150/slug/3/"]),
    ("/slug/", ["https://x.ir/slug/2", "https://x.ir/slug/3"]),
    ("/%d8%b3%d8%af/", ["/سد/2/", "/%D8%B3%D8%AF/3/"]),
    ("/archives/150", ["/archives/150/2", "/archives/150/3"]),
    ("/?p=150", ["/?p=150&#038;page=2", "/?p=150&#038;page=3"]),
]


@pytest.mark.parametrize(("path", "hrefs"), LATER_PAGES)
@pytest.mark.parametrize("box", ["page-links", "post-pagination", "pagination"])
def test_a_text_that_goes_on_says_so(path: str, hrefs: list[str], box: str) -> None:
    links = "".join(
        f"<a class='post-page-numbers' href='{href}'>صفحهٔ {number}</a> "
        for number, href in enumerate(hrefs, 2)
    )
    pages = (
        f"<nav class='{box}'><span class='post-page-numbers current'>صفحهٔ ۱</span> {links}</nav>"
    )
    text = f'<div class="entry-content">{PARAGRAPHS}{pages}</div>'
    raw = read(WordPress(), page(post(text), path=path))
    assert raw.body == list(TEXT)
    assert raw.goes_on
    assert raw.problems == ["body: the first of 3 pages"]


@pytest.mark.parametrize(
    "href", ["/151/other/2/", "/150/", "/150/slug/comment-page-2/", "/page/2/", "/?page=2", "/2/"]
)
def test_other_numbers_are_no_later_pages(href: str) -> None:
    raw = read(WordPress(), page(post() + f"<a href='{href}'>۲</a>"))
    assert (raw.goes_on, raw.problems) == (False, [])


def test_neighbours_by_number_are_no_later_pages() -> None:
    raw = read(WordPress(), page(post() + "<a href='/news/13'>۲</a>", path="/news/12"))
    assert not raw.goes_on


@pytest.mark.parametrize("path", ["/150/slug/2/", "/slug/2/", "/?p=150&page=2"])
def test_a_later_page_is_no_article(path: str) -> None:
    with pytest.raises(NotAnArticle, match="a later page of a post") as error:
        read(WordPress(), page(post(), path=path, body=f"{SINGLE} paged-2 single-paged-2"))
    assert error.value.kind == NO_NEWS
