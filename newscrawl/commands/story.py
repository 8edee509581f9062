"""``scrapy story``: the same story in many places."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.articles import NamedArticle, named_articles
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.differences import marked
from newscrawl.cli.jobs import jobs_of
from newscrawl.cli.output import counted, local_jalali, make_console, print_json
from newscrawl.cli.progress import showing
from newscrawl.cli.sites import site_titles
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.engine import in_one_line, shown
from newscrawl.database.reports import reading, sites
from newscrawl.database.schema import articles
from newscrawl.database.stories.rebuilding import count_missing, rebuild
from newscrawl.database.stories.telling import StoredStory, story_of
from newscrawl.processes import ProcessDied
from newscrawl.stories.account import Account, accounts
from newscrawl.stories.signature import missing_package

if TYPE_CHECKING:  # every command of Scrapy imports this module
    from rich.text import Text

#: What is said of an agency that an article names.
VERDICTS = {True: "agree", False: "disagree", None: "unknown"}


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "SITE/CODE [--json] | --rebuild [--jobs N]"

    def short_desc(self) -> str:
        return "Show who published the same story when, and what each changed"

    def long_desc(self) -> str:
        return (
            "Show all articles that are the same story as one, of all sites: the earliest first, "
            "which is the likely source, what the others changed in it, and whether the agency "
            "that they name is that source. Name the article as SITE/CODE, as SITE and an address, "
            "or by its address. Crawls find stories with STORIES_ENABLED; --rebuild finds those of "
            "articles that were stored without, in small steps beside crawls. Example: scrapy "
            "story tabnak/1253614. Exit code 0: done, 1: there is no such article, or the archive "
            "cannot be used, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Story")
        group.add_argument("--json", action="store_true", help="for programs")
        group.add_argument(
            "--rebuild",
            action="store_true",
            help="only find the stories of articles that were stored without; goes on where it was "
            "interrupted",
        )
        group.add_argument(
            "--jobs",
            metavar="N",
            help="with --rebuild: how many processes; default: as many as there are processors",
        )
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if unknown := [arg for arg in args if arg.startswith("-")]:
            fail(f"unknown option {unknown[0]}")
        if opts.rebuild:
            if args or opts.json:
                fail(f"--rebuild takes no {'article' if args else '--json'}")
            self._rebuild(jobs_of(opts.jobs))
            return
        if opts.jobs is not None:
            fail("--jobs is for --rebuild")
        with reading(self.url) as connection:
            named = named_articles(self.settings, args, sites(connection))
            if len(named) > 1:
                fail(f"expected one article, got {len(named)}")
            (article,) = named
            story = story_of(connection, (articles.c.site == article.site) & _is(article))
        if story is None:
            fail(f"{article.site}/{article.text}: the archive does not have it", FAILURE)
        names = {one.site for one in story.articles if one.site}
        told = accounts(story.articles, site_titles(self.settings, names))
        if opts.json:
            print_json(for_programs(story, told))
        else:
            show(story, told)

    def _rebuild(self, jobs: int) -> None:
        if (reason := missing_package()) is not None:
            fail(reason, FAILURE)
        engine = open_engine(self.url)
        done = 0
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                total = count_missing(connection)
            with showing("finding stories", total, "articles") as progress:
                for done in rebuild(engine, jobs):
                    progress.reach(done)
        except KeyboardInterrupt:
            fail(f"interrupted after {done} articles; the same command goes on", FAILURE)
        except ProcessDied as error:
            fail(f"{error} {done} articles are done; the same command goes on", FAILURE)
        except SQLAlchemyError as error:
            raise DatabaseError(f"cannot write {shown(self.url)}: {in_one_line(error)}") from error
        finally:
            engine.dispose()
        print(f"the stories of {counted(done, 'article')} found")


def _is(article: NamedArticle) -> Any:
    if article.news_code is not None:
        return articles.c.news_code == article.news_code
    return articles.c.url == article.url


def show(story: StoredStory, told: Sequence[Account]) -> None:
    """Print a story for people."""
    from rich.text import Text

    console = make_console()
    source = told[0].article
    for one in told:
        article = one.article
        console.print(Text(article.title or "", style="bold"))
        moment = article.published_at or article.fetched_at
        at = None if moment is None else datetime.fromisoformat(moment)
        facts = [local_jalali(at), article.site]
        facts.append("the likely source" if one.is_source and story.total > 1 else None)
        if article.agency and story.total > 1:
            facts.append(
                f"named source: {article.agency}, earliest: {source.site}: {VERDICTS[one.agrees]}"
            )
        console.print(" | ".join(fact for fact in facts if fact), style="dim")
        if not one.is_source:
            console.print(_changes(one))
        console.print(Text(article.url or "", style="cyan"), soft_wrap=True)
        console.print()
    if story.reason is not None:
        hint = "" if story.reason == "it has no text" else ": see scrapy story --rebuild"
        console.print(f"Of no story: {story.reason}{hint}.")
    elif story.total > len(told):
        console.print(f"The earliest {len(told)} of {story.total:,} articles.")
    else:
        console.print(f"{counted(story.total, 'article')} of this story.")


def _changes(one: Account) -> Text:
    """What an article changed: a line of how much, and the places."""
    from rich.text import Text

    if "text" not in one.changes:
        return Text("the same text")
    less_and_more = f"{counted(one.removed, 'word')} less, {counted(one.added, 'word')} more: "
    return Text(less_and_more).append_text(marked(one.changes["text"]))


def for_programs(story: StoredStory, told: Sequence[Account]) -> dict[str, Any]:
    """A story as JSON has it."""
    return {
        "story_id": story.story_id,
        "reason": story.reason,
        "total": story.total,
        "articles": [_for_programs(one, story) for one in told],
    }


def _for_programs(one: Account, story: StoredStory) -> Mapping[str, Any]:
    article = one.article
    names = ("site", "news_code", "url", "title", "published_at", "published_jalali", "fetched_at")
    return {
        **{name: getattr(article, name) for name in names},
        "is_source": one.is_source and story.story_id is not None,
        "named_source": article.agency,
        "agrees": one.agrees,
        "removed_words": one.removed,
        "added_words": one.added,
        "changes": {
            name: [{"kind": part.kind, "text": part.text} for part in parts]
            for name, parts in one.changes.items()
        },
    }
