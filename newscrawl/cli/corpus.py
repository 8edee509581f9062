"""``scrapy export --format corpus``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from newscrawl.cli.exits import FAILURE, fail, warn
from newscrawl.cli.output import counted, one_line_if_unwritable
from newscrawl.cli.progress import advancing, showing
from newscrawl.database.corpus import documents, state_of
from newscrawl.database.selection import Selection
from newscrawl.database.stories.telling import NO_STORIES, has_stories
from newscrawl.export.corpus.card import CARD, card
from newscrawl.export.corpus.manifest import (
    MANIFEST,
    DamagedManifest,
    Manifest,
    Plan,
    has_other_files,
    shard_files,
)
from newscrawl.export.corpus.shards import SHARDS, write_shards
from newscrawl.export.files import writing
from newscrawl.export.formats import CORPUS, MissingExtra, require

#: Documents in a shard, by default and at most.
SHARD_SIZE: Final = 10_000
MOST: Final = 1_000_000
#: Options of other formats, which a corpus cannot have.
_OTHERS: Final = ("limit", "name", "since", "removed", "with_comments", "bom")


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Add the options of a corpus to a parser."""
    group = parser.add_argument_group("Export as a corpus: --format corpus -o DIR")
    group.add_argument(
        "--shards", metavar="KIND", help=f"{', '.join(SHARDS)}; default: {next(iter(SHARDS))}"
    )
    group.add_argument(
        "--shard-size", metavar="N", help=f"documents in a file; default: {SHARD_SIZE}"
    )
    group.add_argument(
        "--one-per-story",
        action="store_true",
        help="of articles that are the same story (STORIES_ENABLED) only the earliest",
    )
    group.add_argument(
        "--overwrite", action="store_true", help="make the corpus in DIR anew, whatever it is of"
    )


def refuse_corpus_options(opts: argparse.Namespace, format: str) -> None:
    """End the program with one line if another format has options of a corpus."""
    for name in ("shards", "shard_size", "one_per_story", "overwrite"):
        if getattr(opts, name):
            fail(f"--{name.replace('_', '-')} is for {CORPUS}, not for {format}")


def check_corpus(opts: argparse.Namespace) -> tuple[str, int]:
    """The kind of shards and the documents in each; ends the program if an option is wrong."""
    for name in _OTHERS:
        if getattr(opts, name) not in (None, False):
            fail(f"--{name.replace('_', '-')} is not for {CORPUS}")
    if opts.output in ("-", ""):
        fail(f"--format {CORPUS} needs -o DIR: it is a folder of files")
    if Path(opts.output).exists() and not Path(opts.output).is_dir():
        fail(f"-o {opts.output}: expected a folder for {CORPUS}, and it is a file")
    kind = next(iter(SHARDS)) if opts.shards is None else opts.shards
    if kind not in SHARDS:
        fail(f"--shards: expected {', '.join(SHARDS)}, got {kind!r}")
    try:
        require(kind)
    except MissingExtra as error:
        fail(str(error), FAILURE)
    size = str(SHARD_SIZE) if opts.shard_size is None else opts.shard_size
    if not (size.isascii() and size.isdigit() and 1 <= int(size[:9]) <= MOST and len(size) < 9):
        fail(f"--shard-size: expected 1 to {MOST}, got {size!r}")
    return kind, int(size)


def export_corpus(
    connection: sa.Connection,
    selection: Selection,
    filters: Mapping[str, str],
    opts: argparse.Namespace,
    kind: str,
    size: int,
) -> None:
    """Write a corpus, or the rest of one that was interrupted, and say so."""
    if opts.one_per_story and not has_stories(connection):
        warn(NO_STORIES)
    folder = Path(opts.output)
    state = state_of(connection, selection)
    plan = Plan(dict(filters), opts.one_per_story, kind, size, state)
    with one_line_if_unwritable(opts.output):
        manifest = _manifest(folder, plan, opts)
        folder.mkdir(parents=True, exist_ok=True)
        manifest.keep_whole(folder)
        manifest.write(folder)
        count = sum(one.tally.documents for one in manifest.shards)
        total = None if opts.one_per_story else state["articles"]
        if not manifest.is_finished:
            after = manifest.shards[-1].last_id if manifest.shards else 0
            one = opts.one_per_story
            found = documents(connection, selection, after=after, one_per_story=one)
            with closing(found), showing("exporting", total, "documents") as progress:
                progress.reach(count)
                write_shards(advancing(progress, found), folder, manifest)
            manifest.is_finished = True
        with writing(str(folder / CARD)) as file:
            file.write(card(manifest).encode())
        manifest.write(folder)
    count = sum(one.tally.documents for one in manifest.shards)
    files = counted(len(manifest.shards), "file")
    print(f"{counted(count, 'document')} in {files} written to {opts.output}")


def _manifest(folder: Path, plan: Plan, opts: argparse.Namespace) -> Manifest:
    """The manifest to go on with: of this plan, or without any shard."""
    try:
        there = Manifest.read(folder)
    except DamagedManifest:
        there = None
        if not opts.overwrite:
            fail(f"-o {folder}: its {MANIFEST} is damaged: --overwrite makes the corpus anew")
    else:
        if there is None and has_other_files(folder):
            fail(f"-o {folder}: expected an empty folder or a corpus: it has other files")
    if there is None or opts.overwrite:
        # Not the manifest, which is replaced: without it nobody knows that this is a corpus.
        for path in (*shard_files(folder), folder / CARD):
            path.unlink(missing_ok=True)
        return Manifest(plan)
    if there.plan != plan:
        what = (
            "is of another state of the archive"
            if _same_options(there.plan, plan)
            else "was made with other options"
        )
        fail(
            f"-o {folder}: the corpus there {what}: --overwrite makes it anew, or take another "
            "folder"
        )
    return there


def _same_options(one: Plan, other: Plan) -> bool:
    return replace(one, state=other.state) == other
