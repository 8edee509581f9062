"""A mail in a real browser: Chromium, as wide as a phone and as a desk."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

from newscrawl.alerts.mail import as_html
from tests.alerts.news import TITLES, edited, new, telling

SIZES = {"phone": (390, 844), "desk": (1440, 900)}


@pytest.mark.parametrize("size", SIZES)
def test_a_mail_runs_from_right_to_left_and_fits(size: str) -> None:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("NEWSCRAWL_REQUIRE_BROWSER"):
            pytest.fail("no chromium: apt-get install -y chromium")
        pytest.skip("no chromium: apt-get install -y chromium")
    api = pytest.importorskip("playwright.sync_api")
    long = "https://yjc.ir/fa/news/1/" + "%D8%A7%D8%B1%D8%B2-" * 60
    told = telling(
        [
            new("USD/IRR: نرخ ارز <script>document.title='x'</script>", url=long, body="ا" * 900),
            edited("نرخ ارز بالا رفت", "نرخ ارز پایین آمد"),
        ],
        more=1240,
    )
    width, height = SIZES[size]
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        asked: list[Any] = []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(as_html(told, TITLES))
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
        directions = page.evaluate(
            "[...document.querySelectorAll('body, h2, p:not([dir])')]"
            ".map(e => getComputedStyle(e).direction + getComputedStyle(e).textAlign)"
        )
        assert set(directions) == {"rtlright"}
        title, text = page.locator("h2").first.bounding_box(), page.locator("del").bounding_box()
        assert title["x"] >= 0 and text["width"] > 10
        assert page.title() == "arz: ۱٬۲۴۲ خبر"
        assert asked == []
        browser.close()
