"""Where metrics for Prometheus go: into a file (``METRICS_TEXTFILE``), and to a port
(``METRICS_PORT``) as long as a worker runs. Both are off by default."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from scrapy.settings import BaseSettings

from newscrawl.arguments import ArgumentError
from newscrawl.database import DatabaseError
from newscrawl.export.files import writing

logger = logging.getLogger(__name__)
#: A worker writes the file so often, in seconds.
WRITE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Exposed:
    """Where metrics go."""

    textfile: Path | None
    host: str
    #: 0 for none.
    port: int


def exposed(settings: BaseSettings) -> Exposed:
    """Where the settings say that metrics go.

    Raises:
        ArgumentError: if one of them is wrong, or the library is missing.
    """
    text = str(settings["METRICS_PORT"] or 0)
    if not (text.isascii() and text.isdigit() and int(text) < 2**16):
        expected = "expected a port from 1 to 65535, or 0 for none"
        raise ArgumentError("METRICS_PORT", f"{expected}, got {text!r}")
    if port := int(text):
        _check_library("METRICS_PORT")
    name = settings["METRICS_TEXTFILE"]
    textfile = checked_file("METRICS_TEXTFILE", str(name)) if name else None
    return Exposed(textfile, str(settings["METRICS_HOST"] or "127.0.0.1"), port)


def checked_file(argument: str, name: str) -> Path:
    """The file that metrics are written to, by its name.

    Args:
        argument: what names it, for errors.

    Raises:
        ArgumentError: if it cannot be one, or the library is missing.
    """
    path = Path(name)
    if path.suffix != ".prom":
        why = "node_exporter reads only files that end in .prom"
        raise ArgumentError(argument, f"{why}, got {name!r}")
    if not path.parent.is_dir():
        raise ArgumentError(argument, f"no folder {path.parent}")
    if path.is_dir():
        raise ArgumentError(argument, f"{name} is a folder")
    _check_library(argument)
    return path


def _check_library(argument: str) -> None:
    if find_spec("prometheus_client") is None:
        where = "prometheus_client is missing: pip install 'newscrawl[metrics]'"
        raise ArgumentError(argument, where)


def write(url: str, path: Path) -> None:
    """Write the metrics of an archive to a file, which is replaced when all is written.

    Raises:
        DatabaseError: if the archive cannot be read.
        OSError: if the file cannot be written.
    """
    from newscrawl.monitoring.metrics import exposition

    text = exposition(url)
    with writing(str(path)) as file:
        file.write(text)


@contextmanager
def exposing(where: Exposed, url: str) -> Iterator[None]:
    """Expose the metrics of an archive as long as the block runs, and write the file at its end.

    Raises:
        ArgumentError: if the port cannot be listened at.
    """
    with ExitStack() as stack:
        if where.port:
            stack.enter_context(_served(where, url))
        if where.textfile is not None:
            stack.enter_context(_written(where.textfile, url))
        yield


@contextmanager
def _served(where: Exposed, url: str) -> Iterator[None]:
    from prometheus_client import CollectorRegistry, start_http_server

    from newscrawl.monitoring.metrics import ArchiveCollector

    registry = CollectorRegistry()
    registry.register(ArchiveCollector(url))
    try:
        server, thread = start_http_server(where.port, where.host, registry)
    except OSError as error:
        at = f"cannot listen at {where.host}:{where.port}"
        raise ArgumentError("METRICS_PORT", f"{at}: {error.strerror or error}") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _written(path: Path, url: str) -> Iterator[None]:
    is_over = threading.Event()

    def tell() -> None:
        try:
            write(url, path)
        except (DatabaseError, OSError) as error:
            # The file stays as it was: newscrawl_read_timestamp_seconds tells its age.
            logger.error("METRICS_TEXTFILE is not written: %s", error)

    def work() -> None:
        tell()
        while not is_over.wait(WRITE_SECONDS):
            tell()

    thread = threading.Thread(target=work, name="metrics", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
        tell()
