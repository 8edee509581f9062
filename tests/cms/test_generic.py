"""Addresses of the family Generic; its pages are in tests/extraction."""

import pytest

from newscrawl.cms.generic import Generic

FAMILY = Generic()
HOST = "https://x.ir"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/news/123456/سیل-در-شیراز", "123456"),
        ("/news/123456/%D8%B3%DB%8C%D9%84/", "123456"),
        ("/fa/news-details/123456/", "123456"),
        ("/fa/news/1234/x", "1234"),
        ("/news/1402081510123/سیل-در-شیراز", "1402081510123"),
        ("/mobile/404321-آیفون-تازه/", "404321"),
        ("/persian/iran-features-61234567", "61234567"),
        ("/fa-ir/سیل-در-شیراز/a-66123456", "66123456"),
        ("/a/iran-flood/32012345.html", "32012345"),
        ("/news/98765.html", "98765"),
        ("/archives/54321", "54321"),
        ("/category/sport/123456-سیل", "123456"),
        ("/202311051234", "202311051234"),
        ("/fa/news/12345/درباره-booking.com", "12345"),
        ("/2023/05/17/98765/slug", "98765"),
    ],
)
def test_generic_knows_an_article_by_its_number(path: str, code: str) -> None:
    assert FAMILY.key(HOST + path) == code
    assert FAMILY.code_in(HOST + path) == code
    assert not FAMILY.is_list(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/1402/08/11/کارگاه-سفال",
        "/1402/8/1/سفال",
        "/2023/05/17/pottery",
        "/2023/05/pottery-workshop.html",
        "/blog/2023/05/17/pottery",
        "/2023-05-17/pottery",
        "/news/20230517/pottery",
        "/fa/1402/سفال-میبد",
        "/news/1404/سفال-میبد",
        "/کارگاه-سفال-میبد-باز-شد",
        "/pottery-workshop-opens-again",
        "/persian/articles/c4gzz1k2dpvo",
    ],
)
def test_generic_knows_an_article_without_a_number_by_its_whole_address(path: str) -> None:
    found = FAMILY.key(HOST + path)
    assert found is not None
    assert found == FAMILY.article_url(HOST + path)
    assert FAMILY.key(HOST + path + "/?utm_source=x#comments") == found
    assert not FAMILY.is_list(HOST + path)


def test_generic_keeps_two_articles_of_a_year_or_day_apart() -> None:
    for one, other in (
        ("/news/1404/سفال-میبد", "/news/1404/سیل-شیراز"),
        ("/news/20230517/pottery", "/news/20230517/flood"),
        ("/1402/08/سفال-میبد", "/1402/08/سیل-شیراز"),
        ("/2023/05/17/pottery", "/2023/05/18/pottery"),
    ):
        assert FAMILY.key(HOST + one) != FAMILY.key(HOST + other)


def test_generic_gives_one_key_to_the_spellings_of_an_address() -> None:
    raw = "/1402/08/11/کارگاه-سفال/"
    encoded = FAMILY.article_url(HOST + raw)
    assert encoded.isascii()
    assert FAMILY.key(encoded) == FAMILY.key(HOST + raw) == encoded
    assert FAMILY.article_url(encoded) == encoded


@pytest.mark.parametrize(
    "path",
    [
        "/tag/سفال-میبد-یزد-کویر/",
        "/tags/123456",
        "/برچسب/123456/",
        "/author/sara-mohammadi-of-rooydad-nama/",
        "/نویسنده/سارا-محمدی-خبرنگار-رویدادنما/",
        "/search/123456",
        "/news/123456/print",
        "/print/123456",
        "/news/123456/سفال/amp/",
        "/news/123456/feed/",
        "/2023/05/17/pottery/comment-page-2/",
        "/2023/05/17/pottery/trackback/",
        "/wp-content/uploads/2023/05/report-123456.pdf",
        "/files/123456/سفال",
        "/d/2023/05/17/4/123456.jpg",
        "/video/123456.mp4",
        "/en/news/123456/pottery",
        "/ar/123456",
        "/about-us/",
        "/login",
        "/sitemap.xml",
    ],
)
def test_generic_takes_for_nothing(path: str) -> None:
    assert FAMILY.key(HOST + path) is None
    assert not FAMILY.is_list(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/1402/",
        "/2023",
        "/1404/07",
        "/1404/07/12/",
        "/2023-05-17",
        "/archive",
        "/archive/1404/07/12",
        "/archives/1402",
        "/archive/page/2",
    ],
)
def test_generic_takes_days_and_archives_for_nothing(path: str) -> None:
    assert FAMILY.key(HOST + path) is None
    assert not FAMILY.is_list(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/fa",
        "/economy",
        "/category/economy/",
        "/category/science-and-technology-of-iran/",
        "/category/12345",
        "/category/news/science-and-technology-of-iran/",
        "/service/123456",
        "/دسته-بندی/علم-فناوری-دانشگاه-پژوهش/",
        "/category/economy/page/3/",
        "/page/2/",
        "/index.php",
    ],
)
def test_generic_takes_for_a_list(path: str) -> None:
    assert FAMILY.key(HOST + path) is None
    assert FAMILY.is_list(HOST + path)


