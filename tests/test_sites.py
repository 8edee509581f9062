"""What holds for every site, and that docs/sites.md says so."""

import re
from dataclasses import replace

import pytest

from newscrawl.cms import Family
from newscrawl.sites import DOCUMENT, all_sites, is_real, renewed, table, ways
from newscrawl.spider import NewsSpider
from newscrawl.spiders.roozplus import RoozplusSpider
from tests.conftest import ROOT

FOLDER = ROOT / "newscrawl" / "spiders"
STATE = re.compile(
    r"declared from second-hand selectors(?:; .+)?|saved pages \(.+\)|"
    r"live on \d{4}/\d\d/\d\d(?: \(.+\))?"
)


@pytest.fixture(scope="module")
def sites() -> list[type[NewsSpider]]:
    return all_sites()


def wrong(sites: list[type[NewsSpider]], is_right: object) -> list[str]:
    """The names of the sites of which something does not hold: one test for all is quick."""
    assert callable(is_right)
    return [site.name for site in sites if not is_right(site)]


def test_a_file_has_one_spider_of_its_name(sites: list[type[NewsSpider]]) -> None:
    files = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__")
    assert [site.name for site in sites] == files
    assert not wrong(sites, lambda site: site.__module__ == f"newscrawl.spiders.{site.name}")
    assert not wrong(sites, lambda site: re.fullmatch("[a-z][a-z0-9_]*", site.name))


def test_a_class_is_named_as_its_site(sites: list[type[NewsSpider]]) -> None:
    def is_right(site: type[NewsSpider]) -> bool:
        return site.__name__ == "".join(map(str.capitalize, site.name.split("_"))) + "Spider"

    assert not wrong(sites, is_right)


def test_a_site_has_a_family(sites: list[type[NewsSpider]]) -> None:
    assert not wrong(sites, lambda site: isinstance(site.family, Family))


def test_a_domain_is_a_bare_host(sites: list[type[NewsSpider]]) -> None:
    def is_right(site: type[NewsSpider]) -> bool:
        is_host = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", site.domain)
        return is_host is not None and not site.domain.startswith("www.")

    assert not wrong([site for site in sites if site.name != "generic"], is_right)


def test_no_two_sites_share_a_domain(sites: list[type[NewsSpider]]) -> None:
    assert len({getattr(site, "domain", "any") for site in sites}) == len(sites)


def test_a_title_is_persian(sites: list[type[NewsSpider]]) -> None:
    # No Arabic ي or ك, and no Latin.
    letters = re.compile(r"[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ\u200c ]+")
    assert not wrong(sites, lambda site: site.title is None or letters.fullmatch(site.title))


def test_a_state_is_one_of_the_three(sites: list[type[NewsSpider]]) -> None:
    assert not wrong(
        [site for site in sites if is_real(site)], lambda s: STATE.fullmatch(s.checked)
    )


def test_the_document_is_as_the_spiders_say(sites: list[type[NewsSpider]]) -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == renewed(document, sites), "run python -m newscrawl.sites"


def test_the_readme_counts_the_sites(sites: list[type[NewsSpider]]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f" {sum(map(is_real, sites))} sites" in readme


class PlainSpider(NewsSpider):
    name = "plain"
    domain = "plain.example"
    title = "ساده"
    family = RoozplusSpider.family
    checked = "live on 1404/09/03"


def test_a_row_says_what_the_spider_says() -> None:
    rows = table([RoozplusSpider, PlainSpider]).splitlines()
    assert rows[0] == "1 real sites: 1 iransamaneh."
    assert rows[-2] == (
        "| `plain` | plain.example | iransamaneh | ساده | front rss sitemap archive codes "
        "| live on 1404/09/03 |"
    )
    assert rows[-1].startswith("| `roozplus` | roozplus.com | iransamaneh | روزپلاس |")


def test_the_ways_are_those_of_the_family() -> None:
    assert ways(RoozplusSpider.family) == ["front", "rss", "sitemap", "archive", "codes"]
    assert ways(
        replace(RoozplusSpider.family, archive_path=None, articles=("/{section}/{code}",))
    ) == ["front", "rss", "sitemap"]


def test_only_what_is_between_the_marks_is_made_anew() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    made = renewed(document.replace("# Sites", "# Other"), [PlainSpider])
    assert made.startswith("# Other\n")
    assert "`plain`" in made and "`tabnak`" not in made
    assert renewed(made, [PlainSpider]) == made


def test_a_document_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="expected the lines"):
        renewed("# Sites\n", [PlainSpider])
