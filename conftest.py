"""For the examples in docstrings: an archive where they say that one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import article_on, store

#: Modules whose examples have an archive.
EXAMPLES = tuple(f"newscrawl.library.{name}" for name in ("archive", "counting", "words"))


@pytest.fixture(autouse=True)
def _archive_of_examples(request: pytest.FixtureRequest) -> None:
    """In ``newscrawl.library`` examples stand in a folder with an archive."""
    is_example = isinstance(request.node, pytest.DoctestItem)
    if not is_example or not request.node.name.startswith(EXAMPLES):
        return
    folder: Path = request.getfixturevalue("tmp_path")
    request.getfixturevalue("monkeypatch").chdir(folder)
    (folder / "data").mkdir()
    make_example(folder / "data" / "news.db")


def make_example(database: Path) -> None:
    """An archive of three articles, one of which was changed."""
    rain = {"title": "باران در شمال", "content_hash": "1", "sections": ["جامعه"]}
    snow = {"title": "برف در شرق", "content_hash": "2", "tags": ["برف", "جاده"]}
    store(
        database,
        article_on(101, 21, "demo", **rain, body="باران شب گذشته آمد."),
        article_on(102, 22, "demo", **snow, body="برف بارید."),
        article_on(103, 60, "demo", title="آفتاب", content_hash="3", body="هوا گرم می‌شود."),
    )
    store(
        database,
        article_on(
            102,
            22,
            "demo",
            **{**snow, "title": "برف در جنوب", "content_hash": "4"},
            body="برف بارید.",
        ),
    )
