"""Where pictures are, and that they go."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.database import DatabaseError
from newscrawl.database.images import (
    PATH,
    article_folder,
    count_images,
    image_folder,
    image_path,
    remove_images,
    smallest_file,
    thumbnail_path,
)

NAMES = st.text() | st.from_regex(r"[0-9A-Za-z_./~-]{1,70}", fullmatch=True)


@given(NAMES, NAMES, st.text())
def test_every_path_is_a_safe_one(site: str, name: str, url: str) -> None:
    path = image_path(site, name, url)
    for one in (path, thumbnail_path(path, "Big / one")):
        assert re.fullmatch(PATH, one)
        assert ".." not in one.split("/")


@given(NAMES, NAMES)
def test_two_articles_have_two_folders_also_without_case(one: str, other: str) -> None:
    first, second = article_folder("a", one), article_folder("a", other)
    assert (first.lower() == second.lower()) == (one == other)


def test_only_the_pictures_of_one_article_go(tmp_path: Path) -> None:
    paths = [image_path("a", code, url) for code in ("1", "2") for url in ("x", "y")]
    for path in paths:
        for one in (path, thumbnail_path(path, "small")):
            (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / one).write_bytes(b"long" if one == path else b"-")
    assert smallest_file(tmp_path, paths[0]) == thumbnail_path(paths[0], "small")
    names = {"1", "https://a.ir/1"}
    assert count_images(tmp_path, "a", names) == remove_images(tmp_path, "a", names) == 2
    assert count_images(tmp_path, "a", names) == remove_images(tmp_path, "a", names) == 0
    assert smallest_file(tmp_path, paths[0]) is None
    assert {file.parent.name for file in tmp_path.rglob("*.jpg")} == {"2"}


def test_the_folder(tmp_path: Path) -> None:
    assert image_folder(f"sqlite:///{tmp_path}/n.db") == Path(f"{tmp_path}/n.db.images")
    assert image_folder("postgresql+psycopg://a/news").name == "news.images"
    assert image_folder("sqlite:///n.db", str(tmp_path)) == tmp_path
    with pytest.raises(DatabaseError, match="IMAGES_STORE: expected a folder, got ftp://a/b"):
        image_folder("sqlite:///n.db", "ftp://a/b")
