"""Queries that cost too much end soon, with an error page, and without much memory."""

import json
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

pytest.importorskip("datasette")

from newscrawl.browse.bounds import LONGEST, LONGEST_PATTERN

#: Four million letters.
LONG = "replace(hex(zeroblob(2000000)), '0', 'a')"
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT {0} UNION ALL SELECT {0} FROM c) SELECT {1} FROM c"
DOUBLED = ", ".join(f"a{n} AS (SELECT p.x FROM a{n - 1} p, a{n - 1} q)" for n in range(1, 25))
COSTLY = {
    "a large blob": "SELECT zeroblob(2000000000)",
    "a large random blob": "SELECT randomblob(2000000000)",
    "a large text": "SELECT printf('%.*c', 2000000000, 'a')",
    "a large width": "SELECT printf('%2000000000d', 1)",
    "endless": ENDLESS.format(1, "count(*)"),
    "an endless sort": ENDLESS.format("randomblob(1000000)", "hex(substr(x, 1, 2))")
    + " ORDER BY x",
    "large rows": ENDLESS.format(1, "zeroblob(4000000)"),
    "many columns": ENDLESS.format(1, ", ".join(["1"] * 1900)),
    "a large group": "SELECT group_concat(a.body || b.body) FROM articles a, articles b, "
    "articles c, articles d",
    "a long pattern": f"SELECT {LONG} LIKE '%{'a' * (LONGEST_PATTERN + 1)}b'",
    "slow patterns": f"SELECT count(*) FROM articles a, articles b WHERE {LONG} || a.id || b.id "
    f"LIKE '%{'a' * (LONGEST_PATTERN - 10)}b'",
    "looking for a long text": f"SELECT instr({LONG}, hex(zeroblob(1000000)))",
    "a long replacement": f"SELECT length(replace({LONG}, 'a', {LONG}))",
    "trimming": f"SELECT trim({LONG}, '{'bcdefgh' * 10}a')",
    "doubling": f"WITH a0 AS (SELECT 1 x), {DOUBLED} SELECT count(*) FROM a24",
}


def ask(served: str, sql: str, kind: str = "") -> tuple[int, str]:
    try:
        with urlopen(f"{served}archive{kind}?{urlencode({'sql': sql})}", timeout=60) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("what", COSTLY)
def test_a_costly_query_ends(served: str, what: str) -> None:
    began = time.monotonic()
    status, page = ask(served, COSTLY[what])
    assert status == 400
    assert "<html" in page
    assert "Traceback" not in page
    assert time.monotonic() - began < 20  # five seconds, on a machine that has nothing else to do


def test_the_memory_is_bounded(served: str, served_pid: int) -> None:
    for what in ("an endless sort", "doubling", "large rows"):
        for _ in range(3):  # one for each thread
            ask(served, COSTLY[what], ".json")
    status = Path(f"/proc/{served_pid}/status").read_text()
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak) < 1_200_000  # kB


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("instr('کتاب خوب', 'خوب')", 6),
        ("replace('کتاب', 'ک', 'ش')", "شتاب"),
        ("trim('xxaxx', 'x')", "a"),
        ("trim('  a ')", "a"),
        ("printf('%05.2f|%*d|%s', 3.14159, 4, 7, 'الف')", "03.14|   7|الف"),
        ("instr(NULL, 'a')", None),
        (f"length(zeroblob({LONGEST}))", LONGEST),
    ],
)
def test_functions_are_sqlite_s_own(served: str, expression: str, value: object) -> None:
    status, answer = ask(served, f"SELECT {expression} AS value", ".json")
    assert status == 200, answer
    assert json.loads(answer)["rows"] == [[value]]


def test_all_rows_come_in_their_order(served: str) -> None:
    _, answer = ask(served, "SELECT id FROM articles ORDER BY id", ".json")
    assert json.loads(answer)["rows"] == [[n] for n in range(1, 41)]
