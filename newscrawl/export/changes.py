"""What sites changed and removed, as RSS and Atom: the difference itself in each entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import IO, Final

from newscrawl.changes.differences import Part
from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.export.feeds import FeedEntry, write_entries
from newscrawl.persian.calendar import in_tehran, to_jalali
from newscrawl.persian.text import to_persian_digits

LABELS: Final = {"kicker": "روتیتر", "title": "عنوان", "lead": "لید", "body": "متن"}


def write_changes(
    changes: Iterable[EditedArticle | RemovedArticle], file: IO[bytes], format: str, title: str
) -> int:
    """Write changes as a feed, in the given order; returns their number.

    Args:
        format: ``rss`` or ``atom``.
    """
    return write_entries(map(_entry, changes), file, format, title)


def as_html(parts: Sequence[Part]) -> str:
    """A difference in HTML, with ``del`` and ``ins``.

    >>> as_html([Part("same", "a "), Part("old", "<b>"), Part("new", "c")])
    'a <del>&lt;b&gt;</del><ins>c</ins>'
    """
    tags = {"old": "del", "new": "ins"}
    return "".join(
        f"<{tag}>{_escaped(part.text)}</{tag}>"
        if (tag := tags.get(part.kind))
        else _escaped(part.text)
        for part in parts
    )


def _entry(change: EditedArticle | RemovedArticle) -> FeedEntry:
    article = change.article
    url = article.url or ""
    title = " ".join((article.title or "").split())
    if isinstance(change, EditedArticle):
        summary = _edited(change)
        html = "".join(
            f"<p><b>{LABELS[name]}</b></p><p>{as_html(parts)}</p>"
            for name, parts in change.edit.fields.items()
        )
        id, word = f"{url}#edit-{change.id}", "ویرایش"
    else:
        summary, html = _fate(change), ""
        id, word = f"{url}#removal-{change.id}", "بازگشت" if change.is_back else "ناپدید"
    return FeedEntry(
        id=id,
        url=url,
        title=f"{word}: {title}",
        summary=summary,
        html=f"<p>{escape(summary)}</p>{html}",
        published=change.at,
        updated=change.at,
        author=article.site,
        categories=(word,),
    )


def _edited(change: EditedArticle) -> str:
    seen, by = _moment(change.seen_until), change.changed_by
    when = f"پس از {seen}" if by is None else f"میان {seen} و {_moment(by)}"
    removed, added = (to_persian_digits(str(n)) for n in (change.edit.removed, change.edit.added))
    return f"{when}: {removed} واژه کمتر، {added} واژه بیشتر"


def _fate(change: RemovedArticle) -> str:
    missed = _moment(change.missed_at)
    if change.is_back:
        return f"از {missed} نبود، و در {_moment(change.at)} دوباره هست"
    fate = f"تا {_moment(change.seen_until)} بود، و از {missed} دیگر در سایت نیست"
    return fate if change.back_at is None else f"{fate}؛ از {_moment(change.back_at)} دوباره هست"


def _moment(moment: datetime) -> str:
    there = in_tehran(moment)
    day = to_jalali(there.date())
    shown = f"{there:%Y-%m-%d}" if day is None else "{}/{:02}/{:02}".format(*day)
    return to_persian_digits(f"{shown} {there:%H:%M}")


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
