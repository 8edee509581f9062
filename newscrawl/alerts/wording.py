"""The Persian words of messages, and texts of pages made harmless in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import unquote

from newscrawl.alerts.news import HitKind, News, Telling
from newscrawl.changes.edits import Edit, EditedArticle
from newscrawl.persian.labels import day_label, moment_label, persian_number
from newscrawl.search import Marked, Query, excerpt, mark, parse

#: Longest title and snippet of a message, in characters.
LONGEST_TITLE: Final = 300
LONGEST_SNIPPET: Final = 600
KINDS: Final = {
    HitKind.NEW: "تازه",
    HitKind.EDIT: "ویرایش",
    HitKind.REMOVAL: "حذف‌شده",
    HitKind.BACK: "بازگشته",
}
FIELDS: Final = {"kicker": "روتیتر", "title": "عنوان", "lead": "لید", "body": "متن"}
#: So many words of what stays are shown beside what changed, and so many pieces of a field.
AROUND: Final = 8
MOST_PIECES: Final = 24
#: White space, and what nobody sees: controls, direction marks, tags; not ZWNJ.
_UNSEEN: Final = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_ADDRESS: Final = re.compile(r"https?://[^\s\x00-\x20\x7f-\xa0\u200b-\u206f\"'<>`]+", re.I)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What an edit changed in a field of an article."""

    label: str
    #: Pieces of its text, each with its kind: see :class:`newscrawl.stories.differences.Part`.
    parts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article as messages show it; every text is one harmless line."""

    kind: str
    title: str
    #: Title and snippet in pieces, each with whether it has words of the query.
    title_parts: list[tuple[str, bool]]
    snippet: str
    snippet_parts: list[tuple[str, bool]]
    #: The Persian name of the site, and when the article was published.
    site: str
    moment: str
    #: An address of the web, or nothing; and the same as people read it.
    url: str
    shown_url: str
    #: What an edit changed.
    changes: Sequence[FieldChange] = ()


def one_line(text: str | None, longest: int = LONGEST_TITLE) -> str:
    """A text of a page as one line, without what nobody sees.

    >>> one_line("می\u200cرود\u202e\\n  رفت"), one_line("یک دو", 3)
    ('می\u200cرود رفت', 'یک…')
    """
    text = _UNSEEN.sub(" ", text or "").strip()
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def open_address(url: str | None) -> str:
    """An address of the web as it is, or nothing.

    >>> open_address("https://yjc.ir/fa/news/1"), open_address("javascript:alert(1)")
    ('https://yjc.ir/fa/news/1', '')
    """
    return url if url and _ADDRESS.fullmatch(url) else ""


def headline(telling: Telling) -> str:
    """The subject of a message."""
    name = one_line(telling.alert)
    count = len(telling.news) + telling.more
    if count == 1 and telling.news:
        return f"{name}: {one_line(telling.news[0].article.title)}"
    return f"{name}: {persian_number(count)} خبر"


def more(telling: Telling) -> str:
    """What is said of articles that a message does not show; nothing if it shows all."""
    return f"و {persian_number(telling.more)} خبر دیگر:" if telling.more else ""


def lines(telling: Telling, titles: Mapping[str, str]) -> list[ToldArticle]:
    """The articles of a message.

    Args:
        titles: Persian names of sites, as far as they are known.
    """
    query = parse(telling.query)
    return [_line(news, query, titles) for news in telling.news]


def _line(news: News, query: Query, titles: Mapping[str, str]) -> ToldArticle:
    article = news.article
    title = one_line(article.title) or "بی‌عنوان"
    changes = _changed(news.change.edit) if isinstance(news.change, EditedArticle) else []
    shown = "" if changes else one_line(excerpt(article, query).text, LONGEST_SNIPPET)
    site = article.site or ""
    return ToldArticle(
        kind=KINDS[news.kind],
        title=title,
        title_parts=parts(mark(title, query)),
        snippet=shown,
        snippet_parts=parts(mark(shown, query)),
        site=one_line(titles.get(site) or site),
        moment=_published(news),
        url=(url := open_address(article.url)),
        shown_url=one_line(unquote(url)),
        changes=changes,
    )


def _changed(edit: Edit) -> list[FieldChange]:
    """What an edit changed, each field on one line, with some words around."""
    found = []
    for name, parts in edit.fields.items():
        pieces: list[tuple[str, str]] = []
        for place, part in enumerate(parts):
            text = part.text
            if part.kind == "same":
                text = _shortened(text, is_first=place == 0, is_last=place == len(parts) - 1)
            if text := _UNSEEN.sub(" ", text)[:LONGEST_SNIPPET]:
                pieces.append((part.kind, text))
        if len(pieces) > MOST_PIECES:
            pieces = [*pieces[:MOST_PIECES], ("same", " …")]
        found.append(FieldChange(FIELDS[name], pieces))
    return found


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """The words of a text that stays that are beside what changed."""
    words = re.findall(r"\s*\S+\s*", text)
    head = 0 if is_first else AROUND
    tail = 0 if is_last else AROUND
    if len(words) <= head + tail + 1:
        return text
    return "".join([*words[:head], " … ", *(words[-tail:] if tail else ())])


def parts(marked: Marked) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is marked.

    >>> parts(Marked("یک دو", ((3, 5),)))
    [('یک ', False), ('دو', True)]
    """
    found, place = [], 0
    for start, end in marked.marks:
        found += [(marked.text[place:start], False), (marked.text[start:end], True)]
        place = end
    return [piece for piece in (*found, (marked.text[place:], False)) if piece[0]]


def _published(news: News) -> str:
    published = news.article.published_at
    if published is None:
        return "بی‌تاریخ"
    if any(one.startswith("published_at: no time of day") for one in news.article.problems):
        return day_label(news.article.published_jalali)
    return moment_label(datetime.fromisoformat(published))
