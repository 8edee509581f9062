"""Writing the shards of a corpus."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Final

from newscrawl.database.corpus import CorpusDocument
from newscrawl.export.corpus.manifest import DATA, Manifest, Shard, shard_files
from newscrawl.export.corpus.tally import Tally
from newscrawl.export.files import writing
from newscrawl.export.formats import FIELDS

#: Name, which is the suffix of the files, too → the compression around them.
SHARDS: Final = {"jsonl.gz": ".gz", "jsonl.zst": ".zst", "parquet": None}


def fields_of(one_per_story: bool) -> list[str]:
    """The fields of a document, in their order."""
    return [*FIELDS, "copies"] if one_per_story else FIELDS


def write_shards(documents: Iterable[CorpusDocument], folder: Path, manifest: Manifest) -> None:
    """Write the documents behind those of the manifest's shards, which gets the new ones.

    A corpus of nothing has one shard without documents, so that it can be read like others.

    Raises:
        OSError: if a file cannot be written.
    """
    plan = manifest.plan
    (folder / DATA).mkdir(exist_ok=True)
    names = {one.name for one in manifest.shards}
    for path in shard_files(folder):
        if path.name not in names:
            path.unlink()
    write, fields = _writer(plan.shards), fields_of(plan.one_per_story)
    left = iter(documents)
    while True:
        first = list(islice(left, 1))
        if not first and manifest.shards:
            break
        path = folder / DATA / f"part-{len(manifest.shards):05}.{plan.shards}"
        seen = _Seen(chain(first, islice(left, plan.shard_size - 1)))
        with writing(str(path), SHARDS[plan.shards]) as file:
            write(_values(seen, plan.one_per_story), file, fields)
        manifest.shards.append(Shard.of(path, seen.last_id, seen.tally))
        manifest.write(folder)


class _Seen:
    """Documents, counted as they go by."""

    def __init__(self, documents: Iterable[CorpusDocument]) -> None:
        self._documents = documents
        self.tally = Tally()
        self.last_id = 0

    def __iter__(self) -> Iterator[CorpusDocument]:
        for one in self._documents:
            self.tally.add(one.article)
            self.last_id = one.id
            yield one


def _writer(shards: str) -> Callable[[Iterable[dict[str, Any]], IO[bytes], list[str]], Any]:
    if shards != "parquet":
        return _write_lines
    from newscrawl.export.parquet import write_rows

    return write_rows


def _values(documents: Iterable[CorpusDocument], one_per_story: bool) -> Iterator[dict[str, Any]]:
    for one in documents:
        values = asdict(one.article)
        if one_per_story:
            values["copies"] = one.copies
        yield values


def _write_lines(rows: Iterable[dict[str, Any]], file: IO[bytes], fields: list[str]) -> None:
    for row in rows:
        line = json.dumps({name: row[name] for name in fields}, ensure_ascii=False)
        file.write(line.encode() + b"\n")
