"""Addresses of WordPress."""

import pytest

from newscrawl.cms.wordpress import WordPress, is_later_page

FAMILY = WordPress()
SLUG = "%da%af%d8%b4%d8%a7%db%8c%d8%b4-%da%a9%d8%aa%d8%a7%d8%a8"
SPELLED = SLUG.upper()


@pytest.mark.parametrize(
    ("path", "key"),
    [
        (f"/150/{SLUG}/", "150"),
        (f"/150/{SLUG}", "150"),
        (f"/sports/150/{SLUG}/?utm_source=x", "150"),
        ("/?p=150", "150"),
        ("/?p=150&preview=true", "150"),
        ("/archives/150", "150"),
        ("/news/12/", "12"),
        ("/۱۵۰/خبر/", "150"),
        (f"/2019/07/24/{SLUG}/", f"https://x.ir/2019/07/24/{SPELLED}"),
        ("/1398/05/02/wheat-12345/", "https://x.ir/1398/05/02/wheat-12345"),
        ("/گشایش-باغ-موزه-در-مشهد/", None),
        ("/category/politics/", ""),
        ("/category/150/politics/", ""),
        ("/tag/book-fair-of-the-town/", ""),
        ("/author/admin/", ""),
        ("/page/150/", ""),
        ("/150/slug/feed/", ""),
        ("/comments/feed/", ""),
        ("/wp-content/uploads/2019/07/a-picture-of-the-town.jpg", ""),
        ("/wp-json/wp/v2/posts/150", ""),
        ("/2019/07/24/", ""),
        ("/?page_id=150", ""),
        ("/?cat=150", ""),
        ("/?p=abc", ""),
        ("/about/", ""),
        ("/slug/2/", ""),
        ("/", ""),
    ],
)
def test_the_number_of_a_post_or_its_address_is_its_key(path: str, key: str | None) -> None:
    found = FAMILY.reference(f"https://x.ir{path}")
    if key is None:
        assert found is not None
        assert found.key == found.url
        assert found.code is None
    else:
        assert (found.key if found else "") == key


@pytest.mark.parametrize(
    "path",
    [
        *(f"/150/{SLUG}/2/", "/archives/150/2", "/150/99/", "/news/150/3"),
        *(f"/2019/07/24/{SLUG}/2/", "/1402/05/03/باران/12", f"/1500/{SLUG}/2"),
        *("/?p=150&page=2", "/?page=3&p=150"),
    ],
)
def test_a_later_page_of_a_post_is_neither_an_article_nor_a_list_that_is_followed(
    path: str,
) -> None:
    url = f"https://x.ir{path}"
    assert FAMILY.reference(url) is None
    assert not FAMILY.is_list(url) or FAMILY.page_of(url)[1] == 0


@pytest.mark.parametrize("path", ["/150/1/", "/?p=150&page=1", "/news/12/", "/archives/100"])
def test_what_is_no_later_page(path: str) -> None:
    assert not is_later_page(f"https://x.ir{path}")


def test_the_address_that_is_kept() -> None:
    assert FAMILY.article_url("https://x.ir/?p=150&utm=x") == "https://x.ir/?p=150"
    assert FAMILY.article_url(f"https://x.ir/150/{SLUG}/?utm=x") == f"https://x.ir/150/{SPELLED}"


@pytest.mark.parametrize(
    ("path", "number"), [("/page/2/", 2), ("/category/%d8%a7/page/3/", 3), ("/?paged=4", 4)]
)
def test_pages_of_lists(path: str, number: int) -> None:
    assert FAMILY.is_list(f"https://x.ir{path}")
    assert FAMILY.page_of(f"https://x.ir{path}")[1] == number


def test_posts_are_no_lists() -> None:
    assert not FAMILY.is_list("https://x.ir/150/slug/")
    assert not FAMILY.is_list("https://x.ir/?p=150")
    assert FAMILY.is_list("https://x.ir/politics/")


def test_what_a_feed_names_is_a_post_whatever_it_is_called() -> None:
    found = FAMILY.named_reference("https://x.ir/flood/")
    assert found is not None
    assert (found.key, found.code) == ("https://x.ir/flood", None)
    for path in ("/", "/?page_id=2", "/category/x/", "/tag/x/", "/2019/07/", "/a.pdf"):
        assert FAMILY.named_reference(f"https://x.ir{path}") is None, path


@pytest.mark.parametrize(
    ("sitemap", "names"),
    [
        ("/wp-sitemap-posts-post-1.xml", True),
        ("/post-sitemap.xml", True),
        ("/post-sitemap12.xml", True),
        ("/wp-sitemap-posts-page-1.xml", False),
        ("/wp-sitemap-taxonomies-post_tag-1.xml", False),
        ("/wp-sitemap-users-1.xml", False),
        ("/category-sitemap.xml", False),
        ("/page-sitemap.xml", False),
        ("/wp-sitemap.xml", None),
        ("/?sitemap=index", None),
        ("/?sitemap=posts&sitemap-subtype=post&paged=2", True),
        ("/?sitemap=posts-post-1", True),
        ("/?paged=1&sitemap-subtype=page&sitemap=posts", False),
        ("/?sitemap=taxonomies&sitemap-subtype=category&paged=1", False),
        ("/?sitemap=users&paged=1", False),
        ("/?sitemap=", None),
        ("/sitemap_index.xml", None),
        ("/project-sitemap.xml", None),
    ],
)
def test_sitemaps_say_what_they_name(sitemap: str, names: bool | None) -> None:
    assert FAMILY.names_articles(f"https://x.ir{sitemap}") is names


def test_a_site_says_what_is_its_own() -> None:
    assert WordPress(body=(".matn",)).body == (".matn",)
