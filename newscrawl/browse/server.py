"""Datasette on the archive, read-only."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from newscrawl.browse import plugin
from newscrawl.browse.bounds import BoundedDatabase
from newscrawl.browse.guard import guarded
from newscrawl.browse.plugin import ARCHIVE
from newscrawl.cli.listening import address_of, bound
from newscrawl.database.overview import ArchiveOverview

FOLDER = Path(__file__).parent
#: The full-text index, if the archive has one.
INDEX = "articles_fts"
#: Facets of articles, in the order of the page.
FACETS: tuple[Any, ...] = (
    {"site": "site"},
    {"topic": "topic"},
    {"section": "sections"},
    {"agency": "agency"},
    {"jalali_month": "published_jalali"},
)
#: Tables of no use to a reader.
HIDDEN = (
    "alembic_version", "alert_hits", "alert_place", "alerts", "cold_files", "cold_pages",
    "crawl_days", "data_steps", "exports", "frontier", "imports", "paces", "pages", "revisits",
    "signatures", "story_keys", "tombstones",
)  # fmt: skip
SETTINGS = {
    "default_page_size": 30,
    "default_facet_size": 12,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 5_000,
    "suggest_facets": False,
    "allow_download": False,
    "max_returned_rows": 1000,
    "truncate_cells_html": 200,
}


def make_datasette(
    path: Path,
    titles: Mapping[str, str],
    url: str | None = None,
    overview: ArchiveOverview | None = None,
    images: Path | None = None,
) -> Datasette:
    """A Datasette of an archive.

    Args:
        path: its file, or a copy of it.
        url: the archive itself, where ``path`` is a copy; an SQLAlchemy URL.
        titles: Persian names of sites, as far as they are known.
        overview: without it, lists and counts of a large archive take long.
        images: the folder of its pictures.
    """
    if not pm.is_registered(plugin):
        pm.register(plugin, name="newscrawl")
    datasette = Datasette(
        [],
        metadata=_metadata(path, titles),
        settings=SETTINGS,
        template_dir=str(FOLDER / "templates"),
        static_mounts=[("browse", str(FOLDER / "static"))],
    )
    datasette.remove_database("_memory")
    # Opened read-only (mode=ro); mutable, since crawls write to it meanwhile.
    database = BoundedDatabase(datasette, str(path), overview)
    datasette.add_database(database, name=ARCHIVE)
    # Not among its metadata, which it shows to everybody: the address may have a password.
    datasette.archive_url = url or f"sqlite:///{path}"
    datasette.image_folder = images
    return datasette


def _metadata(path: Path, titles: Mapping[str, str]) -> dict[str, Any]:
    tables: dict[str, Any] = {name: {"hidden": True} for name in HIDDEN}
    tables["articles"] = {"facets": list(FACETS), "sort_desc": "published_at"}
    # By another column, all texts would have to be sorted.
    tables["articles"]["sortable_columns"] = ["id", "published_at"]
    tables["failures"] = {"facets": ["site", "reason"], "sort_desc": "at"}
    tables["crawls"] = {"facets": ["spider", "finish_reason"], "sort_desc": "run"}
    if _has_index(path):
        tables["articles"] |= {"fts_table": INDEX, "fts_pk": "id"}
    return {
        "title": "بایگانی خبر",
        "site_titles": dict(titles),
        "databases": {ARCHIVE: {"tables": tables}},
    }


def serve(
    datasette: Datasette,
    host: str,
    port: int,
    ready: Callable[[str], None],
    names: Collection[str] = (),
) -> None:
    """Serve until interrupted.

    Args:
        port: 0 for a free one.
        names: host names, besides ``host``; see :func:`newscrawl.browse.guard.guarded`.
        ready: is given the address when it answers.

    Raises:
        ServerError: if the address cannot be used.
    """
    with bound(host, port) as listener:
        address = address_of(host, listener)
        app = guarded(datasette.app(), [host, *names])
        asyncio.run(_serve(datasette, app, listener, lambda: ready(address)))


async def _serve(
    datasette: Datasette, app: Any, listener: socket.socket, ready: Callable[[], None]
) -> None:
    await datasette.invoke_startup()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="on", server_header=False
    )
    listener.listen()
    ready()  # who connects from now on waits no longer than for the first answer
    await uvicorn.Server(config).serve(sockets=[listener])


def _has_index(path: Path) -> bool:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        query = "SELECT 1 FROM sqlite_master WHERE name = ?"
        return connection.execute(query, (INDEX,)).fetchone() is not None
