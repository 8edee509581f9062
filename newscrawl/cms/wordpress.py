"""WordPress: what its core puts on every page, and the names of Persian themes.

Markup and addresses as of a WordPress 6.1 with the theme that comes with it; the class names of
themes as in the selector lists of other scrapers, the commonest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import unquote, urlsplit

from newscrawl.cms.base import Family, Patterns, Selectors
from newscrawl.cms.generic import Generic, after_day, is_elsewhere, is_file
from newscrawl.cms.patterns import parameters
from newscrawl.urls import ArticleReference, one_spelling, origin, plain_code, url_path

#: Of a post in its address: before its slug (``/150/slug``), or alone where it is no year, no page
#: of a list and no page of a long post (``/slug/2``).
_NUMBER = re.compile(
    r"/(\d{1,15})/[^/]*[^\W\d_][^/]*/?$|/(?:archives?|news|posts?|p|n)/(\d{1,15})/?$|/(\d{3,15})/?$"
)
_PAGES = re.compile(r"/page/\d+/?$")
#: Of a later page of a long post, behind the post's own address.
_LATER = re.compile(r"/(?:[2-9]|[1-9]\d)/?$")
#: Lists by the names that WordPress has for them.
_LISTS = re.compile(r"^/(?:[^/]+/)?(?:category|topics?|cat|دسته|دسته-?بندی)/", re.IGNORECASE)
#: Sitemaps of posts: WordPress's own, Yoast's and RankMath's.
_POSTS: Final = re.compile(r"/(?:wp-sitemap-posts-post-|(?:post|news)-sitemap)\d*\.xml(?:\.gz)?$")
_NO_POSTS: Final = re.compile(
    r"/(?:wp-sitemap-(?:posts-page|posts-attachment|taxonomies|users)-[\w-]*|"
    r"(?:page|attachment|category|post_tag|author|product(?:_cat|_tag)?|elementor_library|"
    r"post_format)-sitemap\d*)\.xml(?:\.gz)?$"
)


@dataclass(frozen=True)
class WordPress(Generic):
    """A post may stand at any address, so the page says whether it is one, and its number.

    ``/150/slug``, ``/archives/150`` and ``/?p=150`` name the number of a post, which is its news
    code; ``/2019/07/24/slug`` and ``/slug`` do not.
    """

    name: ClassVar[str] = "wordpress"
    #: A section is rarely of three words, a headline often.
    headline_words: ClassVar[int] = 3
    #: The slug of a post whose title has no letters.
    articles: Patterns = ("/{number}-{number}",)
    page_parameters: Selectors = ("paged",)
    feeds: tuple[str, ...] = ("/feed/",)
    #: Else the home page would be asked for as one.
    feed_indexes: tuple[str, ...] = ()
    feed_pages: str | None = "paged"
    plain_feeds: tuple[str, ...] = ("/?feed=rss2",)
    plain_sitemaps: tuple[str, ...] = ("/?sitemap=index",)

    api: str | None = "/wp-json/wp/v2/posts"

    title: Selectors = ("h1.entry-title", "h1.jeg_post_title", "h1.post-title", ".entry-title",
                        ".single-post-title", ".post-title", "h1", "h2.title", "section.single h2",
                        ".single-content-title")  # fmt: skip
    kicker: Selectors = (".rotitr", ".rootitr", ".roti", ".rutitr", ".rotitle", ".toptitle-post",
                         ".text-sin", ".single-content-anavin", ".catpo")  # fmt: skip
    lead: Selectors = (".lead", ".single-post-excerpt", ".entry-sub-title", ".news-lead",
                       ".elementor-widget-theme-post-excerpt", ".excerpt", ".post-subtitle",
                       ".summary", ".excerpt-news", ".desc_news",
                       ".single-content-lid")  # fmt: skip
    body: Selectors = (
        ".entry-content",
        ".elementor-widget-theme-post-content",
        ".contentsingle",
        ".td-post-content",
        ".content-inner",
        ".the_content_body",
        ".post-content .con",
        ".post-content",
        ".post_content",
        ".single-content",
        ".article-content",
        ".news-content",
        ".news_content",
        ".content-entry",
        ".the-content",
        ".entry",
        ".con",
        ".resize",
        "[itemprop=articleBody]",
    )
    #: Of themes and plugins: what stands below a post, counts, ratings, lists of its headings.
    boilerplate: Selectors = (
        ".post-bottom-meta", ".post-shortlink", ".post-views", ".bs-irp", ".yarpp", ".lwptoc",
        ".wp-block-rank-math-toc-block", ".kk-star-ratings", ".rmp-rating-widget",
        ".aiosrs-rating-wrap", ".addtoany_share_save_container", ".heateor_sss_sharing_container",
        ".sfsiaftrpstwpr", ".tptn_counter",
    )  # fmt: skip
    published: Selectors = (
        "time.entry-date",
        "time.published",
        "time.post-published",
        ".entry-date",
        "span.the_time",
        ".post-date",
        ".jeg_meta_date",
        ".elementor-post-info__item--type-date",
        "[itemprop=datePublished]",
        "time",
        ".content header > ul > li:nth-child(2) > span",
        "span.date",
        ".date",
    )
    sections: Selectors = (
        "a[rel~=category]",
        ".the_category a",
        ".meta-cat a",
        "a.post-cat",
        ".cat-links a",
        "#breadcrumb a",
        ".rank-math-breadcrumb a",
        ".bf-breadcrumb-items a",
        "#breadcrumbs a",
        ".breadcrumb a",
        ".breadcrumbs a",
        ".crumbs a",
        ".cat_name a",
        "#path a",
        ".term-badges a",
        "nav[aria-label=breadcrumb] a",
    )
    # Not all of rel=tag: a category is one, too, "category tag".
    tags: Selectors = ("a[rel=tag]", ".post-tags a", ".post-tag a", ".tagcloud a", ".tags-links a",
                       ".jeg_post_tags a", ".td-tags a", ".tags a", "section.single .tag a",
                       ".single .tag a", ".im-tag-items a", "#tags a")  # fmt: skip
    author: Selectors = (".author.vcard a", ".author.vcard", "[rel=author]", "[itemprop=author]")

    #: Of WordPress's own list, whose replies stand in ``li`` within ``li``, and of wpDiscuz.
    comments: Selectors = (".wpd-comment", "li.comment", ".comment-list li", ".commentlist li",
                           ".comments-list li", ".comments_list li",
                           ".comments-list article")  # fmt: skip
    comment_author: Selectors = (".wpd-comment-author", ".comment-author .fn", "cite",
                                 ".comment-author", ".fn", ".comment__info span")  # fmt: skip
    comment_date: Selectors = (".wpd-comment-date", "time", ".comment-date",
                               ".comment-metadata a", ".comment-meta")  # fmt: skip
    comment_text: Selectors = (".wpd-comment-text", ".comment-content", ".comment-text",
                               ".comment__text", ".comment-body p", "p")  # fmt: skip

    def make_reference(self, url: str) -> ArticleReference | None:
        if (declared := Family.make_reference(self, url)) is not None:
            return declared
        if self.is_ignored(url) or is_later_page(url):
            return None
        if (code := _code(url)) is None and not self.is_article(url):
            return None
        return self._at(url, code)

    def named_reference(self, url: str) -> ArticleReference | None:
        """Of posts, whatever they are called, but nothing at the root."""
        if (found := self.reference(url)) is not None:
            return found
        path = unquote(url_path(url))
        if _is_other(path) or not after_day(path)[0].strip("/"):
            return None
        return self._at(url, None)

    def _at(self, url: str, code: str | None) -> ArticleReference:
        canonical = _canonical(url)
        return ArticleReference(code or canonical, code, canonical, url)

    @classmethod
    def is_article(cls, url: str) -> bool:
        return not _LISTS.match(unquote(url_path(url))) and super().is_article(url)

    def article_url(self, url: str) -> str:
        reference = self.reference(url)
        return reference.url if reference else _canonical(url)

    def is_list(self, url: str) -> bool:
        return self.reference(url) is None and not is_later_page(url) and super().is_list(url)

    def names_articles(self, sitemap: str) -> bool | None:
        if _POSTS.search(path := _sitemap_path(sitemap)):
            return True
        return False if _NO_POSTS.search(path) else None


def is_later_page(url: str) -> bool:
    """Whether an address is that of the second page of a post, or of one behind it, as far as
    addresses tell: ``/slug/2/`` may be anything, which its page says.

    >>> is_later_page("https://a.ir/150/slug/2/"), is_later_page("https://a.ir/?p=150&page=2")
    (True, True)
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if path in ("", "/"):
        return _of_query(url) is not None and parameters(parts.query).get("page", "1") != "1"
    if (later := _LATER.search(path)) is None:
        return False
    post = path[: later.start()]
    rest, is_dated = after_day(post)
    return _code(origin(url) + post) is not None or (is_dated and rest.strip("/") != "")


