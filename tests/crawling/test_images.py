"""Pictures of articles: by crawls of the demo newspaper, and of a site whose pictures are none."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from twisted.python.failure import Failure

from newscrawl.crawling import images
from newscrawl.crawling.imagehosts import ImageHostsMiddleware, may_come_from
from newscrawl.crawling.pace import IMAGE, is_elsewhere
from newscrawl.database.images import image_path, thumbnail_path
from newscrawl.demo.pictures import photograph
from newscrawl.demo.server import running
from tests.builders import long_ago
from tests.conftest import Database, Query, on_both, run_scrapy
from tests.httpserver import Server

ON = ("-s", "IMAGES_ENABLED=True")


def stats(query: Query) -> dict[str, Any]:
    """Of the last crawl."""
    found: dict[str, Any] = json.loads(
        query("SELECT stats FROM crawls ORDER BY run DESC")[0]["stats"]
    )
    return found


def files(folder: Path) -> set[str]:
    return {
        str(file.relative_to(folder).as_posix()) for file in folder.rglob("*") if file.is_file()
    }


@on_both
def test_a_crawl_and_a_revisit(database: Database, query: Query, tmp_path: Path) -> None:
    folder, feed = tmp_path / "pictures", tmp_path / "feed.jsonl"
    on = (*ON, "-s", f"IMAGES_STORE={folder}")
    with running(articles=12) as url:
        crawl = ("crawl", "roozplus", "-a", f"base_url={url}")
        done = run_scrapy(database, *crawl, *on, "-O", str(feed))
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        told = [json.loads(line) for line in feed.read_text("utf-8").splitlines()]
        rows = query("SELECT site, news_code, images, revision FROM articles")
        assert len(rows) == len(told) == 12
        expected = {
            image_path(row["site"], row["news_code"], image["url"])
            for row in rows
            for image in json.loads(row["images"])
        }
        assert expected
        thumbnails = {thumbnail_path(path, "small") for path in expected}
        assert files(folder) == expected | thumbnails
        assert {image["path"] for one in told for image in one["images"]} == expected
        for name in expected | thumbnails:
            with Image.open(folder / name) as image:
                assert image.format == "JPEG"
                assert max(image.size) <= (320 if name in thumbnails else 480)
        # The archive and its numbers are those of a crawl without pictures.
        assert all({*image} == {"url", "alt"} for r in rows for image in json.loads(r["images"]))
        addresses = query("SELECT url FROM failures UNION SELECT url FROM frontier")
        assert [row for row in addresses if row["url"].endswith(".jpg")] == []
        assert query("SELECT * FROM revisions") == []
        first = stats(query)
        assert first[images.STORED] == len(expected)
        assert first["response_received_count"] < first["downloader/response_count"]

        # Of articles that are stored as they are, what is missing is fetched, and no more.
        gone = min(expected)
        (folder / gone).unlink()
        long_ago(query)
        done = run_scrapy(database, *crawl, "-a", "revisit=9000d", *on)
        assert done.returncode == 0, done.stderr
        assert (files(folder), stats(query)[images.STORED]) == (expected | thumbnails, 1)
        assert {row["revision"] for row in query("SELECT revision FROM articles")} == {1}
        assert query("SELECT * FROM revisions") == []


def bomb() -> bytes:
    """A PNG of 10,000 × 10,000 pixels in few bytes."""
    header = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


GOOD = "/files/good.png"
#: What a page shows as pictures, and what the server sends.
SENT: dict[str, tuple[int, str, bytes]] = {
    GOOD: (200, "image/png", photograph("/a.jpg")),
    "/files/drawing.jpg": (200, "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "/files/page.jpg": (200, "image/jpeg", b"<html><p>no such picture"),
    "/files/cut.jpg": (200, "image/png", photograph("/a.jpg")[:900]),
    "/files/bomb.png": (200, "image/png", bomb()),
    "/files/empty.jpg": (200, "image/jpeg", b""),
    "/files/script.jpg": (200, "image/jpeg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"),
    "/private/no.jpg": (200, "image/png", photograph("/b.jpg")),
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
    "/": (200, "text/html", b"<a href='/fa/news/1/slug'>a</a>"),
}
NOT_SENT = ("/files/gone.jpg", "http://10.1.2.3/x.jpg", "http://169.254.169.254/latest/x.jpg")
SHOWN = [path for path in SENT if path.endswith(("jpg", "png"))] + [*NOT_SENT]


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, kind, body = SENT.get(self.path, (404, "text/plain", b"none"))
        if self.path == "/fa/news/1/slug":
            port = self.server.server_address[1]
            every = [*SHOWN, f"http://localhost:{port}{GOOD}"]  # another host than the site's
            shown = "".join(f"<p>متن خبر.</p><img src='{address}'>" for address in every)
            page = f"<html><h1 class=title>عنوان</h1><div class=body>{shown}</div></html>"
            status, kind, body = 200, "text/html; charset=utf-8", page.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def odd_url() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    Handler.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_what_is_no_picture_is_a_stat(
    database: Database, query: Query, odd_url: str, tmp_path: Path
) -> None:
    """Nor is anything asked for that robots.txt forbids, or that is in a private network."""
    folder = tmp_path / "pictures"
    crawl = ("crawl", "roozplus", "-a", f"base_url={odd_url}", "-a", "discover=front")
    done = run_scrapy(database, *crawl, *ON, "-s", f"IMAGES_STORE={folder}", "-L", "INFO")
    assert done.returncode == 0, done.stderr
    (row,) = query("SELECT site, news_code, images FROM articles")
    shown = [image["url"] for image in json.loads(row["images"])]
    assert len(shown) == len(SHOWN) + 1
    paths = {image_path(row["site"], row["news_code"], u) for u in shown if u.endswith(GOOD)}
    assert len(paths) == 2
    assert files(folder) == paths | {thumbnail_path(path, "small") for path in paths}
    found = stats(query)
    assert (found[images.STORED], found[images.FAILED]) == (2, len(SHOWN) - 1)
    assert Handler.asked.count("/robots.txt") == 2
    assert found["response_received_count"] == 4  # these, the home page, the article
    assert query("SELECT * FROM failures") == []
    assert "/private/no.jpg" not in Handler.asked
    assert "jpg" not in done.stderr  # they are told at the level DEBUG


def test_a_folder_that_cannot_be_is_said_before_the_crawl(
    database: Database, tmp_path: Path
) -> None:
    for store, why in (
        ("s3://a/b", "expected a folder, got s3://a/b"),
        ("no/such", "no folder no"),
    ):
        done = run_scrapy(database, "crawl", "roozplus", *ON, "-s", f"IMAGES_STORE={store}")
        assert done.returncode == 2
        assert f"IMAGES_STORE: {why}" in done.stderr
        assert done.stderr.count("\n") == 1
    assert not Path(database).exists()


def crawler_of(spider: Any, **settings: Any) -> Any:
    crawler = Crawler(type(spider), {"DATABASE_URL": "sqlite:///x.db", **settings})
    crawler.spider = spider
    return crawler


def test_without_pillow_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from newscrawl.spiders.roozplus import RoozplusSpider

    monkeypatch.setattr(images, "find_spec", lambda name: None)
    with caplog.at_level(logging.WARNING), pytest.raises(NotConfigured):
        images.ArticleImages.from_crawler(crawler_of(RoozplusSpider()))
    assert [record.getMessage() for record in caplog.records] == [
        "IMAGES_ENABLED is left aside: images need the extra images: "
        "pip install 'newscrawl[images]'"
    ]


def asked(hosts: ImageHostsMiddleware, url: str, **meta: Any) -> Request:
    request = Request(url, meta={IMAGE: "a/1/b.jpg", **meta})
    asyncio.run(hosts.process_request(request))
    return request


def test_other_hosts_have_a_slot_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from newscrawl.crawling import imagehosts
    from newscrawl.spiders.roozplus import RoozplusSpider

    async def resolved(host: str) -> list[Any]:
        return [ip_address({"cdn.x.ir": "5.6.7.8", "trick.x.ir": "192.168.1.1"}[host])]

    monkeypatch.setattr(imagehosts, "_resolved", resolved)
    spider = RoozplusSpider()
    crawler: Any = SimpleNamespace(spider=spider, settings=crawler_of(spider).settings)
    hosts = ImageHostsMiddleware(crawler)
    there = asked(hosts, "https://cdn.x.ir/1.jpg")
    assert (there.meta["download_slot"], is_elsewhere(there)) == ("elsewhere:cdn.x.ir", True)
    on_site = f"{spider.addresses.origin}/1.jpg"
    back = asked(hosts, on_site, download_slot="elsewhere:cdn.x.ir")
    assert "download_slot" not in back.meta
    for url in ("https://trick.x.ir/1.jpg", "http://127.0.0.1/1.jpg", "http://[::1]:80/1.jpg"):
        with pytest.raises(IgnoreRequest, match="private network"):
            asked(hosts, url)
    page = Request("http://127.0.0.1/")  # no picture: not ours to say
    asyncio.run(hosts.process_request(page))


def test_a_mirror_on_this_machine_may_have_them_there() -> None:
    assert may_come_from(ip_address("127.0.0.1"), may_be_local=True)
    assert not may_come_from(ip_address("10.0.0.1"), may_be_local=True)


def test_a_kill_leaves_no_half_of_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = images.ImageStore(str(tmp_path))

    def full(self: Path, content: bytes) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        store.persist_file("a/1/b.jpg", io.BytesIO(b"x"), None)  # type: ignore[arg-type]
    assert files(tmp_path) == set()


def test_a_host_that_does_not_answer_is_left_alone(tmp_path: Path) -> None:
    from newscrawl.spiders.roozplus import RoozplusSpider

    crawler = crawler_of(
        RoozplusSpider(), IMAGES_STORE=str(tmp_path), TWISTED_REACTOR_ENABLED=False
    )
    crawler._apply_settings()
    pipeline = images.ArticleImages.from_crawler(crawler)
    info: Any = SimpleNamespace(spider=crawler.spider)
    wanted = images.Wanted("a/1/b.jpg", "https://cdn.ir/1.jpg", "https://a.ir/1")
    for _ in range(images.PATIENCE):
        (request,) = pipeline.get_media_requests(wanted, info)
        assert request.meta["dont_retry"]
        with pytest.raises(Exception, match="timed out"):
            pipeline.media_failed(Failure(TimeoutError("timed out")), request, info)
    assert pipeline.get_media_requests(wanted, info) == []
    other = images.Wanted("a/1/c.jpg", "https://other.ir/1.jpg", "https://a.ir/1")
    assert pipeline.get_media_requests(other, info) != []
    assert crawler.stats.get_value(images.FAILED) == images.PATIENCE + 1
