"""Which addresses of a site are articles', and which article's."""

import pytest

from newscrawl.cms import Family
from newscrawl.cms.asam import Asam
from newscrawl.cms.generic import Generic
from newscrawl.cms.nastooh import Nastooh

HOST = "https://x.ir"


def key(family: Family, path: str) -> str | None:
    return family.key(HOST + path)


# -- Generic ---------------------------------------------------------------------------


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
    assert key(Generic(), path) == code
    assert Generic().code_in(HOST + path) == code
    assert not Generic().is_list(HOST + path)


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
    found = key(Generic(), path)
    assert found is not None
    assert found == Generic().article_url(HOST + path)
    assert key(Generic(), path + "/?utm_source=x#comments") == found
    assert not Generic().is_list(HOST + path)


def test_generic_keeps_two_articles_of_a_year_or_day_apart() -> None:
    for one, other in (
        ("/news/1404/سفال-میبد", "/news/1404/سیل-شیراز"),
        ("/news/20230517/pottery", "/news/20230517/flood"),
        ("/1402/08/سفال-میبد", "/1402/08/سیل-شیراز"),
        ("/2023/05/17/pottery", "/2023/05/18/pottery"),
    ):
        assert key(Generic(), one) != key(Generic(), other)


def test_generic_gives_one_key_to_the_spellings_of_an_address() -> None:
    raw = "/1402/08/11/کارگاه-سفال/"
    encoded = Generic().article_url(HOST + raw)
    assert encoded.isascii()
    assert Generic().key(encoded) == key(Generic(), raw) == encoded
    assert Generic().article_url(encoded) == encoded


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
    assert key(Generic(), path) is None
    assert not Generic().is_list(HOST + path)


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
    assert key(Generic(), path) is None
    assert not Generic().is_list(HOST + path)


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
    assert key(Generic(), path) is None
    assert Generic().is_list(HOST + path)


@pytest.mark.parametrize("path", ["/?p=123", "/index.php?id=123456", "/news.aspx?code=123456"])
def test_generic_does_not_know_articles_that_a_query_names(path: str) -> None:
    """Not supported: one path with thousands of queries is how calendars and searches look, too."""
    assert key(Generic(), path) is None


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
    assert Generic().page_of(HOST + path) == page


# -- Asam ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/بخش-سیاسی-3/1736673-سفر-وزیر", "1736673"),
        ("/%D8%A8%D8%AE%D8%B4-%D8%B3%DB%8C%D8%A7%D8%B3%DB%8C-3/1736673-slug", "1736673"),
        ("/بخش-خبر-64/3912345-۲۰-خبر-مهم", "3912345"),
        ("/fa/tiny/news-3912345", "3912345"),
        ("/fa/news/1736673/سفر-وزیر", "1736673"),
        ("/fa/news/1736673", "1736673"),
        ("/fa/news/1401/07/12/2782938/نخستین-برف", "2782938"),
        ("/fa/news/1401/7/2/2782938", "2782938"),
        ("/fa/news/1401/slug", "1401"),
        ("/fa/photo/577655/پاییز", "577655"),
        ("/fa/video/577655", "577655"),
    ],
)
def test_asam_knows_an_article(path: str, code: str) -> None:
    assert key(Asam(), path) == code
    assert Asam().article_url(HOST + path).endswith(code)
    assert Asam().is_album(HOST + path) == ("photo" in path or "video" in path)


@pytest.mark.parametrize(
    "path",
    [
        "/tags/22-بهمن",
        "/tag/1404-انتخابات",
        "/search/2024-olympic",
        "/thumbnail/1736673-160.jpg",
        "/files/1736673-1.pdf",
        "/print/1736673-slug",
        "/en/1736673-slug",
        "/بخش-سیاسی-3",
        "/archive",
        "/feeds/",
        "/fa/service/2",
        "/fa/news/",
        "/fa/tiny/news-",
    ],
)
def test_asam_takes_for_no_article(path: str) -> None:
    assert key(Asam(), path) is None


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("/", True),
        ("/fa", True),
        ("/بخش-سیاسی-3", True),
        ("/بخش-سیاسی-3/", True),
        ("/archive", False),
        ("/tags", False),
        ("/search", False),
        ("/en", False),
        ("/feeds", False),
        ("/login", False),
        ("/robots.txt", False),
        ("/بخش-سیاسی-3/1736673-slug", False),
    ],
)
def test_lists_of_asam(path: str, is_list: bool) -> None:
    assert Asam().is_list(HOST + path) == is_list


# -- Nastooh ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "code", "canonical"),
    [
        ("/news/84512345/سفر-وزیر", "84512345", "/news/84512345"),
        ("/news/84512345", "84512345", "/news/84512345"),
        ("/news/1402081510123/سفر-وزیر", "1402081510123", "/news/1402081510123"),
        ("/news/117823/%D8%B3%D9%81%D8%B1?x=1#comments", "117823", "/news/117823"),
        ("/photo/5901234/سیلاب", "5901234", "/photo/5901234"),
        ("/video/1401777", "1401777", "/video/1401777"),
        ("/x612345", "612345", "/news/612345"),
    ],
)
def test_nastooh_knows_an_article(path: str, code: str, canonical: str) -> None:
    assert key(Nastooh(), path) == code
    assert Nastooh().article_url(HOST + path) == HOST + canonical


@pytest.mark.parametrize(
    "path",
    [
        "/x6Abc",
        "/xjK6Abc",
        "/x1234",  # may be base 62
        "/x12Ab34",
        "/news/",
        "/news/abc",
        "/newspaper/12345",
        "/tag/84512345",
        "/print/84512345",
        "/service/politics",
        "/archive?pi=2",
        "/page/archive.xhtml?mn=4&dy=22&yr=1400&pi=1",
        "/d/2022/10/04/4/170000.jpg",
        "/rss/tp/84",
        "/en/news/84512345",
    ],
)
def test_nastooh_takes_for_no_article(path: str) -> None:
    assert key(Nastooh(), path) is None


@pytest.mark.parametrize(
    ("path", "is_list"),
    [
        ("/", True),
        ("/service/politics", True),
        ("/service/politics/parliament", True),
        ("/photo", True),
        ("/video/", True),
        ("/archive", False),
        ("/page/archive.xhtml", False),
        ("/tag/x", False),
        ("/rss", False),
        ("/news/84512345/x", False),
        ("/photo/84512345/x", False),
    ],
)
def test_lists_of_nastooh(path: str, is_list: bool) -> None:
    assert Nastooh().is_list(HOST + path) == is_list
