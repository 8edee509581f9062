"""Pictures of articles out of ``IMAGES_STORE``: no page shows one of another host."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from newscrawl.database.images import PATH as FILE
from newscrawl.database.images import image_path, smallest_file

#: Below Datasette's own, so that it is no name of a database.
PATH: Final = r"/-/picture/(?P<path>[^?#]{1,300})$"
#: Of an article, so many are shown.
MOST: Final = 30
#: Bytes. Nothing larger is read into memory.
LARGEST: Final = 32 * 2**20
_JPEG: Final = b"\xff\xd8\xff"


def thumbnails(folder: Path | None, article: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is stored of the pictures of an article: ``path``, that of the smallest file as
    ``shown``, and ``alt``.

    Args:
        folder: see :func:`newscrawl.database.images.image_folder`.
    """
    if folder is None:
        return []
    found = []
    for image in article["images"][:MOST]:
        name = article["news_code"] or article["url"]
        path = image_path(article["site"], name, image.get("url") or "")
        if (shown := smallest_file(folder, path)) is not None:
            found.append({"path": path, "shown": shown, "alt": image.get("alt") or ""})
    return found


async def picture(datasette: Datasette, request: Request) -> Response:
    """Answer with a file of the folder.

    Raises:
        NotFound: if there is none, or it is no picture of ours.
    """
    folder, path = datasette.image_folder, request.url_vars["path"]
    if folder is None or not re.fullmatch(FILE, path):
        raise NotFound("no such picture")
    content = await asyncio.to_thread(_content, folder, path)
    if content is None:
        raise NotFound("no such picture")
    # Asked for again each time: what was taken down must not be shown any more.
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    return Response(content, status=200, headers=headers, content_type="image/jpeg")


def _content(folder: Path, path: str) -> bytes | None:
    """The bytes of a JPEG in the folder, and not behind a link that leads out of it."""
    try:
        file = (folder / path).resolve(strict=True)
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return None
        if file.stat().st_size > LARGEST:
            return None
        content = file.read_bytes()
    except OSError:
        return None
    return content if content.startswith(_JPEG) else None
