"""From a page to clean comments of its article, whatever says them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from newscrawl.cms import Family
from newscrawl.extraction.comments.keys import Numbered, derived_key, own_ids
from newscrawl.extraction.comments.markup import SCHEMA_ORG, Where, comments_at
from newscrawl.extraction.comments.raw import RawComment
from newscrawl.extraction.comments.said import comments_said
from newscrawl.extraction.languages import language_of
from newscrawl.extraction.loader import is_never
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.page import Page
from newscrawl.extraction.reading import family_of
from newscrawl.extraction.select import Index
from newscrawl.items import Comment
from newscrawl.persian.dates import date_words, reconcile
from newscrawl.persian.text import Digits, repair


def read_comments(
    family: Family, page: Page, *, now: datetime, digits: Digits = "keep"
) -> list[Comment]:
    """What readers wrote below the article of a page, in the order of the page.

    It is found by the family's selectors; where these find nothing, by schema.org's names, in the
    elements or in JSON-LD. One that the page shows twice is read once.

    Args:
        family: the site's.
        page: the page.
        now: when it was fetched, aware; dates like «دیروز» are relative to it.
        digits: what becomes of digits in running text, as ``TEXT_DIGITS`` has it.
    """
    language = page.document.get("lang")
    raw = _raw(family, page)
    clean = [_comment(one, now, digits, language) for one in raw]
    numbered = Numbered()
    found: dict[str, Comment] = {}
    keys: list[str | None] = []
    for one, comment, own in zip(raw, clean, own_ids(raw), strict=True):
        inside = None if one.inside is None else keys[one.inside]
        if not comment.text:  # nothing but invisible characters
            keys.append(inside)
            continue
        comment.id = own or numbered.key(
            derived_key(comment.author, comment.published_text, comment.text)
        )
        keys.append(comment.id)
        # Ids that are none of the site's own name no parents, either.
        parent = (one.parent_id if own is not None else None) or inside
        comment.parent_id = None if parent == comment.id else parent
        found.setdefault(comment.id, comment)
    return list(found.values())


def _raw(family: Family, page: Page) -> list[RawComment]:
    family = family_of(family, page)
    index = Index(page.document)
    for where in (Where.of(family), SCHEMA_ORG):
        if comments := comments_at(where, index):
            return comments
    if b"ld+json" not in page.source:
        return []
    return comments_said(Metadata(family, page).comments)


def _comment(raw: RawComment, now: datetime, digits: Digits, language: str | None) -> Comment:
    """A comment with its texts repaired and its date read; without an id."""
    language = language_of("\n".join(raw.text), language)
    author = next(iter(_lines(filter(None, [raw.author]), digits, language)), None)
    visible = None if is_never(raw.date or "") else raw.date
    moments = [moment for moment in raw.machine_dates if not is_never(moment)]
    published = reconcile(visible, moments, now=now).date
    return Comment(
        id="",
        parent_id=None,
        author=author,
        text="\n".join(_lines(raw.text, digits, language)),
        published_at=published.instant.isoformat() if published else None,
        published_text=date_words(visible),
        likes=raw.likes,
        dislikes=raw.dislikes,
    )


def _lines(values: Iterable[str], digits: Digits, language: str) -> list[str]:
    repaired = (repair(value, digits=digits, language=language) for value in values)
    return list(filter(None, (value.replace("\n", " ").strip() for value in repaired)))
