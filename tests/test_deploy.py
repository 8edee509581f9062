"""The files of deploy/: what can be seen without running them."""

import configparser
from pathlib import Path
from typing import Any

import pytest
import yaml

from newscrawl.commands import crawlall, schedule

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(path)
    return parser


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".service"], ids=lambda p: p.name)
def test_services_start_what_there_is(path: Path) -> None:
    service = unit(path)["Service"]
    scrapy, command, *options = service["ExecStart"].split()
    assert (scrapy.endswith("/scrapy"), command) == (True, "crawlall")
    assert set(options) <= {"--jobs", "4", "--once"}
    assert ("--once" in options) == (service.get("Type") == "oneshot")


def test_the_timer_is_of_a_service() -> None:
    (timer,) = [path for path in UNITS if path.suffix == ".timer"]
    assert timer.with_suffix(".service") in UNITS
    assert "OnCalendar" in unit(timer)["Timer"]


def test_the_compose_file_is_sound() -> None:
    compose: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = compose["services"]
    assert services.keys() == {"database", "worker", "browse"}
    assert services["worker"]["deploy"]["replicas"] == 2
    for name in ("worker", "browse"):
        service = services[name]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        url = service["environment"]["NEWSCRAWL_DATABASE_URL"]
        assert url.startswith("postgresql+psycopg://news:")
        assert url.endswith("@database/news")
        assert service["depends_on"].keys() <= services.keys()
    mounted = {volume.split(":")[0] for volume in services["database"]["volumes"]}
    assert mounted == compose["volumes"].keys()


def test_what_the_docs_name_is_there() -> None:
    text = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    for path in ("systemd/", "newscrawl.env", "scrapyd.conf", "compose.yaml", "Dockerfile"):
        assert f"deploy/{path}" in text
        assert (DEPLOY / path).exists()
    assert crawlall.JOBS == 4
    assert schedule.EVERY == "1h"


def test_archives_and_histories_stay_out_of_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", "**/.venv", "data/*", "**/*.db", "**/*.db-*", "**/__pycache__"} <= set(ignored)
    # Whatever the image needs is left.
    assert not {"newscrawl", "pyproject.toml", "scrapy.cfg", "README.md"} & set(ignored)
