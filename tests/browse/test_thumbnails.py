"""Pictures of articles in ``scrapy browse``: out of our own folder, and nothing else of it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from parsel import Selector

pytest.importorskip("datasette")

from newscrawl.browse.server import make_datasette
from newscrawl.database.images import image_path, thumbnail_path
from tests.builders import article, store

URL = "https://cdn.ir/1.jpg"
JPEG = b"\xff\xd8\xff\xe0picture"


def ask(archive: Path, folder: Path | None, address: str) -> Any:
    async def main() -> Any:
        datasette = make_datasette(archive, {}, images=folder)
        await datasette.invoke_startup()
        return await datasette.client.get(address)

    return asyncio.run(main())


@pytest.fixture
def folder(database: Path, tmp_path: Path) -> Path:
    one = article(1, images=[{"url": URL, "alt": '"<b>'}, {"url": "https://cdn.ir/2.jpg"}])
    store(database, one, article(2, images=[{"url": URL, "alt": None}]))
    folder = tmp_path / "pictures"
    path = image_path("yjc", "1", URL)
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_bytes(JPEG + b"large")
    (folder / thumbnail_path(path, "small")).write_bytes(JPEG)
    return folder


def test_an_article_shows_what_is_stored_of_its_pictures(database: Path, folder: Path) -> None:
    page = Selector(ask(database, folder, "/archive/articles/1").text)
    (image,) = page.css(".pictures img")
    path = image_path("yjc", "1", URL)
    assert image.attrib["src"] == f"/-/picture/{thumbnail_path(path, 'small')}"
    assert image.attrib["alt"] == '"<b>'
    assert page.css(".pictures a").attrib["href"] == f"/-/picture/{path}"
    assert not page.css("img[src^=http]")
    answer = ask(database, folder, image.attrib["src"])
    assert (answer.status_code, answer.content) == (200, JPEG)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask(database, folder, f"/-/picture/{path}").content == JPEG + b"large"


def test_without_pictures_there_are_none(database: Path, folder: Path) -> None:
    for where, number in ((folder, 2), (folder / "no", 1), (None, 1)):
        assert "<img" not in ask(database, where, f"/archive/articles/{number}").text
    path = image_path("yjc", "1", URL)
    assert ask(database, None, f"/-/picture/{path}").status_code == 404


def test_nothing_else_is_served(database: Path, folder: Path, tmp_path: Path) -> None:
    path = image_path("yjc", "1", URL)
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(JPEG)
    link = folder / image_path("yjc", "1", "link")
    link.symlink_to(secret)
    page = folder / image_path("yjc", "1", "page")
    page.write_bytes(b"<script>")
    part = folder / f"{path}.1.part"
    part.write_bytes(JPEG)
    for name in (
        "../secret.jpg", "..%2fsecret.jpg", "%2e%2e/secret.jpg", "yjc/../../secret.jpg",
        str(secret), f"yjc/1/..%5c{secret.name}", f"{path}%00", f"{path}%0a",
        *(str(one.relative_to(folder)) for one in (link, page, part)),
        image_path("yjc", "1", "no such"), "",
    ):  # fmt: skip
        answer = ask(database, folder, f"/-/picture/{name}")
        assert answer.status_code in (302, 400, 404), name
        assert JPEG not in answer.content
