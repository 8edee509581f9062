"""What alerts find arrives at a mailbox, a webhook and a chat of this machine, once."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from scrapy.settings import Settings

from newscrawl.database import alerts, outbox
from newscrawl.demo.server import running
from newscrawl.monitoring.delivery import deliver_from, tell_alerts
from newscrawl.monitoring.notifier import Notifier
from tests.builders import article, store
from tests.conftest import ROOT, Database, on_both
from tests.webhook import Webhook

HOSTILE = (
    "ارز <script>alert(1)</script>\u202e\nBcc: x@example.org\r\n\r\n"
    "<!channel> [نام](javascript:alert(1)) *_~` \"'"
)


class Mailbox:
    """A mail server of this machine."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.is_away = False
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.is_away:
            return "451 later"
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        mail["X-Rcpt"] = ", ".join(envelope.rcpt_tos)
        self.mails.append(mail)
        return "250 OK"

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=Newscrawl<news@example.ir>"

    def close(self) -> None:
        self._controller.stop()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    yield mailbox
    mailbox.close()


def settings(url: str, **services: str) -> Settings:
    values = {
        "DATABASE_URL": url,
        "ALERT_SERVICES": services,
        "SPIDER_MODULES": ["newscrawl.spiders"],
    }
    return Settings(values)


def add(engine: sa.Engine, *to: str, **options: Any) -> None:
    with engine.begin() as connection:
        assert alerts.add(connection, "arz", "ارز", {}, to, **options)


def fresh(code: int, title: str = "نرخ ارز در بازار", **fields: Any) -> Any:
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    return article(code, **{"title": title, "published_at": hour_ago, **fields})


def address(webhook: Webhook) -> str:
    return f"http://127.0.0.1:{webhook.server.server_port}/hook"


