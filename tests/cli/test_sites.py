import pytest
from scrapy.settings import Settings

from newscrawl.cli.sites import is_ours, load_site, one_site, site_titles, spider_arguments
from newscrawl.spiders.roozplus import RoozplusSpider


@pytest.fixture
def settings() -> Settings:
    made = Settings()
    made.setmodule("newscrawl.settings", priority="project")
    return made


def said(end: pytest.ExceptionInfo[SystemExit], capsys: pytest.CaptureFixture[str]) -> str:
    assert end.value.code == 2
    return capsys.readouterr().err


def test_a_site_is_found_by_its_name(settings: Settings) -> None:
    assert load_site(settings, "roozplus") is RoozplusSpider


@pytest.mark.parametrize(
    ("name", "hint"), [("rozplus", "did you mean 'roozplus'?"), ("qqqqq", "'scrapy list' shows")]
)
def test_an_unknown_site_is_told_with_a_hint(
    settings: Settings, capsys: pytest.CaptureFixture[str], name: str, hint: str
) -> None:
    with pytest.raises(SystemExit) as end:
        load_site(settings, name)
    assert hint in said(end, capsys)


def test_titles_are_persian_names(settings: Settings) -> None:
    titles = site_titles(settings)
    assert titles["roozplus"] == "روزپلاس"
    assert "demo" not in titles


def test_one_site_or_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert (one_site(["yjc"]), one_site([])) == ("yjc", None)
    for args in (["yjc", "tabnak"], ["--jsn"]):
        with pytest.raises(SystemExit) as end:
            one_site(args)
        assert f"expected the name of one site or nothing, got {' '.join(args)!r}" in said(
            end, capsys
        )


def test_spider_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert spider_arguments(["discover=rss", "url=http://a/?b=c"]) == {
        "discover": "rss",
        "url": "http://a/?b=c",
    }
    with pytest.raises(SystemExit) as end:
        spider_arguments(["discover"])
    assert said(end, capsys) == "newscrawl: error: -a: expected NAME=VALUE\n"


def test_which_spiders_are_ours(settings: Settings) -> None:
    assert is_ours(settings, "roozplus")
    assert not is_ours(settings, "qqqqq")
