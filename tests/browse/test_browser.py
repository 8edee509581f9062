"""The report and ``scrapy browse`` in a real browser: Chromium, headless, one for all tests."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newscrawl.database.reports import reading
from newscrawl.database.selection import Selection
from newscrawl.database.trends import trend
from newscrawl.report.figures import Scope
from newscrawl.report.gather import gather
from newscrawl.report.page import render
from newscrawl.report.trendpage import render_trend
from newscrawl.search import parse
from newscrawl.trends.periods import By

#: Set where these tests must not be skipped.
REQUIRED = "NEWSCRAWL_REQUIRE_BROWSER"
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: Of a phone and a desk, in CSS pixels.
SIZES = {"phone": (390, 844), "desk": (1440, 900)}


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

    def box(self, selector: str) -> dict[str, float]:
        """Where the first of these elements is."""
        return dict(self.page.locator(selector).first.bounding_box())

    @property
    def is_phone(self) -> bool:
        return bool(self.page.viewport_size["width"] < 600)

    def direction(self) -> str:
        return str(self.page.locator("body").evaluate("body => getComputedStyle(body).direction"))


@pytest.fixture(scope="module")
def browser(served: str, report: str, trend_file: str) -> Iterator[Any]:
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


def _box(locator: Any) -> dict[str, float]:
    return dict(locator.bounding_box())


def _is_other(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("file", "data") and parts.hostname != "127.0.0.1"


@pytest.fixture(scope="session")
def report(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    with reading(f"sqlite:///{filled}") as connection:
        figures = gather(connection, Scope())
    path.write_text("".join(render(figures, {"yjc": "باشگاه"})), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def trend_file(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a trend."""
    path = tmp_path_factory.mktemp("trend") / "trend.html"
    with reading(f"sqlite:///{filled}") as connection:
        longer = Selection(since=datetime(2020, 1, 1, tzinfo=UTC))  # a line of many months
        found = trend(connection, {"خبر": parse("خبر")}, longer, by=By.MONTH)
    path.write_text("".join(render_trend(found, {"yjc": "باشگاه"})), encoding="utf-8")
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


def _right_edge_of_text(locator: Any) -> float:
    script = """cell => {
        const text = document.createRange()
        text.selectNodeContents(cell)
        return text.getBoundingClientRect().right
    }"""
    return float(locator.evaluate(script))


def _is_below_its_heading(table: Any) -> bool:
    """Whether the number of a table's second column begins where its heading does."""
    table.page.wait_for_load_state()  # with its styles, which move everything
    heading = table.locator("thead th").nth(1)
    number = table.locator("tbody tr").first.locator("th, td").nth(1)
    return abs(_right_edge_of_text(heading) - _right_edge_of_text(number)) < 3


def test_a_trend_as_a_file(visit: Visit, trend_file: str) -> None:
    visit.page.goto(trend_file)
    assert visit.direction() == "rtl"
    assert visit.overflow() <= 0
    chart = visit.box("figure svg")
    assert chart["width"] > (300 if visit.is_phone else 600)
    label = visit.page.locator("figure g.y text").first
    assert _box(label)["height"] >= 9  # pixels: it can be read
    assert visit.page.locator("figure .dots circle").count() == 2
    # The table begins on the right.
    time, last = visit.page.locator("thead th").first, visit.page.locator("thead th").last
    assert _box(time)["x"] > _box(last)["x"]
    # The first column stays while the others are moved below it.
    first = visit.page.locator("tbody th").first
    assert _box(first)["width"] < 0.5 * visit.box(".scroll")["width"]
    assert visit.troubles == []


