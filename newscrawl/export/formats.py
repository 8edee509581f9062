"""The formats of an export. Each is a function that writes articles and returns their number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, fields
from importlib import import_module
from types import ModuleType
from typing import IO, Any, Final, Self

from scrapy.exporters import BaseItemExporter
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.items import Article, Comment

FIELDS: Final = [one.name for one in fields(Article)]
#: Formats that Scrapy's own feeds have too.
SCRAPY_FORMATS: Final = ("jsonl", "csv", "json", "xml")
FEEDS: Final = ("rss", "atom")
#: All formats; their names are also the suffixes of files.
FORMATS: Final = (*SCRAPY_FORMATS, "parquet", *FEEDS, "warc")
#: Not a file but a folder: see :mod:`newscrawl.export.corpus`.
CORPUS: Final = "corpus"
#: Format → the extra that it needs, and a module of that extra.
EXTRAS: Final = {
    "parquet": ("parquet", "pyarrow.parquet"),
    "rss": ("feeds", "feedgen.feed"),
    "atom": ("feeds", "feedgen.feed"),
    "warc": ("warc", "warcio.warcwriter"),
}


class MissingExtra(Exception):
    """A format needs a package that is not installed; the message is one line."""


@dataclass(frozen=True, slots=True)
class Options:
    """Options of the writers."""

    settings: BaseSettings
    format: str
    #: Begin CSV with a byte order mark, so that Excel recognizes UTF-8.
    bom: bool = False
    #: Title of a feed.
    title: str = "newscrawl"
    #: A list of readers' comments for each article, in a field ``comments`` behind the others.
    with_comments: bool = False

    @property
    def fields(self) -> list[str]:
        """The fields of an article, in their order."""
        return [*FIELDS, "comments"] if self.with_comments else FIELDS


@dataclass
class CommentedArticle(Article):
    """An article whose comments are a field, as items and rows have it."""

    comments: list[Comment] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article) -> Self:
        """As an article that was read with its comments."""
        values = {name: getattr(article, name) for name in FIELDS}
        return cls(**values, comments=article.comments or [])


def writer(format: str) -> Callable[[Iterable[Article], IO[bytes], Options], int]:
    """The function that writes articles in a format other than ``warc``.

    Raises:
        MissingExtra: if a package that it needs is not installed.
    """
    if format in SCRAPY_FORMATS:
        return write_items
    require(format)
    if format == "parquet":
        from newscrawl.export.parquet import write_parquet

        return write_parquet
    from newscrawl.export.feeds import write_feed

    return write_feed


def require(format: str) -> ModuleType | None:
    """Import the package that a format needs; ``None`` if it needs none.

    Raises:
        MissingExtra: if the package is not installed.
    """
    if format not in EXTRAS:
        return None
    extra, module = EXTRAS[format]
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtra(
            f"{format} needs the package {package}: pip install 'newscrawl[{extra}]'"
        ) from error


def write_items(articles: Iterable[Article], file: IO[bytes], options: Options) -> int:
    """Write articles through the project's exporter of a format."""
    exporter_class = load_object(options.settings.getwithbase("FEED_EXPORTERS")[options.format])
    encoding = "utf-8-sig" if options.bom else options.settings["FEED_EXPORT_ENCODING"] or "utf-8"
    exporter: BaseItemExporter = exporter_class(
        file,
        encoding=encoding,
        indent=options.settings.getint("FEED_EXPORT_INDENT"),
        fields_to_export=options.fields,
    )
    count = 0
    exporter.start_exporting()
    for article in articles:
        item: Any = asdict(CommentedArticle.of(article)) if options.with_comments else article
        if options.format == "xml":  # Scrapy's would contain the word None for unknown values
            item = known(item if options.with_comments else asdict(item))
        exporter.export_item(item)
        count += 1
    exporter.finish_exporting()
    if not count and options.format == "csv":  # Scrapy writes the header with the first item
        file.write(f"{','.join(options.fields)}\r\n".encode(encoding))
    return count


def known(value: Any) -> Any:
    """A value without the ``None`` in it.

    >>> known({"url": "a", "alt": None, "images": [{"alt": None}]})
    {'url': 'a', 'images': [{}]}
    """
    if isinstance(value, dict):
        return {name: known(one) for name, one in value.items() if one is not None}
    return [known(one) for one in value] if isinstance(value, list) else value
