"""Hits of a search: what was asked for, marked in an article. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from newscrawl.search import Marked, Query, mark, snippet

#: Texts that are quoted, the first that has the most words of the query.
QUOTED = ("body", "lead", "kicker", "author")


@dataclass(frozen=True, slots=True)
class MarkedHit:
    """An article that matches, with the words of the query in ``<mark>``."""

    title: Markup
    quote: Markup


def hit(article: Mapping[str, Any], query: Query) -> MarkedHit:
    """
    >>> from newscrawl.search import parse
    >>> hit({"title": "كتاب تازه", "body": "یک <کتاب>", "lead": None}, parse("کتاب"))
    MarkedHit(title=Markup('<mark>كتاب</mark> تازه'), quote=Markup('یک &lt;<mark>کتاب</mark>&gt;'))
    """
    texts = [article[name] for name in QUOTED if article.get(name)]
    texts.append("، ".join(article.get("tags", [])))
    quotes = [snippet(text, query) for text in texts]
    best = max(quotes, key=lambda quote: len(quote.marks), default=Marked("", ()))
    return MarkedHit(_marked(mark(article["title"], query)), _marked(best))


def _marked(found: Marked) -> Markup:
    parts: list[Markup] = []
    end = 0
    for start, stop in found.marks:
        parts += [
            escape(found.text[end:start]),
            Markup("<mark>{}</mark>").format(found.text[start:stop]),
        ]
        end = stop
    return Markup("").join([*parts, escape(found.text[end:])])