@pytest.mark.parametrize("path", ["/?p=123", "/index.php?id=123456", "/news.aspx?code=123456"])
def test_generic_does_not_know_articles_that_a_query_names(path: str) -> None:
    """Not supported: one path with thousands of queries is how calendars and searches look, too."""
    assert FAMILY.key(HOST + path) is None


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/category/x/", ("/category/x", None)),
        ("/category/x/page/3/", ("/category/x", 3)),
        ("/page/2/", ("", 2)),
        ("/x?page=4", ("/x", 4)),
        ("/x?paged=4", ("/x", 4)),
        ("/x?page=4&sort=1", ("/x", 0)),
        ("/page/2/?s=iran", ("/page/2", 0)),
        ("/x?s=iran", ("/x", 0)),
    ],
)
def test_generic_counts_the_pages_of_a_list(path: str, page: tuple[str, int | None]) -> None:
    assert FAMILY.page_of(HOST + path) == page


def test_what_a_site_declares_comes_first() -> None:
    family = Generic(articles=("/view.php?show={code}", "/news/{code}/{slug}"), ignored=("/shop",))
    assert family.key(f"{HOST}/view.php?lang=fa&show=12") == "12"
    assert family.article_url(f"{HOST}/view.php?lang=fa&show=12") == f"{HOST}/view.php?show=12"
    assert family.key(f"{HOST}/news/12/سفال-میبد") == "12"  # too short to be guessed
    assert family.code_path == "/view.php?show={code}"
    assert not family.is_list(f"{HOST}/view.php?show=12")
    # Else as on any site.
    assert family.key(f"{HOST}/gallery/123456/سفال-میبد") == "123456"
    assert family.is_list(f"{HOST}/economy")
    for path in ("/shop/123456/سفال", "/shop", "/view.php"):
        assert family.key(HOST + path) is None
    assert not family.is_list(f"{HOST}/shop")


def test_a_copy_in_a_web_archive_has_the_code_of_its_original() -> None:
    for when in ("20170118120000", "2017", "20170118id_"):
        copy = f"https://web.archive.org/web/{when}/http://x.ir/News/120200622120908039/a"
        found = FAMILY.reference(copy)
        assert found is not None
        assert (found.code, found.key) == (
            "120200622120908039",
            "http://x.ir/News/120200622120908039/a",
        )
        assert found.url == copy
    bare = FAMILY.reference("https://web.archive.org/web/20170118000000/x.ir/news/10001/a")
    assert bare is not None and bare.code == "10001"
    assert FAMILY.reference("https://web.archive.org/web/2017/http://x.ir/") is None


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/000Glp", "/000Glp"),
        ("/?p=12", "/?p=12"),
        ("/view.aspx?id=5", "/view.aspx?id=5"),
        ("/news/12345/a", "/news/12345/a"),
        ("/", None),
        ("/tag/a", None),
        ("/files/a.pdf", None),
    ],
)
def test_what_a_feed_names_may_be_an_article_at_a_short_address(path: str, url: str | None) -> None:
    assert FAMILY.key(HOST + "/000Glp") is None
    found = FAMILY.named_reference(HOST + path)
    assert (found.url if found else None) == (HOST + url if url else None)


@pytest.mark.parametrize(
    ("path", "is_of_articles"),
    [("/news-sitemap.xml", True), ("/post-sitemap2.xml", True), ("/sitemap.xml", None),
     ("/newspaper.xml", None)],
)  # fmt: skip
def test_sitemaps_of_articles(path: str, is_of_articles: bool | None) -> None:
    assert FAMILY.names_articles(HOST + path) is is_of_articles
