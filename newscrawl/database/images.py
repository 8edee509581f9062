"""The pictures of articles: files beside the archive that no table knows of.

What a picture's file is called follows from its article and its address: ``SITE/CODE/HASH.jpg``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from hashlib import sha1
from pathlib import Path
from typing import Final

from newscrawl.database.address import DatabaseError
from newscrawl.database.beside import folder_beside

#: Names that mean the same folder on every system; others are hashed. Two of them never differ
#: only in case, and none is a device of Windows.
_SITE: Final = re.compile("[0-9a-z](?:[0-9a-z_.-]{0,62}[0-9a-z_-])?")
_CODE: Final = re.compile("[0-9][0-9a-z_-]{0,63}")
#: The path of a picture or thumbnail, as :func:`image_path` and :func:`thumbnail_path` make them.
PATH: Final = rf"(?:{_SITE.pattern}|~[0-9a-f]{{40}})/(?:{_CODE.pattern}|~[0-9a-f]{{40}})/[0-9a-f]{{40}}(?:-[0-9a-z_]{{1,32}})?\.jpg"  # noqa: E501


def image_folder(url: str, setting: str | None = None) -> Path:
    """The folder of the pictures of an archive: see
    :func:`newscrawl.database.beside.folder_beside`.

    Args:
        url: the archive, as an SQLAlchemy URL.
        setting: ``IMAGES_STORE``.

    Raises:
        DatabaseError: if it is no folder: what is taken down has to be removed from it, too.
    """
    if setting and "://" in str(setting):
        raise DatabaseError(f"IMAGES_STORE: expected a folder, got {setting}")
    return folder_beside(url, setting, "IMAGES_STORE", "images")


def article_folder(site: str, name: str) -> str:
    """The folder of an article's pictures in that of all.

    Args:
        name: its news code, or its address where it has none.

    >>> article_folder("tabnak", "1253614"), article_folder("tabnak", "../x")[:12]
    ('tabnak/1253614', 'tabnak/~72e4')
    """
    return f"{_safe(_SITE, site)}/{_safe(_CODE, name)}"


def image_path(site: str, name: str, url: str) -> str:
    """The file of a picture in the folder of all.

    Args:
        name: as in :func:`article_folder`.
        url: the picture's address, as the article has it.
    """
    return f"{article_folder(site, name)}/{_hash(url)}.jpg"


def thumbnail_path(path: str, name: str) -> str:
    """The file of a picture's thumbnail.

    Args:
        path: of the picture.
        name: one of ``IMAGES_THUMBS``.

    >>> thumbnail_path("a/1/b.jpg", "Small one")
    'a/1/b-small_one.jpg'
    """
    return f"{path.removesuffix('.jpg')}-{re.sub('[^0-9a-z_]', '_', name.lower())[:32]}.jpg"


def smallest_file(folder: Path, path: str) -> str | None:
    """The smallest of a picture and its thumbnails that are stored.

    Args:
        path: of the picture.
    """
    file = folder / path
    sizes: dict[str, int] = {}
    for one in (file, *file.parent.glob(f"{file.stem}-*.jpg")):
        with suppress(OSError):
            sizes[f"{path.rpartition('/')[0]}/{one.name}"] = one.stat().st_size
    return min(sizes, key=lambda one: sizes[one], default=None)


def count_images(folder: Path, site: str, names: Collection[str]) -> int:
    """How many pictures an article has, by all its news codes and addresses."""
    return sum(_is_picture(file) for one in _folders(folder, site, names) for file in one.iterdir())


def remove_images(folder: Path, site: str, names: Collection[str]) -> int:
    """Remove the pictures of an article, with their thumbnails.

    Returns:
        How many pictures there were.

    Raises:
        DatabaseError: if one cannot be removed.
    """
    count = 0
    try:
        for one in _folders(folder, site, names):
            count += sum(map(_is_picture, one.iterdir()))
            shutil.rmtree(one)
    except OSError as error:
        raise DatabaseError(f"cannot remove the pictures in {folder}: {error}") from error
    return count


def _folders(folder: Path, site: str, names: Collection[str]) -> Iterator[Path]:
    for name in sorted({article_folder(site, name) for name in names}):
        if (folder / name).is_dir():
            yield folder / name


def _is_picture(file: Path) -> bool:
    return re.fullmatch(r"[0-9a-f]{40}\.jpg", file.name) is not None


def _safe(pattern: re.Pattern[str], name: str) -> str:
    return name if pattern.fullmatch(name) else f"~{_hash(name)}"


def _hash(text: str) -> str:
    return sha1(text.encode("utf-8", "surrogatepass")).hexdigest()
