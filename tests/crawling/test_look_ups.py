"""What a crawl does not do twice, or in the wrong thread: crawls with some functions watched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tests.conftest import ROOT, Database, Query, url_of
from tests.httpserver import Server

HOME = "<a href='/fa/news/1/slug'>a</a><a href='/fa/news/2/slug'>b</a>"
ARTICLE = "<html><h1 class=title>عنوان</h1><div class=body><p>متن خبر.</p></div></html>"
PAGES = {"/": HOME, "/fa/news/1/slug": ARTICLE, "/fa/news/2/slug": ARTICLE}

#: Counts the looks at the address of article 1, by function.
COUNT_LOOKS = """
from collections import Counter
from newscrawl.cms.base import Family
from newscrawl.urls import Addresses
found = Counter()
def watch(owner, name):
    real = getattr(owner, name)
    def watched(self, url, *rest):
        found[name] += "/fa/news/1" in url
        return real(self, url, *rest)
    setattr(owner, name, watched)
for name in ("reference", "key", "code_in", "article_url", "is_album"):
    watch(Family, name)
for name in ("site_url", "on_site", "to_site"):
    watch(Addresses, name)
"""
#: Notes statements of the database and pauses of a retry in the main thread, between the moment
#: when the crawl is open and the moment when its scheduler is closed.
WATCH_THREADS = """
import threading
import sqlalchemy as sa
import newscrawl.crawling.scheduler as scheduler
import newscrawl.database.retry as retry
found = {"main": [], "elsewhere": 0, "pauses": []}
is_open = False
@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def note(connection, cursor, statement, *rest):
    if is_open and threading.current_thread() is threading.main_thread():
        found["main"].append(statement)
    elif is_open:
        found["elsewhere"] += statement.startswith("SELECT")
real_open = scheduler.FrontierScheduler.open
def watched_open(self, spider):
    global is_open
    real_open(self, spider)
    is_open = True
scheduler.FrontierScheduler.open = watched_open
real_close = scheduler.FrontierScheduler.close
def watched_close(self, reason):
    global is_open
    is_open = False  # what looks back at the crawl then may wait
    return real_close(self, reason)
scheduler.FrontierScheduler.close = watched_close
"""
#: Every second look-up fails at first, as if the database were away.
FAIL_NOW_AND_THEN = """
from sqlalchemy.exc import OperationalError
retry.is_transient = lambda error, engine: True
retry.FIRST_PAUSE = 0.01
real_sleep = retry.time.sleep
class Clock:
    monotonic = staticmethod(retry.time.monotonic)
    @staticmethod
    def sleep(seconds):
        found["pauses"].append(threading.current_thread() is threading.main_thread())
        real_sleep(seconds)
retry.time = Clock
real_try, tries = retry.ReadConnection.try_once, []
def try_once(self, query):
    tries.append(None)
    if len(tries) % 2 == 0:
        raise OperationalError("planted", {}, Exception("planted"))
    return real_try(self, query)
retry.ReadConnection.try_once = try_once
"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def small_url() -> Iterator[str]:
    """A site with two articles, whose pages link to nothing."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def watched_crawl(database: Database, base_url: str, *programs: str) -> Any:
    """What a crawl leaves in ``found``."""
    program = "\n".join(programs) + (
        "\nimport json\nfrom scrapy.cmdline import execute\n"
        "try:\n    execute()\nfinally:\n    print('found:', json.dumps(found))\n"
    )
    result = subprocess.run(
        [
            *(sys.executable, "-c", program, "crawl", "roozplus"),
            *("-a", f"base_url={base_url}", "-a", "discover=front"),
        ],
        cwd=ROOT,
        env={**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in result.stderr, result.stderr
    return json.loads(result.stdout.rpartition("found:")[2])


def test_one_article_one_look_at_its_address(
    database: Database, query: Query, small_url: str
) -> None:
    looks = watched_crawl(database, small_url, COUNT_LOOKS)
    assert [row["news_code"] for row in query("SELECT news_code FROM articles ORDER BY 1")] == [
        "1",
        "2",
    ]
    # Once where it is found, and once where the frontier gives it back.
    assert looks["reference"] == 2
    assert looks["site_url"] == 2
    others = {name: count for name, count in looks.items() if name not in ("reference", "site_url")}
    assert not any(others.values()), others


def test_no_look_up_runs_in_the_main_thread(
    database: Database, query: Query, base_url: str
) -> None:
    found = watched_crawl(database, base_url, WATCH_THREADS)
    assert len(query("SELECT id FROM articles")) > 50
    assert found["main"] == []
    assert found["elsewhere"] > 10


def test_retries_of_look_ups_pause_in_a_thread_of_their_own(
    database: Database, query: Query, small_url: str
) -> None:
    found = watched_crawl(database, small_url, WATCH_THREADS, FAIL_NOW_AND_THEN)
    assert len(query("SELECT id FROM articles")) == 2
    assert found["pauses"]
    assert not any(found["pauses"])