def _sitemap_path(url: str) -> str:
    """Where WordPress has a sitemap: ``/?sitemap=posts&sitemap-subtype=post&paged=2`` is
    ``/wp-sitemap-posts-post-2.xml`` without rewriting."""
    parts = urlsplit(url)
    query = parameters(parts.query)
    if parts.path not in ("", "/") or "sitemap" not in query:
        return parts.path
    named = (query.get(name) for name in ("sitemap", "sitemap-subtype", "paged"))
    name = "-".join(filter(None, named))
    return f"/wp-sitemap-{name}{'' if name[-1:].isdigit() else '-1'}.xml"


def _canonical(url: str) -> str:
    if (number := _of_query(url)) is not None:
        return f"{origin(url)}/?p={number}"
    return origin(url) + one_spelling(url_path(url))


def _code(url: str) -> str | None:
    """The number of a post in its address."""
    path = unquote(url_path(url))
    if path in ("", "/"):
        return _of_query(url)
    if _is_other(path):
        return None
    found = _NUMBER.search(after_day(path)[0])
    return plain_code(found[1] or found[2] or found[3]) if found else None


def _is_other(path: str) -> bool:
    """Whether no post has such a path."""
    is_list = _PAGES.search(path) or _LISTS.match(path)
    return bool(is_list) or is_elsewhere(path) or is_file(path)


def _of_query(url: str) -> str | None:
    """The number in ``/?p=150``."""
    parts = urlsplit(url)
    number = parameters(parts.query).get("p", "") if parts.path in ("", "/") else ""
    return plain_code(number) if re.fullmatch(r"[0-9]{1,15}", number) else None
