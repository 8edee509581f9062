"""scrapyd, as docs/deploying.md says: an egg is deployed, its sites are listed, one is crawled."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from newscrawl.sites import all_sites
from tests.conftest import ROOT, Database, Query, url_of

pytestmark = pytest.mark.slow
Api = Callable[..., dict[str, Any]]


@pytest.fixture
def scrapyd(tmp_path: Path, database: Database) -> Iterator[Api]:
    """A scrapyd in a folder of its own; calls a method of its API."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = (ROOT / "deploy" / "scrapyd.conf").read_text(encoding="utf-8")
    (tmp_path / "scrapyd.conf").write_text(config.replace("6800", str(port)), encoding="utf-8")
    environment = {**os.environ, "NEWSCRAWL_DATABASE_URL": url_of(database)}
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "scrapyd"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def call(method: str, files: Any = None, **values: Any) -> dict[str, Any]:
        address = f"http://127.0.0.1:{port}/{method}.json"
        if values.pop("post", False):
            answer = requests.post(address, data=values, files=files, timeout=60)
        else:
            answer = requests.get(address, params=values, timeout=60)
        told: dict[str, Any] = answer.json()
        assert told["status"] == "ok", told
        return told

    try:
        wait_until(lambda: call("daemonstatus"))
        yield call
    finally:
        server.terminate()
        server.wait(30)


def wait_until(condition: Callable[[], Any]) -> Any:
    for _ in range(300):
        try:
            if found := condition():
                return found
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come to that within a minute")


def test_an_egg_is_deployed_and_a_site_crawled(
    scrapyd: Api, egg: Path, query: Query, base_url: str
) -> None:
    deployed = scrapyd(
        "addversion",
        {"egg": egg.read_bytes()},
        post=True,
        project="newscrawl",
        version="1",
    )
    names = [spider.name for spider in all_sites()]
    assert deployed["spiders"] == len(names)
    assert sorted(scrapyd("listspiders", project="newscrawl")["spiders"]) == names
    scrapyd(
        "schedule",
        post=True,
        project="newscrawl",
        spider="roozplus",
        base_url=base_url,
        discover="rss",
        setting="CLOSESPIDER_ITEMCOUNT=5",
    )
    wait_until(lambda: scrapyd("listjobs", project="newscrawl")["finished"])
    assert len(query("SELECT id FROM articles")) >= 5
    (crawl,) = query("SELECT finish_reason FROM crawls")
    assert crawl["finish_reason"] == "closespider_itemcount"
