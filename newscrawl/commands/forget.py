"""``scrapy forget``: take articles down, for good."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from newscrawl.cli import FAILURE, fail
from newscrawl.cli.articles import NamedArticle, named_articles
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.output import counted, local, make_console, print_json
from newscrawl.cli.sites import load_site
from newscrawl.database import open_engine, tombstones
from newscrawl.database.engine import is_postgresql
from newscrawl.database.erasing import SMALL, erase, size_of
from newscrawl.database.forgetting import Forgotten, Target, find, take_down
from newscrawl.database.images import count_images, remove_images
from newscrawl.database.reports import reading, sites
from newscrawl.database.tombstones import Tombstone

#: Longest reason, in characters.
LONGEST_WHY = 2000
#: What is counted of each article, and how one of it is called.
PARTS = {
    "articles": "article",
    "revisions": "earlier version",
    "pages": "raw page",
    "cold_pages": "raw page",
    "failures": "failure",
    "requests": "request",
    "comments": "comment",
    "images": "picture",
}


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return "SITE/CODE... --why WORDS | --undo SITE/CODE... | --list [SITE...]"

    def short_desc(self) -> str:
        return "Take articles down: remove them, and never fetch them again"

    def long_desc(self) -> str:
        return (
            "Remove articles with all that the archive has of them: earlier versions, raw pages, "
            "readers' comments, pictures, failures, requests, their place in the search index. "
            "Only site, code, address, reason and moment stay, so that they are neither fetched "
            "nor stored again, whatever names them. Name an article as SITE/CODE, as SITE and an "
            "address, or by its address. Example: scrapy forget tabnak/1253614 "
            "https://www.tabnak.ir/fa/news/1253615 --why 'court order 12/1400'; scrapy forget "
            "--list. Exit code 0: done, 1: not, or not "
            "completely, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Forget")
        group.add_argument("--why", metavar="WORDS", help="the reason, for yourself; required")
        group.add_argument(
            "--dry-run", action="store_true", help="show what would be removed, and remove nothing"
        )
        group.add_argument(
            "--undo",
            action="store_true",
            help="let articles be fetched again; what was removed does not come back by itself",
        )
        group.add_argument("--list", action="store_true", help="show what was taken down")
        group.add_argument(
            "--vacuum",
            action="store_true",
            help="SQLite: write the file anew, so that no trace is left, also if the archive is "
            f"larger than {SMALL // 2**30} GB; crawls wait meanwhile",
        )
        group.add_argument("--json", action="store_true", help="for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        _check(args, opts)
        if opts.list:
            self._list(args, opts.json)
            return
        with reading(self.url) as connection:
            named = named_articles(self.settings, args, sites(connection))
        if opts.undo:
            self._undo(named, opts.json)
        elif opts.dry_run:
            targets = [_target(one) for one in named]
            with reading(self.url) as connection:
                found = [find(connection, target) for target in targets]
            counts = [count_images(self.images, one.site, one.names) for one in targets]
            show(_with_images(found, counts), opts.json, is_dry=True)
        else:
            self._forget([_target(one) for one in named], opts)

    def _forget(self, targets: list[Target], opts: argparse.Namespace) -> None:
        folder = self.images
        engine = open_engine(self.url)
        try:
            found = take_down(engine, targets, opts.why.strip(), datetime.now(UTC), self.cold)
        finally:
            engine.dispose()
        counts = [remove_images(folder, target.site, target.names) for target in targets]
        found = _with_images(found, counts)
        is_small = size_of(self.url) <= SMALL
        problem = erase(self.url, is_vacuumed=opts.vacuum or is_small)
        show(found, opts.json, is_dry=False)
        if problem is not None:
            fail(f"removed, but {problem}", FAILURE)
        if not opts.json:
            _tell_what_is_left(self.url, is_vacuumed=opts.vacuum or is_small)

    def _undo(self, named: list[NamedArticle], as_json: bool) -> None:
        engine = open_engine(self.url)
        found: list[Tombstone] = []
        try:
            with engine.begin() as connection:
                for one in named:
                    keys = {key for key in (one.news_code, one.url) if key}
                    of_it = tombstones.dig_up(connection, one.site, keys)
                    if not of_it:
                        name = f"{one.site}/{one.text}" if one.url != one.text else one.text
                        fail(f"{name}: it was not taken down: nothing is undone", FAILURE)
                    found += of_it
        finally:
            engine.dispose()
        if as_json:
            print_json([asdict(one) for one in found])
            return
        print(f"{counted(len(named), 'article')} may be fetched again, by whatever crawl finds it")

    def _list(self, names: list[str], as_json: bool) -> None:
        with reading(self.url) as connection:
            known = sites(connection)
            found = tombstones.listed(connection, names)
            for name in names:
                if name not in known and not any(one.site == name for one in found):
                    load_site(self.settings, name)
        if as_json:
            print_json([asdict(one) for one in found])
            return
        if not found:
            print("nothing was taken down")
            return
        from rich.table import Table

        table = Table("site", "code", "address", "taken down", "why")
        for one in found:
            table.add_row(one.site, one.news_code or "", one.url or "", local(one.at), one.why)
        make_console().print(table)


def _with_images(found: list[Forgotten], counts: list[int]) -> list[Forgotten]:
    return [replace(one, images=count) for one, count in zip(found, counts, strict=True)]


def show(found: list[Forgotten], as_json: bool, *, is_dry: bool) -> None:
    """Print what was removed, or would be."""
    if as_json:
        print_json([_for_programs(one, is_dry) for one in found])
        return
    for one in found:
        name = f"{one.site}/{one.news_code}" if one.news_code else f"{one.site} {one.url}"
        parts = [
            counted(n, noun) + (" in cold files" if field == "cold_pages" else "")
            for field, noun in PARTS.items()
            if (n := getattr(one, field))
        ]
        if is_dry:
            what = f"would remove {', '.join(parts)}" if parts else "nothing of it is stored"
        elif parts:
            what = f"removed {', '.join(parts)}"
        elif one.is_new:
            what = "nothing of it was stored, and nothing will be"
        else:
            what = "was taken down before"
        title = f" «{one.title}»" if one.title else ""
        day = f" ({local(one.published_at)})" if one.published_at else ""
        print(f"{name}{title}{day}: {what}")


def _for_programs(one: Forgotten, is_dry: bool) -> dict[str, Any]:
    values = asdict(one)
    if is_dry:
        del values["is_new"]
    return {"dry_run": is_dry, **values}


def _target(one: NamedArticle) -> Target:
    return Target(one.site, one.news_code, one.url, one.is_at)


def _tell_what_is_left(url: str, *, is_vacuumed: bool) -> None:
    if is_postgresql(url):
        print(
            "PostgreSQL keeps the bytes of deleted rows until their space is used again: VACUUM "
            "FULL of the tables pages, articles, revisions, comments and articles_fts removes "
            "them. Its log (WAL), backups, copies and exports that were made before still have it."
        )
        return
    if not is_vacuumed:
        print(
            "The file may still have traces in its free pages: 'scrapy prune --vacuum' writes it "
            "anew, with no crawl running."
        )
    print("Backups, copies and exports that were made before still have it.")


def _check(args: list[str], opts: argparse.Namespace) -> None:
    """End the program with one line if arguments do not go together."""
    for arg in args:
        if arg.startswith("-"):
            fail(f"unknown option {arg}")
    modes = [name for name in ("list", "undo", "dry_run") if getattr(opts, name)]
    if len(modes) > 1:
        first, second = (f"--{name.replace('_', '-')}" for name in modes[:2])
        fail(f"{first} and {second} do not go together")
    if modes and opts.vacuum:
        fail(f"--vacuum is not for --{modes[0].replace('_', '-')}")
    if modes and modes != ["dry_run"] and opts.why is not None:
        fail(f"--why is not for --{modes[0]}")
    if modes:
        return
    why = (opts.why or "").strip()
    if not why:
        fail("--why: expected the reason, like 'court order 12/1400'")
    if len(why) > LONGEST_WHY:
        fail(f"--why: expected at most {LONGEST_WHY} characters, got {len(why)}")
