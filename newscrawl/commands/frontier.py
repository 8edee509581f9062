"""``scrapy frontier``: the requests that wait, are under way, failed or were made."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from newscrawl.cli import fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import check_limit, check_site
from newscrawl.cli.output import counted, local, make_console, print_json
from newscrawl.database import frontier
from newscrawl.database.exclusive import changing
from newscrawl.database.frontier import State
from newscrawl.database.reports import FrontierRequest, count_requests, reading, requests
from newscrawl.persian.text import to_latin_digits

#: What each action takes besides the site.
ACTIONS = {
    "list": ("state", "limit", "json"),
    "retry": ("code",),
    "drop": ("state", "code"),
    "forget": ("yes",),
}
#: What can be dropped: neither what is under way nor what was done.
DROPPED = (State.PENDING, State.WAITING, State.FAILED)
#: How many requests are listed by default.
LIMIT = 100
#: How many characters of an address a table shows.
ADDRESS_LENGTH = 60


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return f"{'|'.join(ACTIONS)} SITE [options]"

    def short_desc(self) -> str:
        return "List, retry, drop or forget the requests of a site"

    def long_desc(self) -> str:
        return (
            "The requests of a site that are to be made (pending), wait until an outage of the "
            "site is over (waiting), are under way (leased), failed or were done: list them, "
            "retry those that failed or wait, drop those that are not made yet or failed, or "
            "forget all, so that everything but stored articles is asked for anew. Example: scrapy "
            "frontier list roozplus --state failed; scrapy frontier retry roozplus. Exit code 0: "
            "done, 1: a crawl of the site is running, or the archive cannot be used, 2: wrong "
            "arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
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
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        action, site, limit = _checked(args, opts)
        with reading(self.url) as connection:
            check_site(connection, self.settings, site)
            if action == "list":
                found = list(requests(connection, site, opts.state, limit))
                known = count_requests(connection, site, opts.state)
        if action == "list":
            show(found, known, opts.json)
        else:
            self._change(action, site, opts)

    def _change(self, action: str, site: str, opts: argparse.Namespace) -> None:
        lease_seconds = self.settings.getfloat("LEASE_SECONDS")
        with changing(self.url, site, lease_seconds) as connection:
            if action == "retry":
                done, count = "retried", frontier.retry(connection, site, opts.code)
            elif action == "drop":
                states = [State(opts.state)] if opts.state else DROPPED
                done, count = "dropped", frontier.drop(connection, site, states, opts.code)
            else:
                done, count = "forgotten", frontier.forget(connection, site)
        print(f"{done}: {counted(count, 'request')}")


def show(found: list[FrontierRequest], known: int, as_json: bool) -> None:
    """Print requests, as JSON or as a table."""
    if as_json:
        print_json([asdict(request) for request in found])
        return
    if not found:
        print("no requests")
        return
    from rich.table import Table

    table = Table("state", "code", "tries", "reason", "leased", "due", "address")
    for request in found:
        table.add_row(
            request.state,
            request.key or "",
            str(request.attempts + request.waits),
            request.reason or "",
            local(request.leased_at) if request.state == State.LEASED else "",
            local(request.due_at) if request.state == State.WAITING else "",
            shorten(request.url),
        )
    console = make_console()
    console.print(table)
    if known > len(found):
        console.print(f"{len(found)} of {known}; --limit 0 lists all")


def shorten(url: str) -> str:
    """An address for people: one with a Persian headline is hundreds of characters long."""
    return url if len(url) <= ADDRESS_LENGTH else f"{url[: ADDRESS_LENGTH - 1]}…"


def _checked(args: list[str], opts: argparse.Namespace) -> tuple[str, str, int | None]:
    """Action, site and limit; ends the program if anything on the command line is wrong."""
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
    limit = check_limit(opts.limit, LIMIT)
    if action == "forget" and not opts.yes:
        fail(f"this forgets every request of {site}, failed and waiting ones too: add --yes")
    if opts.code is not None:
        opts.code = to_latin_digits(opts.code)
    return action, site, limit
