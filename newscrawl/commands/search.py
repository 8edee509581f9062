"""``scrapy search``: articles of the archive by the words in them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from newscrawl.cli import fail, warn
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_filters, check_limit, check_site, selection_of
from newscrawl.cli.output import counted, make_console, print_json_list
from newscrawl.database.reports import reading
from newscrawl.database.search.build import missing_share
from newscrawl.database.search.hits import Hit, Order, count, find
from newscrawl.database.steps import rebuild_index
from newscrawl.database.stories.telling import NO_STORIES, has_stories
from newscrawl.items import Article
from newscrawl.search import Marked, Query, excerpt, mark

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.console import Console
    from rich.text import Text

#: How many articles are shown by default.
LIMIT = 10
#: How a hit is marked on a terminal.
STYLE = "bold yellow"


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return '"WORDS" [options]'

    def short_desc(self) -> str:
        return "Search the articles of the archive by their words"

    def long_desc(self) -> str:
        return (
            "Show the articles of the archive (DATABASE_URL) that have all of the words, in the "
            "headline, kicker, lead, body, tags or author. ي and ك, digits, half-spaces and vowel "
            'signs do not matter, and plurals are found with the singular. "Words in quotation '
            'marks" stand side by side as they are, a -word must not be there, word* is a '
            "beginning, one OR other is either, and title:word stands in the headline. Example: "
            'scrapy search "ویچت تنسنت" --site roozplus --from-date 1400/01/01; scrapy search '
            "'\"فضای مجازی\" -فیلتر*' --sort best. "
            "Exit code 0: done, 1: the archive cannot be read, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Search")
        add_filters(group)
        group.add_argument(
            "--sort",
            metavar="ORDER",
            default=Order.NEWEST.value,
            help=f"what comes first: {' or '.join(Order)} (default: {Order.NEWEST})",
        )
        group.add_argument(
            "--limit", metavar="N", help=f"at most this many, 0 for all; default: {LIMIT}"
        )
        group.add_argument(
            "--one-per-story",
            action="store_true",
            help="of articles that are the same story only the earliest",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument(
            "--rebuild", action="store_true", help="only make the index anew, after edits by hand"
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if unknown := [arg for arg in args if arg.startswith("--")]:
            fail(f"unknown option {unknown[0]}")
        if opts.sort not in tuple(Order):
            fail(f"--sort: expected {' or '.join(Order)}, got {opts.sort!r}")
        limit = check_limit(opts.limit, LIMIT)
        if opts.rebuild:
            if args:
                fail("--rebuild takes no words")
            self._rebuild()
            return
        if not args:
            fail('expected words to look for, like scrapy search "ویچت تنسنت"')
        selection = selection_of(opts, " ".join(args))
        assert selection.query is not None
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
            missing = missing_share(connection)
            if missing is not None:
                warn(
                    f"the search index is being made: {missing:.0%} of the articles "
                    "are not found yet"
                )
            one = opts.one_per_story
            if one and not has_stories(connection):
                warn(NO_STORIES)
            order = Order(opts.sort)
            with closing(find(connection, selection, order, limit, one_per_story=one)) as hits:
                if opts.json:
                    print_json_list(_for_programs(hit, selection.query) for hit in hits)
                    return
                printed = show(hits, selection.query)
            is_cut = printed == limit
            total = count(connection, selection, one_per_story=one) if is_cut else printed
        conclude(printed, total, "stories" if one else "articles")

    def _rebuild(self) -> None:
        count = self.take_steps("indexing", rebuild_index)
        print(f"{counted(count, 'article')} indexed")


def show(hits: Iterable[Hit], query: Query) -> int:
    """Print hits for people, each as soon as it is there; returns how many there were."""
    from rich.text import Text

    console = make_console()
    shown = 0
    for hit in hits:
        shown += 1
        article = hit.article
        console.print(_text(mark(article.title or "", query), "bold"))
        facts = [_when(article), article.site, *article.sections, article.agency]
        if hit.others:
            facts.append(f"+{counted(hit.others, 'other')}")
        console.print(" | ".join(fact for fact in facts if fact), style="dim")
        _print_whole(console, _text(excerpt(article, query)))
        _print_whole(console, Text(article.url or "", style="cyan"))
        console.print()
    return shown


def conclude(shown: int, total: int, nouns: str = "articles") -> None:
    """Print how many hits there are, and how many of them were shown."""
    console = make_console()
    if not shown:
        console.print("Nothing found.")
    elif total > shown:
        console.print(f"The first {shown:,} of {total:,} {nouns}; --limit 0 shows all.")
    elif total == 1:
        console.print(f"1 {'story' if nouns == 'stories' else 'article'} found.")
    else:
        console.print(f"{total} {nouns} found.")


def _print_whole(console: Console, text: Text) -> None:
    if text:
        console.print(text, soft_wrap=not console.is_terminal or "://" in text.plain)


def _for_programs(hit: Hit, query: Query) -> dict[str, Any]:
    article = hit.article
    title, part = mark(article.title or "", query), excerpt(article, query)
    names = (
        "site", "news_code", "url", "title", "published_at", "published_jalali", "sections",
        "tags", "topic", "agency",
    )  # fmt: skip
    return {
        **{name: getattr(article, name) for name in names},
        "revision": article.revision,
        "story_id": article.story_id,
        "others": hit.others,
        "snippet": part.text,
        "title_marks": title.marks,
        "snippet_marks": part.marks,
        "score": hit.score,
    }


def _text(marked: Marked, style: str = "") -> Text:
    from rich.text import Text

    text = Text(marked.text, style=style)
    for start, end in marked.marks:
        text.stylize(STYLE, start, end)
    return text


def _when(article: Article) -> str | None:
    if article.published_jalali is None:
        return None
    return f"{article.published_jalali} {(article.published_at or '')[11:16]}".strip()
