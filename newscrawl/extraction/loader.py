"""From the raw fields of a page to a clean :class:`~newscrawl.items.Article`, a line a field."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from itemloaders import ItemLoader, unbound_method
from itemloaders.processors import Identity, Join, MapCompose, TakeFirst

from newscrawl.extraction.languages import language_of, language_of_line
from newscrawl.extraction.page import RawArticle
from newscrawl.items import Article
from newscrawl.persian.dates import date_words, reconcile
from newscrawl.persian.text import Digits, compared, repair, to_latin_digits
from newscrawl.topics import topic_of


def lines(values: Iterable[str], loader_context: Mapping[str, Any]) -> list[str]:
    """Repaired texts, each on one line, without empty ones; digits as ``TEXT_DIGITS`` says."""
    digits: Digits = loader_context.get("digits", "keep")
    parts, language = loader_context.get("parts", []), loader_context.get("language", "fa")
    repaired = (
        repair(value, digits=digits, language=language_of_line(value, parts, language))
        for value in values
    )
    found = (value.replace("\n", " ").strip() for value in repaired)
    return list(filter(None, found))


def code(value: str) -> str | None:
    """A news code in Latin digits."""
    return to_latin_digits(value).strip() or None


def image(value: Mapping[str, str | None], loader_context: Mapping[str, Any]) -> dict[str, Any]:
    """An image with its ``alt`` repaired."""
    alts = lines(filter(None, [value.get("alt")]), loader_context)
    return {"url": value["url"], "alt": next(iter(alts), None)}


def unique(values: Iterable[str]) -> list[str]:
    """The values, each once, in order.

    >>> unique(["سیاسی", "ایران", "سیاسی"])
    ['سیاسی', 'ایران']
    """
    return list(dict.fromkeys(values))


_NEVER = re.compile(r"\D*(?:0{1,4}\D0{1,2}\D0{1,4}(?!\d)|0001-01-01(?!\d))|(?:\D*0){6,}\D*\Z")


class ArticleLoader(ItemLoader):
    """Normalizes the fields of an :class:`~newscrawl.items.Article`.

    Context: ``digits``, the value of the setting ``TEXT_DIGITS``; ``language`` of the article, and
    ``parts`` in others: see :mod:`newscrawl.extraction.languages`.
    """

    default_item_class = Article
    default_input_processor = Identity()
    default_output_processor = TakeFirst()

    news_code_in = MapCompose(code)
    title_in = lines
    kicker_in = lines
    lead_in = lines
    body_in = lines
    body_out = Join("\n")
    published_text_in = MapCompose(date_words)
    sections_in = lines
    sections_out = unique
    tags_in = lines
    tags_out = unique
    agency_in = lines
    author_in = lines
    images_in = MapCompose(image)
    images_out = Identity()
    problems_out = unique

    # ItemLoader also looks for processors in the item's fields, for every value. Article's fields
    # have none, and looking costs a third of the time of a loader.
    def get_input_processor(self, field_name: str) -> Callable[..., Any]:
        processor = getattr(self, f"{field_name}_in", self.default_input_processor)
        return unbound_method(processor)

    def get_output_processor(self, field_name: str) -> Callable[..., Any]:
        processor = getattr(self, f"{field_name}_out", self.default_output_processor)
        return unbound_method(processor)


def load_article(
    raw: RawArticle,
    *,
    site: str,
    url: str,
    fetched_at: datetime,
    digits: Digits = "keep",
) -> Article:
    """Make an article of the raw fields of its page.

    Args:
        raw: what stands on the page.
        site: name of the spider.
        url: the canonical address.
        fetched_at: aware; dates like «دیروز» are relative to it.
        digits: what becomes of digits in running text: ``keep``, ``latin`` or ``persian``.

    Returns:
        The article. What could not be read is ``None`` or empty, and in ``problems``.
    """
    text = "\n".join(filter(None, (raw.title, raw.lead, *raw.body)))
    language = language_of(text, raw.language)
    loader = ArticleLoader(digits=digits, language=language, parts=raw.parts)
    loader.add_value(None, {"site": site, "url": url})
    loader.add_value("fetched_at", fetched_at.astimezone(UTC).isoformat(timespec="seconds"))
    for field in ("news_code", "title", "kicker", "lead", "body", "agency", "author"):
        loader.add_value(field, getattr(raw, field))
    for field in ("sections", "tags", "images", "problems"):
        loader.add_value(field, getattr(raw, field))
    add_dates(loader, raw, fetched_at)
    article: Article = loader.load_item()
    article.topic = topic_of(article.sections, site)
    article.content_hash = content_hash(article)
    return article


def add_dates(loader: ArticleLoader, raw: RawArticle, now: datetime) -> None:
    """Add the dates to a loader, and what is wrong with them to its ``problems``."""
    visible = None if is_never(raw.published_text or "") else raw.published_text
    loader.add_value("published_text", visible)
    machine = [moment for moment in raw.published_machine if not is_never(moment)]
    published = reconcile(visible, machine, now=now)
    if published.date is not None:
        loader.add_value("published_at", published.date.instant.isoformat())
        loader.add_value("published_jalali", published.date.jalali_iso)
    loader.add_value("problems", [f"published_at: {reason}" for reason in published.problems])
    changes = [moment for moment in raw.modified_machine if not is_never(moment)]
    if changes:
        modified = reconcile(None, changes, now=now)
        if modified.date is not None:
            loader.add_value("modified_at", modified.date.instant.isoformat())
        loader.add_value("problems", [f"modified_at: {reason}" for reason in modified.problems])


def is_never(written: str) -> bool:
    """Whether a date is all zeros, or the least that a database can say: so systems write "never".

    >>> is_never("۰۰:۰۰ - ۰۰۰۰/۰۰/۰۰"), is_never("0001-01-01T00:00:00"), is_never("2000-01-01")
    (True, True, False)
    """
    return _NEVER.match(to_latin_digits(written)) is not None


def content_hash(article: Article) -> str:
    """Hex SHA-256 over the searchable form of what readers read.

    A change of digits, spelling variants or white space does not change it.
    """
    text = "\0".join(
        compared(value or "")
        for value in (article.title, article.kicker, article.lead, article.body)
    )
    return hashlib.sha256(text.encode()).hexdigest()
