"""Messages arrive at a webhook and in a mailbox of this machine, once."""

from __future__ import annotations

import socket
import sys
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from scrapy.settings import Settings

from newscrawl.arguments import ArgumentError
from newscrawl.database import outbox
from newscrawl.database.outbox import destination
from newscrawl.monitoring.delivery import deliver, make_notifier
from newscrawl.monitoring.notifier import NotDelivered, Notifier
from tests.conftest import on_both
from tests.webhook import Webhook


def put(engine: sa.Engine, key: str, url: str) -> None:
    message = outbox.Message(key, destination(url), "yjc: هشدار", "متن\nسطر دوم")
    with engine.begin() as connection:
        outbox.put(connection, [message], datetime.now(UTC))


def make_due(engine: sa.Engine) -> None:
    """As if the pause until the next try were over."""
    with engine.begin() as connection:
        connection.execute(
            outbox.outbox.update().values(due_at=datetime.now(UTC) - timedelta(seconds=1))
        )


@on_both
def test_a_message_arrives_once(engine: sa.Engine, webhook: Webhook) -> None:
    notifier = Notifier([webhook.url])
    for key in ("1", "2", "1"):
        put(engine, key, webhook.url)
    assert deliver(engine, notifier) == 2
    assert deliver(engine, notifier) == 0
    assert [(m["title"], m["message"]) for m in webhook.received] == [
        ("yjc: هشدار", "متن\nسطر دوم")
    ] * 2


@on_both
def test_who_is_away_is_told_later(
    engine: sa.Engine, webhook: Webhook, caplog: pytest.LogCaptureFixture
) -> None:
    webhook.status = 500
    put(engine, "1", webhook.url)
    notifier = Notifier([webhook.url])
    assert deliver(engine, notifier) == 0
    assert deliver(engine, notifier) == 0  # not due yet
    assert caplog.text.count("Not delivered, trying again later: yjc") == 1
    with engine.connect() as connection:
        waiting = outbox.undelivered(connection)
    assert waiting.waiting == 1
    assert waiting.problem and "500" in waiting.problem
    make_due(engine)
    webhook.status = 200
    assert deliver(engine, notifier) == 1
    assert len(webhook.received) == 1


def test_a_kill_before_the_commit_tells_it_again_and_one_after_does_not(
    engine: sa.Engine, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, "1", webhook.url)
    notifier = Notifier([webhook.url])

    def kill(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("newscrawl.database.outbox.delivered", kill)
        deliver(engine, notifier)
    assert deliver(engine, notifier) == 0  # somebody may still be at it
    with engine.begin() as connection:
        connection.execute(outbox.outbox.update().values(taken_until=None))
    assert deliver(engine, notifier) == 1
    assert deliver(engine, notifier) == 0
    assert len(webhook.received) == 2


def test_a_mail_has_persian_in_subject_and_text(engine: sa.Engine) -> None:
    received = []

    class Mailbox:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            received.append(message_from_bytes(envelope.content, policy=default))
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        url = f"mailto://127.0.0.1:{port}?from=news@example.ir&to=desk@example.ir&format=text"
        put(engine, "1", url)
        assert deliver(engine, Notifier([url])) == 1
    finally:
        controller.stop()
    (mail,) = received
    assert mail["subject"] == "yjc: هشدار"
    body = mail.get_body(("plain",))
    assert body is not None and "متن\nسطر دوم" in body.get_content().replace("\r\n", "\n")


def test_errors_name_no_secrets() -> None:
    with pytest.raises(ArgumentError, match=r"NOTIFY_URLS: not the URL of .*: nonsense://…$"):
        make_notifier(Settings({"NOTIFY_URLS": ["nonsense://user:secret@host"]}))
    url = "json://user:secret@127.0.0.1:1/hook"
    with pytest.raises(NotDelivered) as error:
        Notifier([url]).send(destination(url), "title", "body")
    assert "secret" not in str(error.value)


def test_without_apprise_one_line_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ArgumentError, match=r"NOTIFY_URLS: apprise is missing: pip install"):
        make_notifier(Settings({"NOTIFY_URLS": ["json://localhost"]}))
    assert make_notifier(Settings()).destinations == []
