"""``scrapy alert``: saved searches that tell."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.builders import store
from tests.conftest import Commands, Database, on_both
from tests.monitoring.test_teller import address, fresh
from tests.webhook import Webhook

MAIL = "mail=mailto://127.0.0.1:1?from=news@example.ir"


@pytest.fixture(autouse=True)
def services(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "newscrawl.settings.ALERT_SERVICES", f"{MAIL} desk=https://u:geheim@example.org/x"
    )


def names(command: Commands) -> list[str]:
    return [alert["name"] for alert in json.loads(command("alert", "list", "--json").stdout)]


@on_both
def test_the_life_of_an_alert(command: Commands, database: Database) -> None:
    webhook = Webhook()
    added = command(
        "alert",
        "add",
        "arz",
        "نرخ",
        "ارز",
        "--site",
        "yjc",
        "--topic",
        "اقتصاد",
        "--to",
        "feed",
        "--to",
        address(webhook),
        "--any-date",
        "--changes",
        "--digest",
        "18:30",
    )
    assert (added.returncode, added.stdout) == (0, "added: arz: what is stored from now on\n")
    (alert,) = json.loads(command("alert", "--json").stdout)
    expected = {
        "query": "نرخ ارز", "site": "yjc", "topic": "economy", "tag": None,
        "to": ["feed", address(webhook)], "digest": "18:30", "changes": True, "any_date": True,
        "found": 0, "waiting": 0, "paused_at": None,
    }  # fmt: skip
    assert {name: alert[name] for name in expected} == expected
    listed = command("alert").stdout
    assert "arz" in listed and "--site yjc --topic economy --changes --any-date" in listed
    assert command("alert", "pause", "arz").stdout == "paused: arz\n"
    assert "paused" in command("alert", "list").stdout
    assert command("alert", "pause", "arz").stdout == "arz was paused before\n"
    assert command("alert", "resume", "arz").stdout == "resumed: arz\n"
    told = command("alert", "test", "arz")
    assert told.returncode == 0, told.stderr
    assert webhook.received[0]["id"].startswith("test-")
    assert command("alert", "remove", "arz").stdout == "removed: arz\n"
    assert names(command) == []
    webhook.close()


@on_both
def test_deliver_looks_and_delivers_now(command: Commands, database: Database) -> None:
    webhook = Webhook()
    assert command("alert", "add", "arz", "ارز", "--to", address(webhook)).returncode == 0
    store(database, fresh(1), fresh(2, "هوا"))
    assert command("alert", "deliver").stdout == "delivered: 1 message\n"
    assert command("alert", "deliver").stdout == "delivered: 0 messages\n"
    assert len(webhook.received) == 1
    webhook.close()


@on_both
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["add"], "add takes a name and words"),
        (["add", "arz"], "add takes a name and words"),
        (["add", "a b", "ارز", "--to", "feed"], "expected a name of up to 40 letters"),
        (["add", "arz", "ارز"], "--to: expected whom to tell"),
        (["add", "arz", "ارز", "--to", "fax:123"], "--to: expected mail:ADDRESS, telegram:CHAT"),
        (["add", "arz", "ارز", "--to", "mail:"], "--to: expected mail: with an address"),
        (["add", "arz", "ارز", "--to", "mail:a@b, c@d"], "--to: expected mail: with an address"),
        (
            ["add", "arz", "ارز", "--to", "mail:a@b\nBcc: c@d"],
            "--to: expected mail: with an address",
        ),
        (["add", "arz", "ارز", "--to", "telegram:x y"], "--to: expected telegram: with"),
        (
            ["add", "arz", "ارز", "--to", "telegram:@desk"],
            "needs the entry 'telegram' of ALERT_SERVICES; it has desk, mail",
        ),
        (["add", "arz", "ارز", "--to", "nobody"], "this is no entry 'nobody' of ALERT_SERVICES"),
        (["add", "arz", "ارز", "--to", "https://u:geheim@example.org/"], "may be a secret"),
        (["add", "arz", "ارز", "--to", "https://example.org/?t=geheim"], "may be a secret"),
        (["add", "arz", "ارز", "--to", "https:///x"], "no address of the web"),
        (["add", "arz", "ارز", "--to", "feed", "--site", "roozplu"], "unknown site 'roozplu'"),
        (["add", "arz", "ارز", "--to", "feed", "--topic", "nonsense"], "--topic: "),
        (["add", "arz", '"ارز', "--to", "feed"], "query: the quotation mark"),
        (["add", "arz", "-ارز", "--to", "feed"], "query: expected a word to look for"),
        (["add", "arz", "ارز", "--to", "feed", "--digest", "weekly"], "--digest: expected hourly"),
        (["remove"], "remove takes the name of one alert"),
        (["remove", "nobody"], "there is no alert 'nobody'"),
        (["test", "nobody"], "there is no alert 'nobody'"),
        (["pause", "--to", "feed"], "--to is an option of 'add'"),
        (["add", "arz", "ارز", "--to", "feed", "--json"], "--json is an option of 'list'"),
        (["frobnicate"], "expected list, add, test, pause, resume, remove or deliver"),
        (["list", "arz"], "list takes no name"),
    ],
)
def test_wrong_arguments_are_one_line(
    command: Commands, arguments: list[str], expected: str
) -> None:
    result = command("alert", *arguments)
    assert result.returncode == 2
    assert expected in result.stderr and result.stderr.count("\n") == 1
    assert "geheim" not in result.stderr and result.stdout == ""
    assert names(command) == []


def test_a_name_that_is_taken_stays_as_it_is(command: Commands) -> None:
    assert command("alert", "add", "arz", "ارز", "--to", "feed").returncode == 0
    again = command("alert", "add", "arz", "سکه", "--to", "feed")
    assert again.returncode == 2
    assert again.stderr == (
        "newscrawl: error: there is an alert 'arz' already: 'scrapy alert remove arz' removes it\n"
    )
    (alert,) = json.loads(command("alert", "--json").stdout)
    assert alert["query"] == "ارز"


@pytest.mark.parametrize(
    ("module", "to", "expected"),
    [
        (
            "apprise",
            "mail:a@example.org",
            "--to: apprise is missing: pip install 'newscrawl[alarms]'",
        ),
        (
            "requests",
            "https://example.org/",
            "--to: requests is missing: pip install 'newscrawl[alarms]'",
        ),
    ],
)
def test_what_is_missing_is_said(
    command: Commands, monkeypatch: pytest.MonkeyPatch, module: str, to: str, expected: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = command("alert", "add", "arz", "ارز", "--to", to)
    assert (result.returncode, result.stderr) == (2, f"newscrawl: error: {expected}\n")


def test_wrong_services_show_no_secret(command: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("mailto://u:geheim@host", "mail=nonsense://u:geheim@host", "mail=tgram://geheim"):
        monkeypatch.setattr("newscrawl.settings.ALERT_SERVICES", value)
        result = command("alert", "add", "arz", "ارز", "--to", "mail:a@example.org")
        assert result.returncode == 2
        assert "ALERT_SERVICES" in result.stderr and "geheim" not in result.stderr
        assert result.stderr.count("\n") == 1


def test_a_test_message_that_does_not_arrive_is_a_failure(command: Commands) -> None:
    assert command("alert", "add", "arz", "ارز", "--to", "mail:a@example.org").returncode == 0
    result = command("alert", "test", "arz")
    assert result.returncode == 1
    assert "not told: mail:a@example.org: ConnectionRefusedError" in result.stdout


def test_alerts_are_copied_and_told_from_where_they_were(
    command: Commands, database: Database, tmp_path: Any
) -> None:
    webhook = Webhook()
    command("alert", "add", "arz", "ارز", "--to", address(webhook))
    store(database, fresh(1))
    copy = tmp_path / "copy.db"
    assert command("copyarchive", command.url, f"sqlite:///{copy}").returncode == 0
    command.url = f"sqlite:///{copy}"
    assert names(command) == ["arz"]
    store(copy, fresh(2))
    assert command("alert", "deliver").stdout == "delivered: 2 messages\n"
    webhook.close()
