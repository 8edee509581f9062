"""Metrics of the state of all sites, read by Prometheus's own parser, and alert rules on them."""

from __future__ import annotations

import re
import sys
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import sqlalchemy as sa
import yaml
from prometheus_client.parser import text_string_to_metric_families
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.database import DatabaseError, alarms, open_engine, outbox
from newscrawl.database.outbox import Message
from newscrawl.database.schema import crawls, tombstones, workers
from newscrawl.database.schema import schedule as entries
from newscrawl.items import Failure
from newscrawl.monitoring import exposing
from newscrawl.monitoring import metrics as made
from newscrawl.monitoring.exposing import Exposed, exposed
from newscrawl.monitoring.metrics import exposition
from tests.builders import article, store, writing
from tests.conftest import ROOT, Commands, Database, on_both, url_of

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def at_this_moment() -> None:
    """This module may have been imported half an hour ago."""
    global NOW
    NOW = datetime.now(UTC).replace(microsecond=0)


HOUR = timedelta(hours=1)
#: Name and labels → value.
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]
RULES = ROOT / "deploy" / "prometheus" / "newscrawl.rules.yml"


def samples(text: str) -> Samples:
    found: Samples = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation, family.name
        assert family.type in ("gauge", "counter"), family.name
        for sample in family.samples:
            place = (sample.name, tuple(sorted(sample.labels.items())))
            assert place not in found
            found[place] = sample.value
    return found


def value(found: Samples, name: str, **labels: str) -> float:
    return found[f"newscrawl_{name}", tuple(sorted(labels.items()))]


def fill(database: Database) -> None:
    """Sites that are well (yjc), late (tabnak) and in alarm (isna), and what else is measured."""
    failed = [
        Failure("yjc", f"https://yjc.ir/{n}", reason, str(n), 200, NOW.isoformat())
        for n, reason in enumerate(["no date found", "no date found", 'bad "quotes"\\ \n'], 100)
    ]
    store(database, *(article(n, published_at=NOW.isoformat()) for n in range(5)), *failed)
    store(database, article(1, "isna"))
    with writing(database) as archive:
        archive.finish_crawl(archive.start_crawl("yjc", {}, "front"), "finished", {})
        archive.finish_crawl(archive.start_crawl("isna", {}, "front"), "database_error", {})
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        ended = {"finished_at": NOW - 2 * HOUR, "started_at": NOW - 2 * HOUR}
        connection.execute(crawls.update().values(ended))
        alarms.update(connection, "isna", "front", 2, {"lead": "gone", "body": "gone"}, NOW - HOUR)
        for name, due in (("yjc", NOW + HOUR), ("tabnak", NOW - 9 * HOUR)):
            values = {"site": name, "name": "crawl", "arguments": {}, "every": 3600}
            values |= {"is_of_all": False, "due_at": due, "failures": 0}
            connection.execute(entries.insert().values(values))
        taken = {"site": "yjc", "url": "https://yjc.ir/9", "why": "asked", "at": NOW}
        connection.execute(tombstones.insert().values(taken))
        for name, seen in (("a:1:2", NOW), ("a:0:1", NOW - 9 * HOUR), ("b:1:1", NOW - 9 * HOUR)):
            worker = {"name": name, "started_at": seen, "seen_at": seen, "slots": 4, "crawling": 1}
            connection.execute(workers.insert().values(worker))
        outbox.put(connection, [Message(n, "notify:a", "title", "body") for n in "123"], NOW)
        (first, *_) = outbox.take(connection, ["notify:a"], NOW, limit=1, hold_seconds=1)
        outbox.delivered(connection, first, NOW)
    engine.dispose()


@on_both
def test_what_is_measured(database: Database) -> None:
    fill(database)
    found = samples(exposition(url_of(database)).decode())
    assert value(found, "up") == 1
    assert abs(value(found, "read_timestamp_seconds") - datetime.now(UTC).timestamp()) < 60
    assert 0 < value(found, "read_duration_seconds") < 60
    # Counts what was taken down, too: a counter that falls counts from 0 in Prometheus.
    assert value(found, "articles_total", site="yjc") == 6
    assert value(found, "articles_total", site="isna") == 1
    assert value(found, "articles_total", site="tabnak") == 0
    assert value(found, "failed_pages", site="yjc") == 3
    assert value(found, "failed_pages_by_reason", reason="no date found") == 2
    assert value(found, "failed_pages_by_reason", reason='bad "quotes"\\ \n') == 1
    assert value(found, "waiting_requests", site="yjc") == 0
    assert value(found, "schedule_entries", site="tabnak") == 1
    assert value(found, "schedule_entries", site="isna") == 0
    assert abs(value(found, "lag_seconds", site="tabnak") - 9 * 3600) < 300
    assert value(found, "lag_seconds", site="yjc") == 0
    for site, state in (("yjc", "well"), ("tabnak", "late"), ("isna", "alarm")):
        states = {
            one: value(found, "site_state", site=site, state=one)
            for one in ("well", "late", "alarm")
        }
        assert states == {one: one == state for one in states}
        assert value(found, "sites", state=state) == 1
    assert value(found, "due_sites") == 1
    success = value(found, "last_success_timestamp_seconds", site="yjc")
    assert success == (NOW - 2 * HOUR).timestamp()
    assert value(found, "last_success_timestamp_seconds", site="isna") == 0
    assert value(found, "newest_article_timestamp_seconds", site="yjc") == NOW.timestamp()
    assert not any(dict(place).get("site") == "isna" for name, place in found if "newest" in name)
    assert value(found, "alarms", site="isna") == 2
    assert value(found, "workers") == 1
    assert value(found, "worker_seen_timestamp_seconds", machine="a") == NOW.timestamp()
    assert value(found, "problems", what="worker") == 1  # that of b
    assert value(found, "undelivered_messages", state="waiting") == 2
    assert value(found, "undelivered_messages", state="given_up") == 0
    if isinstance(database, Path):
        assert 0 < value(found, "disk_free_bytes") < value(found, "disk_size_bytes")
    else:
        assert not any("disk_" in name for name, _ in found)


