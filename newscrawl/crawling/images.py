"""The pictures of articles by Scrapy's own pipeline: imported only with ``IMAGES_ENABLED``."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FSFilesStore
from scrapy.pipelines.images import ImageException, ImagesPipeline
from twisted.python.failure import Failure

from newscrawl.arguments import is_loopback
from newscrawl.crawling.imagehosts import may_come_from
from newscrawl.crawling.pace import IMAGE
from newscrawl.crawling.pipelines import DuplicateArticle
from newscrawl.database import DatabaseError
from newscrawl.database.images import image_folder, image_path, thumbnail_path
from newscrawl.items import Article
from newscrawl.private import is_closing
from newscrawl.spider import NewsSpider

if TYPE_CHECKING:
    from scrapy.pipelines.media import FileInfo, FileInfoOrError, MediaPipeline

logger = logging.getLogger(__name__)
#: Stats: pictures that came into the folder, and that did not.
STORED: Final = "newscrawl/images/stored"
FAILED: Final = "newscrawl/images/failed"
#: Pictures of an article; what a page names beyond that is left alone.
MOST: Final = 100
#: Width times height. A small file may unpack to gigabytes; a camera's photograph has 24 million.
MOST_PIXELS: Final = 40_000_000
#: What is looked for in a file. Pillow knows many more, some of which run other programs.
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
ACCEPT: Final = "image/jpeg,image/png,image/webp,image/gif;q=0.8,*/*;q=0.1"
#: A host that gave no answer so many times in a row is left alone by this crawl.
PATIENCE: Final = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture of an article: what Scrapy's pipeline takes for its item."""

    path: str
    #: As the article has it.
    url: str
    #: Of the article.
    referer: str


