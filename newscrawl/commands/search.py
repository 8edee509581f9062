"""``scrapy search``: articles of the archive by the words in them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli import FAILURE, fail
from newscrawl.commands.status import make_console, print_json
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.engine import in_one_line, shown
from newscrawl.database.hits import Hit, Order, find
from newscrawl.database.reports import reading
from newscrawl.database.search import rebuild
from newscrawl.filters import add_filters, check_limit, check_site, selection_of
from newscrawl.items import Article
from newscrawl.search import Marked, Query, mark, snippet

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.console import Console
    from rich.text import Text

#: How many articles are shown unless told.
LIMIT = 10
#: How a hit is marked on a terminal.
STYLE = "bold yellow"


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return '"WORDS" [options]'

    def short_desc(self) -> str:
        return "Search the articles of the archive by their words"

    def long_desc(self) -> str:
        return (
            "Show the articles of the archive (DATABASE_URL) that have all of the words, in the "
            "headline, kicker, lead, body, tags or author. ي and ك, digits, half-spaces and vowel "
            'signs do not matter. "Words in quotation marks" stand side by side, a -word must '
            'not be there, and word* is a beginning. Example: scrapy search "ویچت تنسنت" --site '
            "roozplus --from-date 1400/01/01; scrapy search '\"فضای مجازی\" -فیلتر*' --sort best. "
            "Exit code 0: done, 1: the archive cannot be read, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
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
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument(
            "--rebuild", action="store_true", help="only make the index anew, after edits by hand"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
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
        try:
            with reading(self.settings["DATABASE_URL"]) as connection:
                check_site(connection, self.settings, opts.site)
                # One more than is shown tells whether there are more.
                found = find(connection, selection, Order(opts.sort), limit and limit + 1)
                hits = list(found)
        except DatabaseError as error:
            fail(str(error), FAILURE)
        first = hits[:limit]
        if opts.json:
            print_json([_for_programs(hit, selection.query) for hit in first])
        else:
            show(first, selection.query, has_more=len(hits) > len(first))

    def _rebuild(self) -> None:
        assert self.settings is not None
        url = self.settings["DATABASE_URL"]
        try:
            engine = open_engine(url)
            try:
                with engine.begin() as connection:
                    count = rebuild(connection)
            finally:
                engine.dispose()
        except DatabaseError as error:
            fail(str(error), FAILURE)
        except SQLAlchemyError as error:
            fail(f"cannot write {shown(url)}: {in_one_line(error)}", FAILURE)
        print(f"{count} {'article' if count == 1 else 'articles'} indexed")


def show(hits: list[Hit], query: Query, *, has_more: bool) -> None:
    """Print hits for people."""
    from rich.text import Text

    console = make_console()
    for hit in hits:
        article = hit.article
        console.print(_text(mark(article.title or "", query), "bold"))
        facts = [_when(article), article.site, *article.sections, article.agency]
        console.print(" | ".join(fact for fact in facts if fact), style="dim")
        _print_whole(console, _text(_snippet(article, query)))
        _print_whole(console, Text(article.url or "", style="cyan"))
        console.print()
    if not hits:
        console.print("Nothing found.")
    elif has_more:
        console.print(f"The first {len(hits)}; --limit 0 shows all.")


def _print_whole(console: Console, text: Text) -> None:
    if text:
        console.print(text, soft_wrap=not console.is_terminal or "://" in text.plain)


def _for_programs(hit: Hit, query: Query) -> dict[str, Any]:
    article = hit.article
    title, part = mark(article.title or "", query), _snippet(article, query)
    names = ("site", "news_code", "url", "title", "published_at", "published_jalali")
    return {
        **{name: getattr(article, name) for name in (*names, "sections", "tags", "agency")},
        "revision": article.revision,
        "snippet": part.text,
        "title_marks": title.marks,
        "snippet_marks": part.marks,
        "score": hit.score,
    }


def _snippet(article: Article, query: Query) -> Marked:
    """The best part of the first text that has one of the words, or the beginning."""
    texts = [article.body, article.lead, article.kicker, " - ".join(article.tags), article.author]
    parts = [snippet(text, query) for text in texts if text]
    best = max(parts, key=lambda part: len(part.marks), default=Marked("", ()))
    return best if best.marks or not parts else parts[0]


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