@on_both
def test_an_archive_without_anything(url: str) -> None:
    open_engine(url).dispose()
    found = samples(exposition(url).decode())
    assert value(found, "up") == 1
    assert value(found, "sites", state="alarm") == 0


def test_the_number_of_series_is_bounded(database: Database) -> None:
    failed = [
        Failure("yjc", f"https://yjc.ir/{n}", f"{n:03} {'x' * 300}", at=NOW.isoformat())
        for n in range(200)
    ]
    store(database, *failed)
    found = samples(exposition(url_of(database)).decode())
    reasons = {
        dict(labels)["reason"]: count
        for (name, labels), count in found.items()
        if name == "newscrawl_failed_pages_by_reason"
    }
    assert len(reasons) == made.MOST_REASONS + 1
    assert max(map(len, reasons)) == made.LONGEST_REASON
    assert sum(reasons.values()) == value(found, "failed_pages", site="yjc") == 200
    assert reasons["other"] == 175
    assert sum(("site", "yjc") in labels for _, labels in found) <= 13


# -- where they go ---------------------------------------------------------------------


@on_both
def test_status_writes_a_file(command: Commands, database: Database, tmp_path: Path) -> None:
    fill(database)
    path = tmp_path / "newscrawl.prom"
    done = command("status", "--metrics", str(path))
    # A site is in alarm, and that is what the file says: it is no failure of who wrote it.
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert value(samples(path.read_text()), "articles_total", site="isna") == 1
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_a_file_that_cannot_be_written_stays_as_it_was(
    command: Commands, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newscrawl.prom"
    command("status", "--metrics", str(path))
    before = path.read_text()

    def no_space(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("newscrawl.export.files.os.fsync", no_space)
        done = command("status", "--metrics", str(path))
    assert done.returncode == 1
    assert done.stderr == f"newscrawl: error: cannot write {path}: No space left on device\n"
    assert path.read_text() == before
    assert isinstance(database, Path)
    database.write_bytes(b"no database at all " * 100)
    done = command("status", "--metrics", str(path))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert path.read_text() == before
    assert {one.name for one in tmp_path.iterdir()} <= {
        "newscrawl.prom", "news.db", "news.db-wal", "news.db-shm", ".locks"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--metrics", "a.txt"], "--metrics: node_exporter reads only files that end in .prom"),
        (["--metrics", "no/such/a.prom"], "--metrics: no folder no/such"),
        (["--metrics", "a.prom", "--json"], "--metrics is of all sites"),
        (["yjc", "--metrics", "a.prom"], "--metrics is of all sites"),
    ],
)
def test_wrong_options_are_one_line(command: Commands, options: list[str], says: str) -> None:
    done = command("status", *options)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("METRICS_PORT=http", "METRICS_PORT: expected a port from 1 to 65535, or 0 for none, got"),
        ("METRICS_PORT=65536", "METRICS_PORT: expected a port"),
        ("METRICS_PORT=-1", "METRICS_PORT: expected a port"),
        ("METRICS_TEXTFILE=/tmp/x.txt", "METRICS_TEXTFILE: node_exporter reads only files that"),
        ("METRICS_TEXTFILE=/no/such/x.prom", "METRICS_TEXTFILE: no folder /no/such"),
    ],
)
def test_wrong_settings_are_one_line(command: Commands, setting: str, says: str) -> None:
    done = command("crawlall", "--once", "-s", setting)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr


def test_off_by_default_and_without_the_library_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert exposed(Settings()) == Exposed(None, "127.0.0.1", 0)
    monkeypatch.setattr(exposing, "find_spec", lambda name: None)
    assert exposed(Settings()) == Exposed(None, "127.0.0.1", 0)
    for name, wanted in (("METRICS_PORT", "9464"), ("METRICS_TEXTFILE", "x.prom")):
        with pytest.raises(ArgumentError, match=rf"{name}: prometheus_client is missing: pip "):
            exposed(Settings({name: wanted}))


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        text: str = answer.read().decode()
        return text