class ImageStore(FSFilesStore):
    """Scrapy's, but a kill leaves no half of a file, which would be taken for the picture."""

    def persist_file(
        self,
        path: str | os.PathLike[str],
        buf: BytesIO,
        info: MediaPipeline.SpiderInfo,
        meta: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        file = Path(self.basedir, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            half.write_bytes(buf.getvalue())
            half.replace(file)
        except OSError:
            half.unlink(missing_ok=True)
            raise


class ArticleImages(ImagesPipeline):
    """Fetches the pictures of an article after it is stored, one after another, into
    ``IMAGES_STORE``. Each of its ``images`` that is stored gets the ``path`` of its file there.

    It stands behind the pipeline that stores: whatever happens here, the article is in the archive.
    The page counts as being processed meanwhile, so that pictures never pile up. Those of an
    article that a crawl reads again are looked for, too, unless their files are there.
    """

    STORE_SCHEMES: ClassVar[dict[str, Any]] = {"": ImageStore, "file": ImageStore}

    def __init__(self, store_uri: str, *, crawler: Crawler) -> None:
        super().__init__(store_uri, crawler=crawler)
        spider = crawler.spider
        assert isinstance(spider, NewsSpider)
        self.site = spider
        mirror = spider.arguments.base_url
        self.may_be_local = bool(mirror) and is_loopback(mirror or "")
        #: Host → how often it gave no answer, since it last gave one.
        self.silent: Counter[str] = Counter()
        #: One picture is unpacked at a time: each takes up to hundreds of megabytes.
        self._unpacking = asyncio.Lock()
        self._has_warned = False
        crawler.signals.connect(self.item_dropped, signals.item_dropped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not isinstance(crawler.spider, NewsSpider):
            raise NotConfigured
        if find_spec("PIL") is None:
            logger.warning(
                "IMAGES_ENABLED is left aside: images need the extra images: "
                "pip install 'newscrawl[images]'"
            )
            raise NotConfigured
        settings = crawler.settings
        try:
            folder = image_folder(settings["DATABASE_URL"], settings["IMAGES_STORE"])
            return cls(str(folder.absolute()), crawler=crawler)
        except (DatabaseError, OSError) as error:
            logger.warning("IMAGES_ENABLED is left aside: %s", error)
            raise NotConfigured from None

    # -- articles ----------------------------------------------------------------------

    async def process_item(self, item: Any) -> Any:  # type: ignore[override]
        if isinstance(item, Article):
            # Another list: what is stored stays as it is.
            item.images = [
                await self._with_path(item, number) for number in range(len(item.images))
            ]
        return item

    async def item_dropped(self, item: Any, exception: BaseException) -> None:
        if isinstance(exception, DuplicateArticle):
            await self.process_item(item)

    async def _with_path(self, article: Article, number: int) -> dict[str, str | None]:
        image = article.images[number]
        url, name = image.get("url") or "", article.news_code or article.url or ""
        if number >= MOST or not url.startswith(("http://", "https://")):
            return image
        if is_closing(self.crawler):  # nobody waits for pictures
            return image
        path = image_path(article.site or "", name, url)
        found = await super().process_item(Wanted(path, url, article.url or ""))
        self.spiderinfo.downloaded.clear()  # the folder remembers, and in less memory
        return {**image, "path": path} if found == path else image

    # -- one picture: what Scrapy asks for ---------------------------------------------

    def get_media_requests(self, item: Any, info: MediaPipeline.SpiderInfo) -> list[Request]:
        address = self.site.addresses.to_mirror(item.url)
        try:
            if self.silent[_host(address)] >= PATIENCE:
                raise ValueError("its host does not answer")
            request = Request(
                address,
                headers={"Accept": ACCEPT, "Referer": item.referer},
                callback=NO_CALLBACK,
                meta={
                    IMAGE: item.path,
                    "allow_offsite": True,
                    "dont_retry": True,
                    # A picture says nothing of how long the site takes for a page.
                    "autothrottle_dont_adjust_delay": True,
                },
            )
        except ValueError as error:  # or it is no address after all
            self.crawler.stats.inc_value(FAILED)
            logger.debug("Not asked for: %s (%s)", item.url, error)
            return []
        return [request]

    def file_path(
        self,
        request: Request,
        response: Response | None = None,
        info: MediaPipeline.SpiderInfo | None = None,
        *,
        item: Any = None,
    ) -> str:
        path: str = item.path
        return path

    def thumb_path(
        self,
        request: Request,
        thumb_id: str,
        response: Response | None = None,
        info: MediaPipeline.SpiderInfo | None = None,
        *,
        item: Any = None,
    ) -> str:
        return thumbnail_path(item.path, thumb_id)

    def item_completed(
        self, results: list[FileInfoOrError], item: Any, info: MediaPipeline.SpiderInfo
    ) -> Any:
        found = [value for ok, value in results if ok and isinstance(value, Mapping)]
        return found[0]["path"] if found else None

    async def media_downloaded(
        self,
        response: Response,
        request: Request,
        info: MediaPipeline.SpiderInfo,
        *,
        item: Any = None,
    ) -> FileInfo:
        del self.silent[_host(request.url)]
        # Scrapy counts what it fetches as pages, and so does the report.
        status = f"downloader/response_status_count/{response.status}"
        for name in ("response_received_count", status):
            self.crawler.stats.inc_value(name, -1)
        if response.status != 200:
            raise IgnoreRequest(f"HTTP {response.status}")
        if self._is_from_private_network(response):
            raise IgnoreRequest(f"{response.ip_address} is in a private network")
        try:
            checksum = await self.image_downloaded(response, request, info, item=item)
        except ImageException as error:
            raise IgnoreRequest(str(error)) from None
        except OSError as error:
            if not self._has_warned:
                self._has_warned = True
                logger.warning("Pictures cannot be stored: %s", error)
            raise IgnoreRequest(str(error)) from None
        self.inc_stats("downloaded")
        self.crawler.stats.inc_value(STORED)
        return {"url": item.url, "path": item.path, "checksum": checksum, "status": "downloaded"}

    def _is_from_private_network(self, response: Response) -> bool:
        """Whether a name led there after all: it may mean another address each time."""
        address, request = response.ip_address, response.request
        if address is None or (request is not None and request.meta.get("proxy")):
            return False
        return not (self.site.on_site(response.url) or may_come_from(address, self.may_be_local))

    def media_failed(
        self, failure: Failure, request: Request, info: MediaPipeline.SpiderInfo
    ) -> NoReturn:
        self.crawler.stats.inc_value(FAILED)
        reason = failure.getErrorMessage() or type(failure.value).__name__
        if not isinstance(failure.value, IgnoreRequest):
            self.silent[_host(request.url)] += 1
        # For Scrapy this one is no error: a line of the level DEBUG, and no traceback.
        ignored = Failure(IgnoreRequest(reason))  # type: ignore[no-untyped-call]
        super().media_failed(ignored, request, info)

    async def image_downloaded(
        self,
        response: Response,
        request: Request,
        info: MediaPipeline.SpiderInfo,
        *,
        item: Any = None,
    ) -> str:
        async with self._unpacking:
            return await asyncio.to_thread(self._store, response, request, info, item)

    def _store(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, item: Any
    ) -> str:
        """Write the files of a picture; in a thread.

        Raises:
            ImageException: if it is none that can be read, or too large or small.
            OSError: if it cannot be written.
        """
        try:
            self._check(response.body)
            files = list(self.get_images(response, request, info, item=item))
        except ImageException:
            raise
        except Exception as error:  # Pillow raises whatever a broken file brings about
            raise ImageException(f"no picture that can be read: {type(error).__name__}") from None
        # The picture itself last: where it is, all of it is.
        for path, _, content in reversed(files):
            self.store.persist_file(path, content, info)
        return md5(files[0][2].getvalue()).hexdigest()

    def _check(self, body: bytes) -> None:
        with self._Image.open(BytesIO(body), formats=FORMATS) as image:
            width, height = image.size
        if width * height > MOST_PIXELS:
            raise ImageException(f"{width} × {height} pixels are more than {MOST_PIXELS:,}")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
