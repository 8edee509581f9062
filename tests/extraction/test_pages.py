"""Saved pages and the fields expected of them: ``pages/FAMILY/NAME.html`` and ``NAME.json``."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy.http import HtmlResponse

from newscrawl import extraction
from newscrawl.cms.families import FAMILIES
from newscrawl.extraction import NotAnArticle, Page
from newscrawl.extraction.loader import load_article

PAGES = Path(__file__).parent / "pages"
CASES = sorted(PAGES.glob("*/*.json"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def read(case: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case, and the article that comes of its page."""
    family = FAMILIES[case.parent.name]
    wanted = json.loads(case.read_text(encoding="utf-8"))
    response = HtmlResponse(wanted["url"], body=case.with_suffix(".html").read_bytes())
    raw = extraction.read(family, Page.of(response.text, response.url, wanted["site_title"]))
    article = load_article(raw, site="site", url=response.url, fetched_at=NOW)
    return wanted, ItemAdapter(article).asdict()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_page(case: Path) -> None:
    if "expected_failure" in json.loads(case.read_text(encoding="utf-8")):
        with pytest.raises(NotAnArticle):
            read(case)
        return
    wanted, article = read(case)
    for image in wanted["expected"].get("images", []):
        image["alt"] = image["alt"] or None
    assert {name: article[name] for name in wanted["expected"]} == wanted["expected"]


#: Families of fewer than five sites.
SMALL = {"tasnim"}
EVERY_FIELD = {"news_code", "title", "kicker", "lead", "body", "published_at", "published_jalali",
               "sections", "tags", "agency", "author", "images"}  # fmt: skip


def test_every_family_has_pages() -> None:
    assert {case.parent.name for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize("family", sorted(set(FAMILIES) - SMALL))
def test_a_family_has_a_page_with_every_field_and_one_of_an_album(family: str) -> None:
    pages = [json.loads(case.read_text()) for case in CASES if case.parent.name == family]
    said = [page["expected"] for page in pages if "expected" in page]
    assert any(all(fields.get(name) for name in EVERY_FIELD) for fields in said)
    albums = [page for page in pages if "album" in page["why"].lower()]
    assert any(len(page.get("expected", {}).get("images", ())) > 1 for page in albums)
