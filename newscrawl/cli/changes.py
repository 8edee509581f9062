"""Changes, as ``scrapy changes`` prints them: for people and for programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, Any

from newscrawl.changes.edits import EditedArticle, RemovedArticle
from newscrawl.cli.differences import marked, plain
from newscrawl.cli.output import counted, local_jalali, make_console
from newscrawl.database.changes.reading import Change, ChangesReader, FloodOfSite

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.console import Console

#: How many of the most important changes are shown: about a screen.
LIMIT = 8
#: To find them, so many changes are read; the newest.
MOST_READ = 2000
#: Of each text that changed, so many characters are shown.
SHOWN = 400


def show_most_important(changes: ChangesReader) -> None:
    """Print the most important changes for people, and how many more there are."""
    found = 0

    def newest() -> Iterator[Change]:
        nonlocal found
        for change in changes:
            found += 1
            yield change
            if changes.read >= MOST_READ:
                return

    shown = nlargest(LIMIT, newest(), key=_importance)
    show(changes, shown)
    is_cut = changes.read >= MOST_READ
    if found > len(shown) or is_cut:
        least = "at least " if is_cut else ""
        make_console().print(f"and {least}{found - len(shown):,} more: --limit 0 shows all")


def _importance(change: Change) -> tuple[int, float, datetime]:
    """What went first, then headlines, then by how much changed."""
    if isinstance(change, RemovedArticle):
        return (2 if change.is_back or change.back_at else 3), 1.0, change.at
    return int(change.edit.is_of_headline), change.edit.share, change.at


def show(changes: ChangesReader, found: Iterable[Change], *, by_site: bool = True) -> None:
    """Print changes for people.

    Args:
        by_site: all of a site together; otherwise each as soon as it is there.
    """
    console = make_console()
    count = 0
    if by_site:
        grouped: defaultdict[str, list[Change]] = defaultdict(list)
        for change in found:
            grouped[change.article.site or ""].append(change)
        found = [change for group in grouped.values() for change in group]
    for change in found:
        count += 1
        _show(console, change)
    for flood in changes.floods.values():
        console.print(_told(flood))
    if not count and not changes.floods:
        console.print("No changes.")


def _show(console: Console, change: Change) -> None:
    from rich.text import Text

    article = change.article
    if isinstance(change, EditedArticle):
        title = change.edit.fields.get("title")
        headline = Text(_line(article.title), style="bold")
        console.print(marked(title, "bold", None) if title else headline)
        facts = [article.site, f"edited {_between(change.seen_until, change.changed_by)}"]
        facts.append(f"{change.edit.share:.0%}" if change.edit.share >= 0.01 else "under 1%")
        facts.append(f"{counted(change.edit.removed, 'word')} less, {change.edit.added} more")
        console.print(" | ".join(fact for fact in facts if fact), style="dim")
        for name, parts in change.edit.fields.items():
            if name != "title":
                text = marked(parts)
                text.truncate(SHOWN, overflow="ellipsis")
                console.print(Text.assemble((f"{name}: ", "dim"), text))
    else:
        console.print(Text(_line(article.title), style="bold"))
        console.print(f"{article.site} | {_fate(change)}", style="dim")
    console.print(Text(article.url or "", style="cyan"), soft_wrap=True)
    console.print()


def _fate(change: RemovedArticle) -> str:
    missed, seen = local_jalali(change.missed_at), local_jalali(change.seen_until)
    if change.is_back:
        return f"back at {local_jalali(change.at)}, was gone since {missed}"
    fate = f"vanished: seen until {seen}, gone at {missed} and at {local_jalali(change.at)}"
    fate += f" ({_line(change.reason)})" if change.reason else ""
    return fate if change.back_at is None else f"{fate}, back at {local_jalali(change.back_at)}"


def _between(seen_until: datetime, changed_by: datetime | None) -> str:
    begin = local_jalali(seen_until)
    if changed_by is None:
        return f"after {begin}"
    end = local_jalali(changed_by)
    return f"between {begin} and {end[11:] if end[:10] == begin[:10] else end}"


def _told(flood: FloodOfSite) -> str:
    since = f"the crawl of {local_jalali(flood.since)}"
    said = []
    if flood.edited:
        what = counted(flood.edited, "article").replace(str(flood.edited), f"{flood.edited:,}")
        said.append(f"{what} read differently since {since}, probably a new theme")
    if flood.removed:
        what = counted(flood.removed, "article").replace(str(flood.removed), f"{flood.removed:,}")
        said.append(f"{what} not found since {since}, probably at new addresses")
    return f"{flood.site}: {'; '.join(said)}; --all shows them"


def _line(text: str | None) -> str:
    return " ".join(plain(text or "").split())


# -- for programs ----------------------------------------------------------------------


def for_programs(changes: ChangesReader, limit: int | None) -> Iterator[dict[str, Any]]:
    """Changes as JSON has them, and at the end what is a flood."""
    for change in islice(changes, limit):
        yield _value(change)
    for flood in changes.floods.values():
        yield {
            "kind": "flood",
            "site": flood.site,
            "since": flood.since,
            "edited": flood.edited,
            "vanished": flood.removed,
        }


def _value(change: Change) -> dict[str, Any]:
    names = ("site", "news_code", "url", "title", "published_at")
    article = {name: getattr(change.article, name) for name in names}
    if isinstance(change, RemovedArticle):
        return {
            "kind": "back" if change.is_back else "vanished",
            **article,
            "seen_until": change.seen_until,
            "missed_at": change.missed_at,
            "last_missed_at": change.last_missed_at,
            "at": change.at,
            "status": change.status,
            "reason": change.reason,
            "back_at": change.back_at,
        }
    return {
        "kind": "edited",
        **article,
        "revision": change.after.revision,
        "seen_until": change.seen_until,
        "changed_by": change.changed_by,
        "is_of_headline": change.edit.is_of_headline,
        "removed_words": change.edit.removed,
        "added_words": change.edit.added,
        "share": round(change.edit.share, 4),
        "changes": {
            name: [{"kind": part.kind, "text": part.text} for part in parts]
            for name, parts in change.edit.fields.items()
        },
    }
