"""The soak test's own arithmetic, and a crawl that is short."""

import subprocess
import sys

from bench.soak import FIRST, MARK, Answers, Look, quarters, table, verdict
from tests.conftest import ROOT


def looks(*values: tuple[int, float, int]) -> list[Look]:
    return [Look(float(number), *value) for number, value in enumerate(values, 1)]


def test_a_crawl_that_grows_is_not_flat() -> None:
    flat = looks((10, 120, 40), (20, 130, 48), (30, 131, 48), (40, 132, 48))
    assert "\nFlat: from the second quarter to the last, memory 130 → 132 MB" in table(flat)
    more_memory = looks((10, 100, 40), (20, 100, 40), (30, 110, 40), (40, 120, 40))
    assert "NOT FLAT" in table(more_memory)
    more_files = looks((10, 100, 40), (20, 100, 40), (30, 100, 60), (40, 100, 80))
    assert "open files 40 → 80" in verdict(*(quarters(more_files)[n] for n in (1, 3)))
    assert "NOT FLAT" in table(more_files)


def test_too_few_looks_tell_nothing() -> None:
    assert "Too few looks" in table(looks((10, 100, 40), (40, 100, 40)))
    assert "Too few looks" in table([])


def test_articles_differ_and_know_their_code() -> None:
    answers = Answers(5000, "http://127.0.0.1:1")
    pages = {answers.of(f"/fa/news/{FIRST + number}/x").decode() for number in range(900)}
    assert len(pages) == 900
    assert not any(str(MARK) in page for page in pages)
    assert answers.of("/sitemap.xml").count(b"<loc>") == 3
    assert answers.of("/sitemaps/2").count(b"<loc>") == 1000


def test_a_short_one_stores_every_article() -> None:
    command = [sys.executable, "-m", "bench.soak", "--pages", "100"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr
    assert "100 new articles, 0 changed, 0 duplicates, 0 failures" in result.stderr