def make_due(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        due = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(
            outbox.outbox.update()
            .where(outbox.outbox.c.due_at.is_not(None))
            .values(due_at=due, taken_until=None)
        )


@on_both
def test_a_mail_and_a_webhook_are_told_once(
    engine: sa.Engine, database: Database, url: str, mailbox: Mailbox, webhook: Webhook
) -> None:
    add(engine, "mail:desk@example.org", address(webhook), "feed")
    store(database, fresh(1, body="بند یکم\nبهای ارز بالا رفت"), fresh(2, "هوا"))
    project = settings(url, mail=mailbox.url)
    assert tell_alerts(engine, project) == 2
    assert tell_alerts(engine, project) == 0
    (told,) = webhook.received
    (hit,) = told["hits"]
    assert (told["alert"], told["query"], told["more"]) == ("arz", "ارز", 0)
    assert (hit["kind"], hit["site"], hit["news_code"]) == ("new", "yjc", "1")
    assert hit["site_title"] == "باشگاه خبرنگاران جوان"
    assert hit["url"] == "https://yjc.ir/fa/news/1"
    assert [hit["title"][a:b] for a, b in hit["title_marks"]] == ["ارز"]
    assert "بهای ارز" in hit["snippet"]
    (mail,) = mailbox.mails
    assert mail["X-Rcpt"] == mail["To"] == "desk@example.org"
    assert mail["From"] == "Newscrawl <news@example.ir>"
    assert mail["Subject"] == "arz: نرخ ارز در بازار"
    assert mail["Message-ID"] == f"<{told['id']}.alert@newscrawl>"
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None and html is not None
    lines = text.get_content().splitlines()
    assert lines[0] == "\u200f\u2068نرخ ارز در بازار\u2069"
    assert "باشگاه خبرنگاران جوان" in lines[1]
    assert lines[-1] == "https://yjc.ir/fa/news/1"
    assert '<html lang="fa" dir="rtl">' in html.get_content()


@on_both
def test_who_is_away_is_told_later_and_once(
    engine: sa.Engine, database: Database, url: str, mailbox: Mailbox, webhook: Webhook
) -> None:
    add(engine, "mail:desk@example.org", address(webhook))
    store(database, fresh(1))
    project = settings(url, mail=mailbox.url)
    mailbox.is_away, webhook.status = True, 503
    assert tell_alerts(engine, project) == 0
    with engine.connect() as connection:
        assert outbox.undelivered(connection).waiting == 2
    mailbox.is_away, webhook.status = False, 200
    make_due(engine)
    assert tell_alerts(engine, project) == 2
    make_due(engine)
    assert tell_alerts(engine, project) == 0
    assert (len(mailbox.mails), len(webhook.received)) == (1, 1)


def test_messages_wait_for_a_process_that_has_the_service(
    engine: sa.Engine, database: Database, url: str, mailbox: Mailbox
) -> None:
    add(engine, "mail:desk@example.org")
    store(database, fresh(1))
    assert tell_alerts(engine, settings(url)) == 0
    assert tell_alerts(engine, settings(url, mail=mailbox.url)) == 1


def test_an_entry_with_a_secret_address_is_told_and_never_shown(
    engine: sa.Engine, database: Database, url: str, webhook: Webhook, caplog: Any, query: Any
) -> None:
    add(engine, "hook")
    store(database, fresh(1))
    webhook.status = 500
    secret = address(webhook) + "?token=geheim"
    assert tell_alerts(engine, settings(url, hook=secret)) == 0
    assert "HTTP 500" in caplog.text and "geheim" not in caplog.text
    webhook.close()
    make_due(engine)
    assert tell_alerts(engine, settings(url, hook=secret)) == 0
    assert "cannot be reached" in caplog.text and "geheim" not in caplog.text
    stored = str(query("SELECT * FROM outbox")) + str(query("SELECT * FROM alerts"))
    assert "geheim" not in stored and "ارز در بازار" not in stored


def test_what_was_taken_down_meanwhile_is_not_told(
    engine: sa.Engine, database: Database, url: str, webhook: Webhook, query: Any
) -> None:
    add(engine, address(webhook))
    store(database, fresh(1), fresh(2))
    webhook.status = 503
    tell_alerts(engine, settings(url))
    query("DELETE FROM articles WHERE news_code = '1'")
    webhook.status = 200
    make_due(engine)
    tell_alerts(engine, settings(url))
    assert [told["hits"][0]["news_code"] for told in webhook.received] == ["2"]
    with engine.connect() as connection:
        assert outbox.undelivered(connection).waiting == 0


class Chats:
    """The APIs of Telegram and Slack, as Apprise calls them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        monkeypatch.setattr("requests.sessions.Session.request", self._request)

    def _request(self, method: str, url: str, **options: Any) -> Any:
        import requests

        body = options.get("data") or options.get("json")
        self.sent.append((url, json.loads(body) if isinstance(body, str | bytes) else body))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = b"ok" if "hooks.slack.com" in url else b'{"ok": true, "result": {}}'
        return answer


def test_hostile_titles_are_harmless_everywhere(
    engine: sa.Engine, database: Database, url: str, mailbox: Mailbox, monkeypatch: Any
) -> None:
    add(engine, "mail:desk@example.org", "telegram:-1001234", "slack:#desk")
    hostile = fresh(
        1, HOSTILE, body="ارز <img src=x onerror=alert(1)>\u2067", url="javascript:alert(1)//"
    )
    store(database, hostile)
    chats = Chats(monkeypatch)
    project = settings(
        url,
        mail=mailbox.url,
        telegram="tgram://123456789:abcdefghijklmnopqrstuvwxyz0123456789",
        slack="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    )
    assert tell_alerts(engine, project) == 3
    (mail,) = mailbox.mails
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"] and "\u202e" not in mail["Subject"]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    for bad in ("<script", "<img", "javascript:alert(1)//", "\u202e", "\u2067"):
        assert bad not in html
    (_, telegram), (_, slack) = sorted(chats.sent, key=lambda sent: "slack" in sent[0])
    assert telegram["chat_id"] == -1001234
    assert telegram["parse_mode"] == "HTML"
    assert "<script" not in telegram["text"] and "&lt;script" in telegram["text"]
    text = json.dumps(slack, ensure_ascii=False)
    assert slack["channel"] == "#desk"
    assert "<!channel>" not in text and "&lt;!channel" in text
    assert "<http" not in text
    for said in (telegram["text"], text):
        assert "\u202e" not in said and "\u2067" not in said


def test_alerts_and_alarms_go_through_one_outbox(
    engine: sa.Engine, database: Database, url: str, webhook: Webhook
) -> None:
    add(engine, address(webhook))
    store(database, fresh(1))
    alarm = outbox.Message("1", outbox.destination(webhook.url), "yjc: هشدار", "متن")
    with engine.begin() as connection:
        outbox.put(connection, [alarm], datetime.now(UTC))
    deliver_from(settings(url), Notifier([webhook.url]))
    alarmed, told = webhook.received
    assert (alarmed["title"], told["alert"]) == ("yjc: هشدار", "arz")


KILLED = """
import sys, os, signal
from scrapy.settings import Settings
from newscrawl.database import open_engine, outbox
from newscrawl.monitoring import delivery
url, place = sys.argv[1:]
def die(*args, **options): os.kill(os.getpid(), signal.SIGKILL)
if place == "before the commit of hits":
    import newscrawl.database.alerting as alerting
    alerting._tell_all = die
elif place == "before it is sent":
    from newscrawl.monitoring.teller import Teller
    Teller.send = die
engine = open_engine(url)
delivery.tell_alerts(engine, Settings({"DATABASE_URL": url}))
print("done")
"""


@on_both
@pytest.mark.parametrize("place", ["before the commit of hits", "before it is sent"])
def test_kill_9_loses_nothing_and_tells_nothing_twice(
    engine: sa.Engine, database: Database, url: str, webhook: Webhook, place: str
) -> None:
    add(engine, address(webhook))
    store(database, *(fresh(code) for code in range(1, 6)))

    def run(where: str) -> int:
        command = [sys.executable, "-c", KILLED, url, where]
        return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60).returncode

    assert run(place) == -signal.SIGKILL
    assert webhook.received == []
    make_due(engine)
    assert run("nowhere") == 0
    make_due(engine)
    assert run("nowhere") == 0
    assert sorted(told["hits"][0]["news_code"] for told in webhook.received) == list("12345")


def test_killed_at_any_moment_all_arrive(
    engine: sa.Engine, database: Database, url: str, webhook: Webhook
) -> None:
    """A kill between the arrival and its commit tells once more, with the same id."""
    add(engine, address(webhook))
    store(database, *(fresh(code) for code in range(1, 16)))
    for moment in (0.6, 0.8, 0.9, 1.0, 1.1, 1.3):
        command = [sys.executable, "-c", KILLED, url, "nowhere"]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        make_due(engine)
    tell_alerts(engine, settings(url))
    by_id = {told["id"]: told["hits"][0]["news_code"] for told in webhook.received}
    assert sorted(map(int, by_id.values())) == list(range(1, 16))
    assert len(webhook.received) <= 15 + 6  # at most one for each kill


@on_both
def test_a_crawl_tells_what_it_found(
    scrapy: Any, engine: sa.Engine, base_url: str, webhook: Webhook
) -> None:
    with engine.begin() as connection:
        alerts.add(connection, "all", "تهران", {}, [address(webhook)], any_date=True)
    crawl = scrapy("crawl", "demo", "-a", f"base_url={base_url}")
    assert crawl.returncode in (0, 3), crawl.stderr
    with engine.connect() as connection:
        (state,) = alerts.states(connection)
    assert state.found > 0
    assert len(webhook.received) == min(state.found, 20)
    assert scrapy("crawl", "demo", "-a", f"base_url={base_url}").returncode in (0, 3)
    assert len(webhook.received) == min(state.found, 20)


CRAWLING = """
import sys
from scrapy.cmdline import execute
from newscrawl.monitoring import delivery
delivery.LOOK_SECONDS = 0.3
delivery.Courier.__init__.__defaults__ = (None, 0.3)
execute(["scrapy", *sys.argv[1:]])
"""


def test_a_crawl_tells_while_it_runs(engine: sa.Engine, url: str, webhook: Webhook) -> None:
    with engine.begin() as connection:
        alerts.add(connection, "all", "تهران", {}, [address(webhook)], any_date=True)
    with running(articles=3000) as base_url:
        crawl = subprocess.Popen(
            [sys.executable, "-c", CRAWLING, "crawl", "demo", "-a", f"base_url={base_url}"],
            cwd=ROOT,
            env={**os.environ, "NEWSCRAWL_DATABASE_URL": url},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            ends = time.monotonic() + 60
            while len(webhook.received) < 3 and time.monotonic() < ends:
                assert crawl.poll() is None, "it was over before anything was told"
                time.sleep(0.1)
            assert len(webhook.received) >= 3
        finally:
            crawl.kill()
            crawl.wait()
