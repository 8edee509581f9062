"""How the live view looks."""

from typing import Any

from rich.console import Console

from newscrawl.crawling.live_view.layout import BackfillState, Snapshot, layout
from newscrawl.crawling.revisiting import Revisits
from newscrawl.crawling.summary import Summary


def shown(width: int = 80, **counts: Any) -> list[str]:
    summary = Summary(
        pages=40, articles=1234, changed=2, duplicates=3, failures=4, seconds=9, **counts
    )
    snapshot = Snapshot(
        site="yjc",
        seconds=83,
        summary=summary,
        pace=12.34,
        waiting=5678,
        active=3,
        delay=1.25,
        backfills=[BackfillState("codes", 30, 90, 60), BackfillState("archive", 0, 9, 1)],
        titles=["خبر [red]یک[/red]\nدو", "خبر " * 60],
    )
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(layout(snapshot))
    return [line.strip() for line in console.export_text().splitlines()]


def test_it_says_all() -> None:
    lines = shown()
    assert lines[0].startswith("yjc  0:01:23")
    assert lines[1] == "1,234 new   2 changed   3 duplicate   4 failed"
    assert lines[2] == "12.3 pages a second   5,678 waiting   3 under way   delay 1.25 s"
    assert lines[3].startswith("codes")
    assert lines[3].endswith("30 of 90  about 0:02:00 left")
    assert lines[4].endswith("0 of 9")
    assert lines[5] == "خبر [red]یک[/red] دو"
    assert lines[6].endswith("…")


def test_articles_that_are_looked_at_again() -> None:
    again = Revisits(60, unchanged=58, vanished=2)
    assert shown(revisits=again)[1].endswith("4 failed   60 revisited   2 vanished")


def test_it_has_as_many_lines_on_a_narrow_terminal() -> None:
    assert len(shown(width=30)) == len(shown(width=80)) == 7
