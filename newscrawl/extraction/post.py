"""Reading an article as WordPress's REST API gives it: its text, with nothing of a page around it.

A post is an object of JSON, see https://developer.wordpress.org/rest-api/reference/posts/. Its HTML
is read as that of a page is, so that an article has the same text by page and by API.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from newscrawl.cms.base import Family
from newscrawl.extraction.agency import split_agency
from newscrawl.extraction.blocks import text
from newscrawl.extraction.body import opening_site_name, paragraphs
from newscrawl.extraction.compare import bare
from newscrawl.extraction.images import Images, images_in
from newscrawl.extraction.locate import Location
from newscrawl.extraction.names import OwnNames, person
from newscrawl.extraction.outline import is_cut
from newscrawl.extraction.page import NotAnArticle, Page, RawArticle
from newscrawl.extraction.place import without_dateline
from newscrawl.extraction.refusals import refuse_empty
from newscrawl.extraction.tree import Tree
from newscrawl.urls import absolute

#: Letters at the beginning of an excerpt that are looked for at the beginning of the text.
BEGINNING = 30

Post = Mapping[str, Any]


def parse_post(source: bytes) -> Post:
    """A post, from its JSON.

    Raises:
        NotAnArticle: if it is none.
    """
    try:
        post = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise NotAnArticle("no JSON") from error
    if not isinstance(post, dict) or "content" not in post:
        raise NotAnArticle("no post of an API")
    return post


def read_post(family: Family, post: Post, url: str, site_title: str | None = None) -> RawArticle:
    """The fields of a post.

    Args:
        family: the site's: it knows which links lead to other articles.
        post: as :func:`parse_post` gives it.
        url: of its page, on the site itself.
        site_title: the site's own Persian name.

    Raises:
        NotAnArticle: if it has no headline or no text, or a password.
    """
    title = text(Page.of(_rendered(post, "title"), url).document)
    if _is_protected(post):
        raise NotAnArticle("the post is protected by a password")
    if not title:
        raise NotAnArticle("no headline found")
    page = Page.of(_rendered(post, "content") or "<p></p>", url, site_title)
    tree = Tree(family, page)
    at = Location(tree, None, page.document.find("body"))
    body, agency = split_agency(paragraphs(at, opening_site_name(at)))
    lines = [block.text for block in body]
    own = OwnNames([site_title or ""], url)
    raw = RawArticle(
        news_code=str(post["id"]) if isinstance(post.get("id"), int) else None,
        title=title,
        lead=without_dateline(_lead(post, url, lines), own),
        body=lines,
        agency=agency,
        author=_author(post, own),
        published_machine=_dates(post, "date"),
        modified_machine=_dates(post, "modified"),
        sections=_terms(post, "category"),
        tags=_terms(post, "post_tag"),
        images=_images(post, at),
    )
    refuse_empty(raw)
    return raw


def link_of(post: Post) -> str | None:
    """The address of a post's page."""
    return _string(post.get("link"))


def self_of(post: Post) -> str | None:
    """The address of the post itself in the API."""
    links = post.get("_links")
    own = links.get("self") if isinstance(links, dict) else None
    first = own[0] if isinstance(own, list) and own else None
    return _string(first.get("href")) if isinstance(first, dict) else None


def _lead(post: Post, url: str, body: list[str]) -> str | None:
    """The excerpt, if somebody wrote it: WordPress's own is the beginning of the text."""
    excerpt = text(Page.of(_rendered(post, "excerpt"), url).document)
    letters = bare(excerpt)
    opening = bare(" ".join(body))[: len(letters) + BEGINNING]
    if not letters or (body and (is_cut(excerpt) or letters[:BEGINNING] in opening)):
        return None
    return excerpt


def _author(post: Post, own: OwnNames) -> str | None:
    """Who wrote the post. The site itself and its system are nobody."""
    names = (_plain_text(author.get("name")) for author in _embedded(post, "author"))
    name = next(filter(None, names), None)
    return person(name, own) if name else None


def _dates(post: Post, name: str) -> list[str]:
    """A moment of the post: in UTC, else by the site's clock."""
    universal, local = (_string(post.get(key)) for key in (f"{name}_gmt", name))
    if universal and not universal.startswith("0000"):
        return [f"{universal.removesuffix('Z')}+00:00"]
    return [local] if local and not local.startswith("0000") else []


def _terms(post: Post, taxonomy: str) -> list[str]:
    """The names of the post's terms of a kind."""
    terms = (
        term
        for group in _embedded(post, "wp:term", list)
        for term in group
        if isinstance(term, dict) and term.get("taxonomy") == taxonomy
    )
    return list(filter(None, (_plain_text(term.get("name")) for term in terms)))


def _images(post: Post, at: Location) -> Images:
    """The picture that stands for the post, and those of its text."""
    found: dict[str | None, dict[str, str | None]] = {}
    for media in _embedded(post, "wp:featuredmedia"):
        source = _string(media.get("source_url"))
        url = absolute(at.tree.url, source) if source else None
        if url is not None and media.get("media_type", "image") == "image":
            found[url] = {"url": url, "alt": _plain_text(media.get("alt_text"))}
    for image in images_in(at.tree, at.body) if at.body is not None else []:
        found.setdefault(image["url"], image)
    return list(found.values())


def _embedded(post: Post, name: str, kind: type = dict) -> Iterator[Any]:
    """What the answer carries of a post's relatives."""
    relatives = post.get("_embedded")
    found = relatives.get(name) if isinstance(relatives, dict) else None
    return (one for one in found or () if isinstance(one, kind)) if found else iter(())


def _rendered(post: Post, name: str) -> str:
    field = post.get(name)
    return _string(field.get("rendered")) or "" if isinstance(field, dict) else ""


def _is_protected(post: Post) -> bool:
    content = post["content"]
    return isinstance(content, dict) and content.get("protected") is True


def _plain_text(value: Any) -> str | None:
    """A name, which WordPress escapes as in HTML."""
    return text(Page.of(value, "").document) or None if isinstance(value, str) and value else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
