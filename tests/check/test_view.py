"""What a check prints and saves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse

from newscrawl.check.verdict import CheckedPage, Coverage
from newscrawl.check.view import Findings, declaration, for_programs, save, show, spider_file
from newscrawl.check.visit import VisitedSite
from newscrawl.cms.families import FAMILIES
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.urls import Addresses
from tests.builders import article

URL = "https://yjc.ir/fa/news/7"
BEFORE = Coverage(200, {"body": 190})


@pytest.fixture
def found() -> Findings:
    site = VisitedSite(Addresses("yjc.ir"), "yjc", IranSamaneh(), "باشگاه")
    site.pages = [HtmlResponse(URL, body="<p>متن".encode(), encoding="utf-8")]
    pages = [
        CheckedPage(URL, article("7", body="متن " * 50, problems=["no date"])),
        CheckedPage("https://yjc.ir/fa/news/8", reason="no text found"),
    ]
    return Findings(site, IranSamaneh(), "its spider says so", pages, BEFORE, ["lead: 0 of 10"])


def test_people_see_the_fields_the_reasons_and_what_is_wrong(
    found: Findings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(found, is_known=True)
    shown = capsys.readouterr().out
    for text in (
        "https://yjc.ir: family iransamaneh, because its spider says so",
        "1 of 1",
        "95%",
        "- https://yjc.ir/fa/news/8: no text found",
        "- no date",
        "wrong: lead: 0 of 10",
    ):
        assert text in shown
    assert "متن " * 20 not in shown.split("- https")[0]  # an example is short
    assert "newscrawl/spiders/yjc.py" not in shown


def test_of_a_new_site_people_see_its_file(
    found: Findings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(found, is_known=False)
    shown = capsys.readouterr().out
    assert "newscrawl/spiders/yjc.py:" in shown
    assert "class YjcSpider(NewsSpider):" in shown


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_the_file_of_a_new_site_is_python(found: Findings, family: IranSamaneh) -> None:
    text = spider_file(found.site, family)
    compile(text, "yjc.py", "exec")
    assert 'domain = "yjc.ir"' in text


def test_the_file_declares_what_differs_from_the_family(found: Findings) -> None:
    family = IranSamaneh(
        articles=("/khabar/{code}/{slug}",), lead=(".lid", "[rel='x']"), archive_path=None
    )
    text = spider_file(found.site, family)
    assert text.endswith(
        """    family = IranSamaneh(
        articles=("/khabar/{code}/{slug}",),
        archive_path=None,
        lead=(".lid", "[rel='x']"),
    )
"""
    )
    compile(text, "yjc.py", "exec")
    assert eval(declaration(family), {"IranSamaneh": IranSamaneh}) == family


def test_people_see_the_ways_of_a_known_site(
    found: Findings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(found, is_known=True)
    assert "ways to articles" not in capsys.readouterr().out  # no home page, no ways
    found.site.take_home(HtmlResponse("https://yjc.ir/", body=b"<p>x", encoding="utf-8"))
    show(found, is_known=True)
    shown = capsys.readouterr().out
    assert "ways to articles: 0 articles, 0 sections, 0 feeds, 0 next pages" in shown
    assert "noted: no section of the home page is a list by the family's addresses" in shown
    told = for_programs(found)
    assert told["ways"]["sections"] == 0
    assert len(told["noted"]) == 2
    assert told["declaration"] is None


def test_programs_get_it_all_as_json(found: Findings) -> None:
    told = json.loads(json.dumps(for_programs(found)))
    assert (told["site"], told["domain"], told["family"]) == ("yjc", "yjc.ir", "iransamaneh")
    assert (told["coverage"]["articles"], told["before"]["articles"]) == (1, 200)
    assert [page["reason"] for page in told["pages"]] == [None, "no text found"]
    assert told["wrong"] == ["lead: 0 of 10"]


def test_pages_are_saved_with_what_was_read_on_them(found: Findings, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    save(folder, found)
    assert sorted(path.name for path in folder.iterdir()) == ["7.html", "7.json"]
    assert (folder / "7.html").read_text(encoding="utf-8") == "<p>متن"
    case = json.loads((folder / "7.json").read_text(encoding="utf-8"))
    assert (case["url"], case["site_title"], case["expected"]["news_code"]) == (URL, "باشگاه", "7")


def test_a_folder_that_cannot_be_written(found: Findings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        save(tmp_path / "file", found)
