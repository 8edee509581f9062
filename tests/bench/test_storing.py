"""What is compared with executemany stores the same rows."""

import sqlite3
from pathlib import Path

from bench.storing import ours, raw, samples


def test_both_store_the_same(tmp_path: Path) -> None:
    articles = samples(120)
    assert raw(articles, tmp_path) > 0
    assert raw(articles, tmp_path, with_index=True) > 0
    assert ours(articles, tmp_path) > 0
    found = []
    for name in ("raw0.db", "raw1.db", "ours.db"):
        connection = sqlite3.connect(tmp_path / name)
        columns = "site, news_code, url, title, lead, body, sections, tags, images, content_hash"
        found.append(connection.execute(f"SELECT {columns} FROM articles").fetchall())
        connection.close()
    assert len(found[0]) == 120
    assert sorted(found[0]) == sorted(found[1]) == sorted(found[2])
