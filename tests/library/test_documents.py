"""docs/python.md and docs/python.ipynb: what they show works."""

import asyncio
import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from newscrawl import Archive, crawl
from newscrawl.demo.newspaper import Newspaper
from newscrawl.demo.site import Site
from tests.conftest import ROOT, Database, run_scrapy

NOTEBOOK = json.loads((ROOT / "docs" / "python.ipynb").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, base_url: str) -> Path:
    """A folder with an archive of the demo newspaper."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "data").mkdir()
    database: Database = folder / "data" / "news.db"
    crawl = ("crawl", "demo", "-a", f"base_url={base_url}", "-a", "discover=rss")
    done = run_scrapy(database, *crawl)
    assert done.returncode == 0, done.stderr
    return folder


def sources() -> list[str]:
    return ["".join(c["source"]) for c in NOTEBOOK["cells"] if c["cell_type"] == "code"]


@pytest.mark.slow
def test_the_notebook_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    for source in sources():
        exec(compile(source, "python.ipynb", "exec"), names)
    assert len(names["frame"]) == len(names["archive"]) > 0
    assert (folder / "news.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_notebook_holds_no_results() -> None:
    assert all(c["outputs"] == [] for c in NOTEBOOK["cells"] if c["cell_type"] == "code")


@pytest.mark.slow
def test_the_recipes_run(folder: Path, base_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas")
    monkeypatch.chdir(folder)
    # Not needed for tests otherwise: Excel's package.
    monkeypatch.setattr(pandas.DataFrame, "to_excel", lambda self, name, index: None)
    address = next(Archive("data/news.db").articles()).url or ""
    path = address[address.index("/fa/") :]
    names: dict[str, Any] = {"html": Site(Newspaper(articles=120)).reply(path, address).body}
    for source in RECIPES:
        if "to_polars" in source and not (find_spec("polars") and find_spec("duckdb")):
            continue
        if source.startswith("async for"):
            source = f"async def example():\n    {source.replace(chr(10), chr(10) + '    ')}"
        exec(compile(source, "python.md", "exec"), names)
    names["crawl"] = lambda site, **given: crawl("demo", base_url=base_url, **given)
    asyncio.run(names["example"]())
    assert names["article"].title
