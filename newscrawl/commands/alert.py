"""``scrapy alert``: saved searches that tell of new articles."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from newscrawl.alerts.destinations import Channel, Destination
from newscrawl.alerts.news import HitKind, News, Telling
from newscrawl.alerts.slots import parse_digest
from newscrawl.arguments import ArgumentError
from newscrawl.cli import FAILURE, fail
from newscrawl.cli.command import ArchiveCommand
from newscrawl.cli.filters import add_what, check_site, selection_of
from newscrawl.cli.output import counted, local, make_console, print_json
from newscrawl.cli.program import reworded
from newscrawl.database import alerts, open_engine
from newscrawl.database.alerts import Alert, AlertState
from newscrawl.database.reports import reading
from newscrawl.items import Article

ACTIONS = ("list", "add", "test", "pause", "resume", "remove", "deliver")
#: The options of ``add``, as they are named in the parser.
OF_ADD = ("to", "digest", "changes", "any_date", *alerts.FILTERS)


class Command(ArchiveCommand):
    def syntax(self) -> str:
        return '[list] | add NAME "WORDS" --to WHOM [options] | ACTION NAME'

    def short_desc(self) -> str:
        return "Saved searches that tell of new articles: by mail, chat, webhook or feed"

    def long_desc(self) -> str:
        return (
            "Show the alerts, add one, send a test message of one (test), let one find nothing for "
            "a while (pause, resume), or remove one. An alert is a saved search, as of 'scrapy "
            "search'. Each article that is stored from now on and matches is told once. Crawls and "
            "workers look every minute; 'scrapy alert deliver' looks now. Example: scrapy alert "
            'add arz "نرخ ارز" --site roozplus --to mail:desk@example.org --to feed; scrapy alert '
            "add zelzele zelzele OR زلزله --to telegram:@desk --digest hourly. Exit code 0: done, "
            "1: the archive cannot be used, or a test message did not arrive, 2: wrong arguments."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        group = parser.add_argument_group("Alert")
        group.add_argument(
            "--to",
            action="append",
            default=[],
            metavar="WHOM",
            help="add: mail:ADDRESS, telegram:CHAT, slack:CHANNEL, https://…, feed, or a name of "
            "ALERT_SERVICES (may be repeated)",
        )
        add_what(group)
        group.add_argument(
            "--digest",
            metavar="WHEN",
            help="add: one message with all, hourly, daily (at 08:00) or at a time of the day in "
            "Tehran like 18:30",
        )
        group.add_argument(
            "--changes",
            action="store_true",
            help="add: also of articles that their site edited, removed or put back",
        )
        group.add_argument(
            "--any-date",
            action="store_true",
            help="add: also of articles that were published more than a week ago",
        )
        group.add_argument("--json", action="store_true", help="list: for programs")
        super().add_options(parser)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        action, *rest = args or ["list"]
        if action not in ACTIONS:
            fail(f"expected {', '.join(ACTIONS[:-1])} or {ACTIONS[-1]}, got {action!r}")
        if unknown := [arg for arg in rest if arg.startswith("--")]:
            fail(f"unknown option {unknown[0]}")
        if action != "add" and (given := [name for name in OF_ADD if getattr(opts, name, None)]):
            fail(f"--{given[0].replace('_', '-')} is an option of 'add'")
        if opts.json and action != "list":
            fail("--json is an option of 'list'")
        if action == "add":
            self._add(rest, opts)
            return
        if action in ("list", "deliver"):
            if rest:
                fail(f"{action} takes no name, got {' '.join(rest)!r}")
            self._list(opts) if action == "list" else self._deliver()
            return
        if len(rest) != 1:
            fail(f"{action} takes the name of one alert, got {' '.join(rest)!r}")
        self._change(action, rest[0])

    def _list(self, opts: argparse.Namespace) -> None:
        with reading(self.url) as connection:
            states = alerts.states(connection)
        print_json([for_programs(state) for state in states]) if opts.json else show(states)

    def _add(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) < 2:
            fail('add takes a name and words, like scrapy alert add arz "نرخ ارز" --to feed')
        name, *words = args
        if re.fullmatch(r"\w[\w-]{0,39}", name) is None:
            fail(f"expected a name of up to 40 letters, digits, - and _, got {name!r}")
        query = " ".join(words)
        selection = selection_of(opts, query)
        digest = _digest(opts.digest)
        self._destinations(opts.to)
        with reading(self.url) as connection:
            check_site(connection, self.settings, opts.site)
        filters = {key: value for key in alerts.FILTERS if (value := getattr(selection, key))}
        engine = open_engine(self.url)
        with engine.begin() as connection:
            is_new = alerts.add(
                connection,
                name,
                query,
                filters,
                list(dict.fromkeys(opts.to)),
                digest=digest,
                with_changes=opts.changes,
                any_date=opts.any_date,
            )
        engine.dispose()
        if not is_new:
            fail(f"there is an alert {name!r} already: 'scrapy alert remove {name}' removes it")
        print(f"added: {name}: what is stored from now on")

    def _destinations(self, texts: list[str]) -> list[Destination]:
        """The destinations, checked; ends the program if one cannot be told."""
        from newscrawl.monitoring.services import alert_services, check_destination

        if not texts:
            fail("--to: expected whom to tell, like --to mail:desk@example.org or --to feed")
        try:
            services = alert_services(self.settings)
            return [check_destination(text, services) for text in texts]
        except ArgumentError as error:
            fail(str(error))

    def _change(self, action: str, name: str) -> None:
        with reading(self.url) as connection:
            alert = alerts.named(connection, name)
        if alert is None:
            fail(f"there is no alert {name!r}: 'scrapy alert list' shows them all")
        if action == "test":
            self._test(alert)
            return
        engine = open_engine(self.url)
        with engine.begin() as connection:
            change = {"pause": alerts.pause, "resume": alerts.resume, "remove": alerts.remove}
            is_done = change[action](connection, name)
        engine.dispose()
        if not is_done and action != "remove":
            print(f"{name} {'was paused' if action == 'pause' else 'was not paused'} before")
        else:
            print(f"{action}d: {name}")

    def _test(self, alert: Alert) -> None:
        from newscrawl.monitoring.notifier import NotDelivered
        from newscrawl.monitoring.services import alert_services
        from newscrawl.monitoring.teller import Teller

        told = self._destinations(alert.destinations)
        engine = open_engine(self.url)
        teller = Teller(engine, alert_services(self.settings), self.settings)
        failed = 0
        for name, destination in zip(alert.destinations, told, strict=True):
            if destination.channel is Channel.FEED:
                print(reworded(f"feed: /-/alerts/{alert.name}.atom of 'scrapy browse'"))
                continue
            try:
                teller.tell(name, _example(alert))
                print(f"told: {name}")
            except NotDelivered as error:
                failed += 1
                print(f"not told: {name}: {error}")
        engine.dispose()
        if failed:
            fail(f"{counted(failed, 'test message')} did not arrive", FAILURE)

    def _deliver(self) -> None:
        from newscrawl.monitoring.delivery import tell_alerts
        from newscrawl.monitoring.services import alert_services

        try:
            alert_services(self.settings)
        except ArgumentError as error:
            fail(str(error))
        engine = open_engine(self.url)
        count = tell_alerts(engine, self.settings)
        engine.dispose()
        print(f"delivered: {counted(count, 'message')}")


def show(states: list[AlertState]) -> None:
    """Print alerts for people."""
    from rich.table import Table

    console = make_console()
    if not states:
        none = "No alerts. 'scrapy alert add NAME \"WORDS\" --to WHOM' adds one."
        console.print(reworded(none))
        return
    table = Table("NAME", "WORDS", "TO", "WHEN", "FOUND", "LAST", "WAITING", box=None)
    for state in states:
        alert = state.alert
        words = [alert.query, *(f"--{key} {value}" for key, value in alert.filters.items())]
        options = {"--changes": alert.with_changes, "--any-date": alert.any_date}
        words += [option for option, is_set in options.items() if is_set]
        when = alert.digest or "at once"
        table.add_row(
            alert.name,
            " ".join(words),
            "\n".join(alert.destinations),
            f"paused {local(alert.paused_at)}" if alert.paused_at else when,
            f"{state.found:,}",
            local(state.found_at),
            f"{state.waiting:,}",
        )
    console.print(table)


def for_programs(state: AlertState) -> dict[str, Any]:
    """An alert as ``--json`` has it."""
    alert = state.alert
    return {
        "name": alert.name,
        "query": alert.query,
        **{name: alert.filters.get(name) for name in alerts.FILTERS},
        "to": alert.destinations,
        "digest": alert.digest,
        "changes": alert.with_changes,
        "any_date": alert.any_date,
        "created_at": alert.created_at,
        "paused_at": alert.paused_at,
        "found": state.found,
        "found_at": state.found_at,
        "waiting": state.waiting,
    }


def _digest(text: str | None) -> str | None:
    try:
        return None if text is None else parse_digest(text)
    except ValueError as error:
        fail(f"--digest: {error}")


def _example(alert: Alert) -> Telling:
    """A message that says that it is only a test."""
    now = datetime.now(UTC)
    article = Article(
        site="newscrawl",
        news_code="0",
        url="https://example.org/",
        title="پیام آزمایشی",
        body=f"این پیام آزمایشی است. خبرهای «{alert.query}» به این نشانی می‌رسند.",
        published_at=now.isoformat(),
        fetched_at=now.isoformat(),
        content_hash="",
    )
    news = [News(0, HitKind.NEW, now, article)]
    return Telling(f"test-{uuid4().hex}", alert.name, alert.query, alert.filters, news, 0)