@pytest.fixture
def port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        found: int = free.getsockname()[1]
        return found


@on_both
def test_a_worker_writes_the_file_and_answers_at_the_port(
    database: Database, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database)
    path = tmp_path / "newscrawl.prom"
    written = threading.Event()
    write = exposing.write

    def told(*args: Any) -> None:
        write(*args)
        written.set()

    monkeypatch.setattr(exposing, "write", told)
    address = f"http://127.0.0.1:{port}/metrics"
    with exposing.exposing(Exposed(path, "127.0.0.1", port), url_of(database)):
        assert value(samples(get(address)), "articles_total", site="yjc") == 6
        assert written.wait(20)
        assert value(samples(path.read_text()), "articles_total", site="yjc") == 6
        store(database, article(77))
        # What was read a moment ago is not read again for the next who asks.
        assert value(samples(get(address)), "articles_total", site="yjc") == 6
        monkeypatch.setattr(made, "FRESH_SECONDS", 0.0)
        assert value(samples(get(address)), "articles_total", site="yjc") == 7
    # The file has what was so at the end, and nobody listens any more.
    assert value(samples(path.read_text()), "articles_total", site="yjc") == 7
    with pytest.raises(OSError):
        get(address)


def test_an_archive_that_is_away_is_told_and_not_for_ever(
    database: Database, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_engine(url_of(database)).dispose()
    monkeypatch.setattr(made, "FRESH_SECONDS", 0.0)
    reading = made.reading

    def away(url: str) -> Iterator[sa.Connection]:
        raise DatabaseError("the server is down")

    address = f"http://127.0.0.1:{port}/metrics"
    with exposing.exposing(Exposed(None, "127.0.0.1", port), url_of(database)):
        monkeypatch.setattr(made, "reading", away)
        found = samples(get(address))
        assert found == {("newscrawl_up", ()): 0}
        monkeypatch.setattr(made, "reading", reading)
        assert value(samples(get(address)), "up") == 1
        # A second worker of the machine needs a port of its own.
        with (
            pytest.raises(ArgumentError, match=f"METRICS_PORT: cannot listen at .*:{port}: Addr"),
            exposing.exposing(Exposed(None, "127.0.0.1", port), url_of(database)),
        ):
            pass


def test_crawlall_leaves_the_file(command: Commands, database: Database, tmp_path: Path) -> None:
    engine = open_engine(url_of(database))
    with engine.begin() as connection:
        values = {"site": "yjc", "name": "crawl", "arguments": {}, "every": 3600}
        values |= {"is_of_all": False, "due_at": NOW + HOUR, "failures": 0}
        connection.execute(entries.insert().values(values))
    engine.dispose()
    path = tmp_path / "newscrawl.prom"
    done = command("crawlall", "--once", "-s", f"METRICS_TEXTFILE={path}")  # nothing is due
    assert (done.returncode, done.stderr) == (0, "")
    assert value(samples(path.read_text()), "schedule_entries", site="yjc") == 1


def test_the_library_is_only_imported_where_it_is_wanted() -> None:
    import subprocess

    program = (
        "import sys, newscrawl.commands.crawlall, newscrawl.commands.status; "
        "print('prometheus_client' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


# -- the alert rules -------------------------------------------------------------------


def selected(expression: str) -> list[tuple[str, dict[str, str]]]:
    """The metrics of an expression, with the labels that they must have.

    Raises:
        ValueError: if it is none.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def visit(node: Any) -> bool:
        if isinstance(node, promql_parser.VectorSelector):
            found.append((node.name, {m.name: m.value for m in node.matchers.matchers}))
        return True

    promql_parser.walk(promql_parser.parse(expression), visit)
    return found


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def test_the_rules_are_sound() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) >= 10
    for rule in rules():
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}
        assert re.fullmatch(r"[0-9]+[mhd]", rule.get("for", "1m"))
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert rule["annotations"]["summary"]


def test_every_metric_of_the_rules_exists(database: Database) -> None:
    fill(database)
    found = samples(exposition(url_of(database)).decode())
    for rule in rules():
        wanted = selected(rule["expr"])
        assert wanted, rule["alert"]
        for name, labels in wanted:
            assert any(
                name == known and labels.items() <= dict(having).items() for known, having in found
            ), f"{rule['alert']}: {name} {labels}"
    for label in re.findall(r"\$labels\.(\w+)", RULES.read_text("utf-8")):
        assert any(label in dict(labels) for _, labels in found)


def test_every_metric_is_in_the_documents(database: Database) -> None:
    fill(database)
    text = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    documented = set(re.findall(r"`(newscrawl_[a-z_]+)", text))
    made_names = {name for name, _ in samples(exposition(url_of(database)).decode())}
    assert documented == made_names
