"""``python docs/make/pictures.py`` makes docs/pictures/ anew, from the demo newspaper.

Needs the extras ``browse``, ``demo``, ``report`` and ``test``, and Chromium. What differs from
crawl to crawl, which are times and paces, is fixed: so a picture is only another one where
something looks different.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from newscrawl.crawling.live_view.layout import TITLES, BackfillState, Snapshot, layout
from newscrawl.crawling.summary import Summary
from newscrawl.database.reports import reading
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.server import running
from newscrawl.report.figures import Scope
from newscrawl.report.gather import gather
from newscrawl.report.page import render

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
ARTICLES = 200
SITE = "demo"
#: Longer than the newspaper's past.
EVER = "9999d"
#: In bytes: people see them on a phone, too.
LARGEST = 150_000
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1e293b; }}
pre {{ margin: 0; padding: 18px 22px; color: #e2e8f0;
  font: 15px/1.5 "DejaVu Sans Mono", monospace; }}
{stylesheet}
</style><pre>{code}</pre>"""


@dataclass(frozen=True)
class Picture:
    """What is photographed."""

    name: str
    address: str
    #: Of the window, in CSS pixels.
    width: int
    height: int
    #: Only this element, however high it is.
    element: str | None = None


def main(folder: Path = FOLDER, articles: int = ARTICLES) -> None:
    """Make all pictures.

    Raises:
        SystemExit: a picture is too large, or there is no Chromium.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        archive = Path(name) / "news.db"
        pages = {kind: Path(name) / f"{kind}.html" for kind in ("live", "report")}
        for edition in (1, 2):
            with running(articles, edition=edition) as base_url:
                crawl(archive, base_url)
        when_the_newspaper_came_out(archive)
        pages["live"].write_text(live_view(archive, articles), encoding="utf-8")
        pages["report"].write_text(report(archive), encoding="utf-8")
        with browsing(archive) as address:
            story = f"{address}archive/articles/{edited(archive)}"
            take(
                folder,
                Picture("live", pages["live"].as_uri(), 760, 216),
                Picture("report", pages["report"].as_uri(), 1000, 900),
                Picture("article", story, 780, 900, "article:not(.change)"),
                Picture("edit", story, 780, 900, "article.change"),
            )


def crawl(archive: Path, base_url: str) -> None:
    """Crawl an edition of the newspaper; what is known is fetched again, to find edits."""
    arguments = ["crawl", SITE, "-a", f"base_url={base_url}", "-a", f"revisit={EVER}", "--nolog"]
    settings = ["-s", f"DATABASE_URL=sqlite:///{archive}"]
    subprocess.run([sys.executable, "-m", "scrapy", *arguments, *settings], cwd=ROOT, check=True)


def when_the_newspaper_came_out(archive: Path) -> None:
    """Date the crawls as if they had been made on the days of the editions."""
    moments = [Newspaper(1, edition=edition).now.isoformat() for edition in (1, 2)]
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE revisions SET fetched_at = ?", moments[:1])
        connection.execute("UPDATE articles SET fetched_at = ?", moments[1:])
        connection.execute(
            "UPDATE crawls SET started_at = ?, finished_at = started_at", moments[:1]
        )


def live_view(archive: Path, articles: int) -> str:
    """A moment of the first crawl, as a terminal shows it."""
    with closing(sqlite3.connect(archive)) as connection:
        rows = connection.execute(
            "SELECT title FROM articles ORDER BY published_at DESC, news_code LIMIT ?", (TITLES,)
        )
        titles = [title for (title,) in rows]
    half = articles // 2
    shown = Snapshot(
        site=SITE,
        seconds=half / 25,
        summary=Summary(half + 20, half, 0, 0, 2, half / 25),
        pace=25,
        waiting=half,
        active=8,
        delay=0,
        backfills=[BackfillState("articles", half, articles, half / 25)],
        titles=titles,
    )
    console = Console(
        record=True, width=78, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(layout(shown))
    page = console.export_html(theme=SVG_EXPORT_THEME, code_format=TERMINAL)
    # A headline may begin with a number: a terminal that knows Persian puts that on the right.
    headline = re.compile("( *)([^<>\n]*[\u0600-\u06ff][^<>\n]*)")
    return headline.sub(r"\1<bdi>\2</bdi>", page)


def report(archive: Path) -> str:
    """The report, made when the newspaper came out."""
    with reading(f"sqlite:///{archive}") as connection:
        figures = gather(connection, Scope())
    figures.made_at = Newspaper(1, edition=2).now
    return "".join(render(figures, {SITE: "روزنامهٔ نمونهٔ چکاوک"}))


def edited(archive: Path) -> int:
    """The shortest article that the newspaper has edited."""
    with closing(sqlite3.connect(archive)) as connection:
        query = (
            "SELECT id FROM articles WHERE revision > 1 AND lead IS NOT NULL "
            "ORDER BY length(body), news_code LIMIT 1"
        )
        return int(connection.execute(query).fetchone()[0])


@contextmanager
def browsing(archive: Path) -> Iterator[str]:
    """The address of ``scrapy browse``, for as long as the block runs."""
    arguments = ["browse", "--port", "0", "-s", f"DATABASE_URL=sqlite:///{archive}"]
    command = [sys.executable, "-m", "scrapy", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def take(folder: Path, *pictures: Picture) -> None:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("no chromium: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in pictures:
            page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
            page.goto(picture.address)
            file = folder / f"{picture.name}.png"
            seen = page.locator(picture.element) if picture.element else page
            seen.screenshot(path=file)
            if file.stat().st_size > LARGEST:
                sys.exit(f"{file.name} has {file.stat().st_size} bytes, at most {LARGEST} expected")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
