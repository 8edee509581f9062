"""The report and ``scrapy browse`` in a real browser: Chromium, headless, one for all tests."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newscrawl.database.reports import reading
from newscrawl.report.figures import Scope
from newscrawl.report.gather import gather
from newscrawl.report.page import render
from tests.conftest import run_scrapy

#: Set where these tests must not be skipped.
REQUIRED = "NEWSCRAWL_REQUIRE_BROWSER"
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: Of a phone and a desk, in CSS pixels.
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


def unavailable(reason: str) -> None:
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


@dataclass
class Visit:
    """A page that is open, and what it did."""

    page: Any
    #: What it said on the console, its errors, and addresses of other hosts that it asked for.
    troubles: list[str] = field(default_factory=list)

    def shows(self, locator: Any, count: int) -> None:
        """Wait until it shows so many of these."""
        from playwright.sync_api import expect

        expect(locator).to_have_count(count)

    def overflow(self) -> int:
        """By how many pixels it is wider than the screen."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def direction(self) -> str:
        return str(self.page.locator("body").evaluate("body => getComputedStyle(body).direction"))


@pytest.fixture(scope="module")
def browser(served: str, report: str) -> Iterator[Any]:
    # After the archive was filled, and not longer than this module: while Playwright runs,
    # asyncio.run() does not work.
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        unavailable("no chromium: apt-get install -y chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        unavailable("no playwright: pip install 'newscrawl[test]'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def visit(browser: Any, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(10_000)
    seen = Visit(page)
    page.on("console", lambda message: seen.troubles.append(message.text))
    page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    page.on("requestfailed", lambda asked: seen.troubles.append(f"failed: {asked.url}"))
    page.on("request", lambda asked: _is_other(asked.url) and seen.troubles.append(asked.url))
    yield seen
    context.close()


def _is_other(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("file", "data") and parts.hostname != "127.0.0.1"


@pytest.fixture(scope="session")
def served(filled: Path) -> Iterator[str]:
    """The address of ``scrapy browse``."""
    process = run_scrapy(filled, "browse", "--port", "0", wait=False)
    yield process.stdout.readline().strip()
    process.terminate()
    process.communicate(timeout=20)


@pytest.fixture(scope="session")
def report(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    with reading(f"sqlite:///{filled}") as connection:
        figures = gather(connection, Scope())
    path.write_text("".join(render(figures, {"yjc": "باشگاه"})), encoding="utf-8")
    return path.as_uri()


def test_report(visit: Visit, report: str) -> None:
    visit.page.goto(report)
    assert visit.direction() == "rtl"
    assert visit.overflow() <= 0
    cells = visit.page.locator(
        "[data-site=yjc] .calendar rect.k1, [data-site=yjc] .calendar rect.k4"
    )
    assert cells.count() == 30
    assert cells.first.is_visible()
    # Saturday is on top, and later weeks are farther left.
    first, last = cells.first.bounding_box(), cells.last.bounding_box()
    assert first["x"] > last["x"]
    assert visit.page.locator("figure svg").count() >= 3
    visit.page.locator("[data-site=yjc] summary").click()
    assert not cells.first.is_visible()
    visit.page.locator("#sites").get_by_role("link", name="باشگاه").click()  # unfolds it
    assert cells.first.is_visible()
    assert visit.troubles == []


def test_browse(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(served)
    assert visit.direction() == "rtl"
    page.get_by_role("link", name="خبرها", exact=True).click()
    stories = page.locator(".story")
    visit.shows(stories, 30)
    assert visit.overflow() <= 0
    page.locator("#facet-site").get_by_role("link", name="تابناک").click()
    visit.shows(stories, 10)
    page.locator("#facet-published_jalali").get_by_role("link", name="مرداد").click()
    visit.shows(stories, 3)
    page.get_by_title("بردار").first.click()
    visit.shows(stories, 10)
    assert visit.troubles == []


def test_search_an_article_and_its_revisions(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(served)
    page.get_by_role("searchbox").fill("كتاب‌های درسی")
    page.keyboard.press("Enter")
    page.locator(".story a").click()
    visit.shows(page.locator(".change"), 1)
    assert page.locator("h1").inner_text() == "گفته‌های وزیر دربارهٔ كتاب‌هاي درسي"
    assert page.locator("del").inner_text() == "سخنان"
    # It begins on the right.
    paragraph = page.locator(".body p").first
    assert paragraph.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert visit.overflow() <= 0
    for name in ("ناموفق‌ها", "خزش‌ها", "جدول‌ها"):
        page.get_by_role("link", name=name, exact=True).click()
        assert visit.direction() == "rtl"
    assert visit.troubles == []
