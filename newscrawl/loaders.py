"""From the raw fields of a page to a clean :class:`~newscrawl.items.Article`: one line a field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from itemloaders import ItemLoader, unbound_method
from itemloaders.processors import Identity, Join, MapCompose, TakeFirst

from newscrawl.cms import RawArticle
from newscrawl.items import Article
from newscrawl.persian.dates import reconcile
from newscrawl.persian.text import Digits, repair, to_latin_digits
from newscrawl.search.terms import fold


def line(value: str, loader_context: Mapping[str, Any]) -> str | None:
    """Repaired text on one line, ``None`` if nothing is left; digits as ``TEXT_DIGITS`` says."""
    digits: Digits = loader_context.get("digits", "keep")
    return " ".join(repair(value, digits=digits).split("\n")).strip() or None


def code(value: str) -> str | None:
    """A news code in Latin digits."""
    return to_latin_digits(value).strip() or None


def image(value: Mapping[str, str | None], loader_context: Mapping[str, Any]) -> dict[str, Any]:
    """An image with its ``alt`` repaired."""
    alt = value.get("alt")
    return {"url": value["url"], "alt": line(alt, loader_context) if alt else None}


def unique(values: Iterable[str]) -> list[str]:
    """The values, each once, in order.

    >>> unique(["سیاسی", "ایران", "سیاسی"])
    ['سیاسی', 'ایران']
    """
    return list(dict.fromkeys(values))


class ArticleLoader(ItemLoader):
    """Normalizes the fields of an :class:`~newscrawl.items.Article`.

    Context: ``digits``, the value of the setting ``TEXT_DIGITS``.
    """

    default_item_class = Article
    default_input_processor = Identity()
    default_output_processor = TakeFirst()

    news_code_in = MapCompose(code)
    title_in = MapCompose(line)
    kicker_in = MapCompose(line)
    lead_in = MapCompose(line)
    body_in = MapCompose(line)
    body_out = Join("\n")
    published_text_in = MapCompose(str.strip)
    sections_in = MapCompose(line)
    sections_out = unique
    tags_in = MapCompose(line)
    tags_out = unique
    agency_in = MapCompose(line)
    author_in = MapCompose(line)
    images_in = MapCompose(image)
    images_out = Identity()
    problems_out = unique

    # ItemLoader would look for processors among the item's fields, at every value: Article's have
    # none.
    def get_input_processor(self, field_name: str) -> Callable[..., Any]:
        return _processor(f"{field_name}_in", "default_input_processor")

    def get_output_processor(self, field_name: str) -> Callable[..., Any]:
        return _processor(f"{field_name}_out", "default_output_processor")


@cache
def _processor(name: str, default: str) -> Callable[..., Any]:
    return unbound_method(getattr(ArticleLoader, name, getattr(ArticleLoader, default)))


def load_article(
    raw: RawArticle,
    *,
    site: str,
    url: str,
    fetched_at: datetime,
    digits: Digits = "keep",
) -> Article:
    """The article that a page holds.

    Args:
        raw: what stands on the page.
        site: name of the spider.
        url: the canonical address.
        fetched_at: aware; dates like «دیروز» are relative to it.
        digits: what becomes of digits in running text: ``keep``, ``latin`` or ``persian``.
    """
    loader = ArticleLoader(digits=digits)
    loader.add_value(None, {"site": site, "url": url})
    loader.add_value("fetched_at", fetched_at.astimezone(UTC).isoformat(timespec="seconds"))
    for field in ("news_code", "title", "kicker", "lead", "body", "agency", "author"):
        loader.add_value(field, getattr(raw, field))
    for field in ("published_text", "sections", "tags", "images", "problems"):
        loader.add_value(field, getattr(raw, field))
    add_dates(loader, raw, fetched_at)
    article: Article = loader.load_item()
    article.content_hash = content_hash(article)
    return article


def add_dates(loader: ArticleLoader, raw: RawArticle, now: datetime) -> None:
    """Add the dates, and to ``problems`` what is wrong with them."""
    published = reconcile(raw.published_text, raw.published_machine, now=now)
    if published.date is not None:
        loader.add_value("published_at", published.date.instant.isoformat())
        loader.add_value("published_jalali", published.date.jalali_iso)
    loader.add_value("problems", [f"published_at: {reason}" for reason in published.problems])
    if raw.modified_machine:
        modified = reconcile(None, raw.modified_machine, now=now)
        if modified.date is not None:
            loader.add_value("modified_at", modified.date.instant.isoformat())
        loader.add_value("problems", [f"modified_at: {reason}" for reason in modified.problems])


def content_hash(article: Article) -> str:
    """Hex SHA-256 over the searchable form of what readers read.

    A change of digits, spelling variants or white space is no change of the content.
    """
    text = "\0".join(
        fold(value or "") for value in (article.title, article.kicker, article.lead, article.body)
    )
    return hashlib.sha256(text.encode()).hexdigest()
