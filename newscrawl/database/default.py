"""Where the archive is if no setting says so, and making its folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from newscrawl.database.engine import DatabaseError, exists


def default_url() -> str:
    """The archive of the project that one stands in, or else of the user: an SQLAlchemy URL with
    the whole path of a file, ``data/news.db`` in the project or ``news.db`` in the user's data
    folder (``~/.local/share/newscrawl`` on Linux)."""
    return f"sqlite:///{default_file().as_posix()}"


def prepare(url: str) -> bool:
    """Whether an archive is still to be made. The folder of the default archive is made; that of
    another one has to be there, because its name may be a mistake.

    Raises:
        DatabaseError: if the address is wrong, the folder cannot be made, or no server answers.
    """
    if url == default_url():
        folder = default_file().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(f"cannot make {folder}: {error.strerror}") from error
    return not exists(url)


def default_file() -> Path:
    """The file of the default archive; see :func:`default_url`."""
    root = _project_root()
    if root is not None:
        return root / "data" / "news.db"
    return user_data_path("newscrawl", appauthor=False) / "news.db"


def _project_root() -> Path | None:
    """The folder of the closest ``scrapy.cfg``, here or above."""
    with suppress(OSError):  # the working directory may be gone
        here = Path.cwd()
        return next((one for one in (here, *here.parents) if (one / "scrapy.cfg").is_file()), None)
    return None
