"""Selectors for a site of an unknown family: those of other sites that find something on its pages.

Pure. What is proposed is a draft: compare it with the pages by eye.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from newscrawl.extraction.blocks import text
from newscrawl.extraction.page import Page
from newscrawl.extraction.select import Index

#: The commonest selectors of some 760 Persian sites, by field; those of the clearest names first.
COMMON: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "h1.title", ".news-title", ".entry-title", "h1.jeg_post_title", ".single-content-title",
        ".single-post-title", ".post-title", ".title-news", ".news_title", ".item-title",
        "#Content_title",
    ),
    "kicker": (
        ".rutitr", ".rotitr", ".rootitr", ".roti", ".uptitle", ".kicker", ".rotitle",
        ".news-rutitr", ".news_rutitr", ".up_title", "#Content_rutitr",
    ),
    "lead": (
        ".lead", ".news-lead", ".news_lead", ".post-lead", ".excerpt", ".single-post-excerpt",
        ".excerpt-news", ".entry-sub-title", ".introtext", ".single-content-lid", ".summary",
        ".post-summary", ".subtitle", ".desc_news", ".short_desck_body",
    ),
    "body": (
        "[itemprop=articleBody]", ".entry-content", ".post-content", ".news-text", ".news-body",
        ".news_body", ".item-text", "#doctextarea", "#echo_detail", "#content-text",
        ".content-text", ".news-content", ".news_content", ".article-body", ".article-content",
        ".post-text", ".contentsingle", ".td-post-content", ".the_content_body", ".content-body",
        ".content-inner", ".resize", ".story", ".item-body", ".entry", ".body", ".con", ".content",
    ),
    "news_code": (
        ".news_id_c", ".news-id", ".news_id", ".news-code", ".news_code", ".item-code",
    ),
    "published": (
        ".news_pdate_c", ".the_time", ".item-date", ".news-time", ".news_time",
        ".news-publishdate", ".publish-date", ".post-date", ".date-info", ".newsDate",
        ".itemDateCreated", ".news-date", "#Content_publishdate", ".date",
    ),
    "sections": (
        "[rel='category tag']", ".news_path a", "#breadcrumb a", ".breadcrumb a",
        ".breadcrumbs a", ".doc-section-info a", ".the_category a", ".meta-cat a", ".crumbs a",
        ".bread_crumbs a", ".bread_crump a", ".breadcrumb_list a", ".bf-breadcrumb-items a",
        ".cat_name a", ".cat-links a", "#path a", "a.post-cat",
    ),
    "tags": (
        "a[rel=tag]", ".tags a", ".tags_title a", ".tag a", ".post-tag a", ".post-tags a",
        ".tags_container a", ".article-tag a", ".article_tag a", ".news-tags a", ".news_tags a",
        ".es-news-tags a", ".im-tag-items a", ".jeg_post_tags a", "#tags a", ".tag-links a",
        ".tagcloud a",
    ),
    "author": (".news_author", ".news-author", ".author-name", "[rel=author]", ".author"),
}  # fmt: skip
#: Fields of several elements; of all others a page has one. Teasers have one for each article.
SEVERAL: Final = ("sections", "tags")
#: Fields that may be the same on all pages. Any other such text is a part of the site.
SAME: Final = ("sections", "author")
#: Minimum characters of a body.
BODY_LENGTH = 150


def propose(pages: Sequence[Page]) -> dict[str, tuple[str, ...]]:
    """For each field the first common selector that finds it on most pages of articles."""
    indexes = [Index(page.document) for page in pages]
    found: dict[str, tuple[str, ...]] = {}
    for name, selectors in COMMON.items():
        for css in selectors:
            shown = [says for index in indexes if (says := _shown(index, name, css))]
            is_same = len(shown) > 1 and len(set(shown)) == 1 and name not in SAME
            if 2 * len(shown) > len(pages) and not is_same:
                found[name] = (css,)
                break
    return found


def _shown(index: Index, name: str, css: str) -> str:
    """What a selector finds on a page; empty if that cannot be the field."""
    elements = index.select(css)
    if name not in SEVERAL and len(elements) != 1:
        return ""
    says = " ".join(filter(None, map(text, elements)))
    return says if name != "body" or len(says) >= BODY_LENGTH else ""