def test_a_trend_in_browse(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(served)
    page.get_by_role("link", name="روند", exact=True).click()
    assert visit.overflow() <= 0
    page.get_by_role("searchbox").first.fill("خبر")
    page.locator("select[name=by]").select_option("day")
    page.get_by_role("button").click()
    visit.shows(page.locator(".trend figure svg"), 1)
    assert visit.direction() == "rtl"
    assert visit.overflow() <= 0
    assert _is_below_its_heading(page.locator(".trend table"))
    page.locator(".trend tbody a").first.click()
    visit.shows(page.locator(".story"), 1)
    assert visit.troubles == []  # nothing that the policy for contents forbids


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
    # The last one has a form for SQL.
    page.locator("form.sql textarea").fill("SELECT count(*) AS many FROM articles")
    page.locator("form.sql").get_by_role("button").last.click()
    assert page.locator("td").inner_text() == "40"
    assert visit.troubles == []  # nothing that the policy for contents forbids


def test_words_that_stand_out(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(served)
    page.get_by_role("link", name="واژه‌ها", exact=True).click()
    page.get_by_role("searchbox").fill("بند")
    page.get_by_label("هر سایت جدا").check()
    page.get_by_role("button", name="نشان بده").click()
    visit.shows(page.locator("h2 bdi"), 2)
    visit.shows(page.locator(".two .card"), 4)
    assert _is_below_its_heading(page.locator(".two table").first)
    assert visit.direction() == "rtl"
    assert visit.overflow() <= 0
    assert visit.troubles == []


def test_the_newest_columns_of_the_report_come_first(visit: Visit, report: str) -> None:
    visit.page.goto(report)
    heads = visit.page.locator("[data-site=yjc] table.heat").nth(1).locator("thead th")
    names = heads.all_inner_texts()
    assert names == ["", "مرداد ۱۴۰۰", "تیر ۱۴۰۰"]
    newest, older = heads.nth(1).bounding_box(), heads.nth(2).bounding_box()
    assert newest["x"] > older["x"]
    assert newest["x"] + newest["width"] <= visit.page.viewport_size["width"]


def test_facets_are_above_the_list_or_beside_it(visit: Visit, served: str) -> None:
    visit.page.goto(f"{served}archive/articles")
    facets, story = visit.box("aside"), visit.box(".story")
    if visit.is_phone:
        assert facets["y"] + facets["height"] <= story["y"]
        assert story["y"] < 500  # and leave room for it
    else:
        assert facets["x"] >= story["x"] + story["width"]
        assert abs(facets["y"] - story["y"]) < 100
    assert visit.overflow() <= 0


def test_hits_are_seen(visit: Visit, served: str) -> None:
    visit.page.goto(f"{served}archive/articles?_search=کتاب")
    mark = visit.page.locator(".story mark").first
    assert mark.is_visible()
    colour = "one => getComputedStyle(one).backgroundColor"
    assert mark.evaluate(colour) != visit.page.locator(".story").evaluate(colour)
    assert visit.overflow() <= 0


@pytest.mark.parametrize("table", ["crawls", "failures"])
def test_tables_are_seen_whole(visit: Visit, served: str, table: str) -> None:
    page = visit.page
    page.goto(f"{served}archive/{table}")
    assert visit.overflow() <= 0
    wider = "one => one.scrollWidth - one.clientWidth"
    assert page.locator(".table-wrapper").evaluate(wider) <= 0
    cells = page.locator("tbody tr").first.locator("td")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    if visit.is_phone:  # a card for each row
        assert first["y"] < second["y"]
        label = "one => getComputedStyle(one, '::before').content"
        assert "سایت" in cells.nth(1).evaluate(label)
        assert "تهران، هجری خورشیدی" in page.locator(".zone").inner_text()
        # What is said stands beside the names of the columns, all lines of it.
        texts = page.locator("td time, td a.address").all()
        assert texts
        assert all(box["x"] + box["width"] < 270 for box in map(_box, texts))
    else:
        assert first["x"] > second["x"]
        assert first["y"] == second["y"]
    page.locator("tbody a").first.click()
    page.locator("dl.facts").wait_for()  # visible
    assert visit.overflow() <= 0
    assert visit.troubles == []


def test_sql_is_read_from_left_to_right(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(f"{served}archive?sql=SELECT+id,+title+FROM+articles+LIMIT+2")
    direction = "one => getComputedStyle(one).direction"
    for selector in ("main", "textarea", "main table"):
        assert page.locator(selector).evaluate(direction) == "ltr"
    assert visit.direction() == "rtl"
    heads = page.locator("th")
    assert heads.nth(0).bounding_box()["x"] < heads.nth(1).bounding_box()["x"]
    assert visit.box("textarea")["width"] > 0.8 * visit.box("main")["width"]
    assert visit.overflow() <= 0
    page.locator("textarea").fill("SELECT nowhere")
    page.get_by_role("button").click()
    assert page.locator(".message-error p").inner_text() == "این پرس‌وجوی SQL پذیرفته نشد:"
    assert "no such column" in page.locator(".message-error pre").inner_text()


@pytest.mark.parametrize("address", ["nowhere", "archive/articles?_search=-", "archive?sql=drop"])
def test_errors_are_read_from_right_to_left(visit: Visit, served: str, address: str) -> None:
    visit.page.goto(served + address)
    assert visit.direction() == "rtl"
    assert visit.page.locator("h1").inner_text().startswith("خطای ۴۰")
    heading, screen = visit.box("h1"), visit.page.viewport_size["width"]
    assert heading["x"] + heading["width"] > 0.85 * screen
    assert visit.overflow() <= 0


def test_nothing_runs_a_script(visit: Visit, served: str) -> None:
    visit.page.goto(served)
    visit.page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); }"
    )
    assert visit.page.evaluate("window.ran") is None
    assert "Content Security Policy" in visit.troubles[0]


def test_changes(visit: Visit, served: str) -> None:
    page = visit.page
    page.goto(served)
    page.get_by_role("link", name="تغییرها", exact=True).click()
    visit.shows(page.locator("article"), 1)
    assert visit.direction() == "rtl"
    assert visit.overflow() <= 0
    assert page.locator("del").inner_text() == "سخنان"
    assert page.locator("ins").inner_text() == "گفته‌های"
    page.get_by_role("link", name="تنها ناپدیدها").click()
    visit.shows(page.locator("article"), 0)
    assert visit.troubles == []
