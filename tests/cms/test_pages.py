"""Saved pages and the fields expected of them: ``pages/FAMILY/NAME.html`` and ``NAME.json``."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from itemadapter import ItemAdapter
from scrapy.http import HtmlResponse

from newscrawl.cms import Family, NotAnArticle, Page
from newscrawl.cms.asam import Asam
from newscrawl.cms.generic import Generic
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.cms.nastooh import Nastooh
from newscrawl.loaders import load_article

PAGES = Path(__file__).parent / "pages"
FAMILIES: dict[str, Family] = {
    family.name: family for family in (IranSamaneh(), Asam(), Nastooh(), Generic())
}
CASES = sorted(PAGES.glob("*/*.json"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def read(case: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The case, and the article that comes of its page."""
    family = FAMILIES[case.parent.name]
    wanted = json.loads(case.read_text(encoding="utf-8"))
    response = HtmlResponse(wanted["url"], body=case.with_suffix(".html").read_bytes())
    raw = family.read(Page.of(response.text, response.url, wanted["site_title"]))
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


def test_every_family_has_pages() -> None:
    assert {case.parent.name for case in CASES} == set(FAMILIES)
