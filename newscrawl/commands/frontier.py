"""``scrapy frontier``: the requests that wait, are under way, failed or were made."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, ClassVar

import sqlalchemy as sa
from scrapy.commands import ScrapyCommand
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.cli import FAILURE, fail, load_site
from newscrawl.commands.status import local, make_console, print_json
from newscrawl.database import DatabaseError, open_engine
from newscrawl.database.dialect import lock_sites
from newscrawl.database.engine import in_one_line, shown
from newscrawl.database.fleet import refuse_if_crawled
from newscrawl.database.lock import SiteLock
from newscrawl.database.reports import Request, count_requests, reading, requests, sites
from newscrawl.database.schema import frontier
from newscrawl.frontier.table import State
from newscrawl.persian.text import to_latin_digits

#: What each action takes besides the site.
ACTIONS = {
    "list": ("state", "limit", "json"),
    "retry": ("code",),
    "drop": ("state", "code"),
    "forget": ("yes",),
}
#: What can be dropped: not what is under way, nor what was done.
DROPPED = (State.PENDING, State.FAILED)
#: How many requests are listed unless told.
LIMIT = 100
#: How much of an address a table shows.
ADDRESS_LENGTH = 60


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return f"{'|'.join(ACTIONS)} SITE [options]"

    def short_desc(self) -> str:
        return "List, retry, drop or forget the requests of a site"

    def long_desc(self) -> str:
        return (
            "The requests of a site that wait (pending), are under way (leased), failed or were "
            "done: list them, retry the failed ones, drop those that wait or failed, or forget "
            "all, so that everything but stored articles is asked for anew. Example: scrapy "
            "frontier list roozplus --state failed; scrapy frontier retry roozplus. Exit code 0: "
            "done, 1: a crawl of the site is running, or the archive cannot be used, 2: wrong "
            "arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group("Frontier")
        group.add_argument(
            "--state", metavar="STATE", help=f"list, drop: {', '.join(State)} (drop: not all)"
        )
        group.add_argument("--code", metavar="CODE", help="retry, drop: only this news code")
        group.add_argument(
            "--limit", metavar="N", help=f"list: at most this many, 0 for all; default: {LIMIT}"
        )
        group.add_argument("--json", action="store_true", help="list: for programs")
        group.add_argument("--yes", action="store_true", help="forget: yes, I mean it")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        action, site = _checked(args, opts)
        url = self.settings["DATABASE_URL"]
        try:
            with reading(url) as connection:
                if site not in sites(connection):
                    load_site(self.settings, site)
                if action == "list":
                    state, limit = opts.state, _limit(opts.limit)
                    found = list(requests(connection, site, state, limit))
                    known = count_requests(connection, site, state)
            if action == "list":
                show(found, known, opts.json)
                return
            lease_seconds = self.settings.getfloat("LEASE_SECONDS")
            with changing(url, site, lease_seconds) as connection:
                if action == "retry":
                    print(f"retried: {_number(retry(connection, site, opts.code))}")
                elif action == "drop":
                    states = [State(opts.state)] if opts.state else DROPPED
                    print(f"dropped: {_number(drop(connection, site, states, opts.code))}")
                else:
                    print(f"forgotten: {_number(forget(connection, site))}")
        except DatabaseError as error:
            fail(str(error), FAILURE)


@contextmanager
def changing(url: str, site: str, lease_seconds: float) -> Iterator[sa.Connection]:
    """A transaction on the frontier of a site that is not being crawled.

    Raises:
        DatabaseError: if it is, or the database cannot be written.
    """
    lock = SiteLock(url, site)
    lock.acquire()
    try:
        engine = open_engine(url)
        try:
            with engine.begin() as connection:
                lock_sites(connection, [site])
                if why := refuse_if_crawled(connection, site, lease_seconds):
                    raise DatabaseError(why)
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseError(f"cannot write {shown(url)}: {in_one_line(error)}") from error
        finally:
            engine.dispose()
    finally:
        lock.release()


def retry(connection: sa.Connection, site: str, code: str | None) -> int:
    """Make failed requests pending, as if they had never been made; returns how many."""
    changed = connection.execute(
        frontier.update()
        .where(*_matching(site, [State.FAILED], code))
        .values(state=State.PENDING, attempts=0, deaths=0, reason=None)
    )
    return changed.rowcount


def drop(
    connection: sa.Connection, site: str, states: tuple[State, ...] | list[State], code: str | None
) -> int:
    """Delete requests; returns how many."""
    return connection.execute(frontier.delete().where(*_matching(site, states, code))).rowcount


def forget(connection: sa.Connection, site: str) -> int:
    """Delete all requests of a site; returns how many."""
    return connection.execute(frontier.delete().where(frontier.c.site == site)).rowcount


def show(found: list[Request], known: int, as_json: bool) -> None:
    """Print requests, as JSON or as a table."""
    if as_json:
        print_json([asdict(request) for request in found])
        return
    if not found:
        print("no requests")
        return
    from rich.table import Table

    table = Table("state", "code", "tries", "reason", "leased", "address")
    for request in found:
        table.add_row(
            request.state,
            request.key or "",
            str(request.attempts),
            request.reason or "",
            local(request.leased_at) if request.state == State.LEASED else "",
            shorten(request.url),
        )
    console = make_console()
    console.print(table)
    if known > len(found):
        console.print(f"{len(found)} of {known}; --limit 0 lists all")


def shorten(url: str) -> str:
    """An address for people: a Persian headline is hundreds of characters in one."""
    return url if len(url) <= ADDRESS_LENGTH else f"{url[: ADDRESS_LENGTH - 1]}…"


def _checked(args: list[str], opts: argparse.Namespace) -> tuple[str, str]:
    """Action and site; ends the program if anything on the command line is wrong."""
    expected = f"expected {', '.join(ACTIONS)} and the name of a site"
    if len(args) != 2 or any(arg.startswith("-") for arg in args) or args[0] not in ACTIONS:
        fail(f"{expected}, got {' '.join(args)!r}" if args else expected)
    action, site = args
    for name in ("state", "code", "limit", "json", "yes"):
        if getattr(opts, name) not in (None, False) and name not in ACTIONS[action]:
            fail(f"frontier {action} takes no --{name}")
    states = list(DROPPED if action == "drop" else State)
    if opts.state is not None and opts.state not in states:
        fail(f"--state: expected {' or '.join(states)}, got {opts.state!r}")
    _limit(opts.limit)
    if action == "forget" and not opts.yes:
        fail(f"this forgets every request of {site}, failed and waiting ones too: add --yes")
    if opts.code is not None:
        opts.code = to_latin_digits(opts.code)
    return action, site


def _limit(text: str | None) -> int | None:
    """
    >>> _limit(None), _limit("7"), _limit("0")
    (100, 7, None)
    """
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        fail(f"--limit: expected a number, got {text!r}")
    return int(text) or None


def _matching(
    site: str, states: tuple[State, ...] | list[State], code: str | None
) -> list[sa.ColumnElement[bool]]:
    conditions = [frontier.c.site == site, frontier.c.state.in_(states)]
    return conditions if code is None else [*conditions, frontier.c.key == code]


def _number(count: int) -> str:
    return "1 request" if count == 1 else f"{count} requests"
