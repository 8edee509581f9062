"""The manifest of a corpus: of what it is, and which of its shards are finished."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from newscrawl.export.corpus.tally import Tally
from newscrawl.export.files import writing

#: A name that no other folder has: where it is, ``README.md`` is a card, and may be replaced.
MANIFEST: Final = "newscrawl-corpus.json"
#: Where the shards are.
DATA: Final = "data"
_SHARD: Final = re.compile(r"part-[0-9]{5,}\.(jsonl\.gz|jsonl\.zst|parquet)")
#: What :func:`newscrawl.export.files.writing` leaves where it is killed.
_PART: Final = re.compile(r"\.(part-[0-9]{5,}\..+|newscrawl-corpus\.json|README\.md)\.[0-9]+\.part")


class DamagedManifest(Exception):
    """A manifest cannot be understood."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a corpus is of. Two of one plan are the same, byte for byte."""

    #: The options that select articles, as they were given.
    filters: dict[str, str]
    one_per_story: bool
    #: A name of :data:`newscrawl.export.corpus.shards.SHARDS`.
    shards: str
    #: Documents in a shard.
    shard_size: int
    #: See :func:`newscrawl.database.corpus.state_of`.
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished file."""

    name: str
    #: The id of its last document in the archive.
    last_id: int
    bytes: int
    sha256: str
    tally: Tally

    @classmethod
    def of(cls, path: Path, last_id: int, tally: Tally) -> Self:
        """Of a file that is there."""
        return cls(path.name, last_id, path.stat().st_size, _digest(path), tally)


@dataclass
class Manifest:
    """The manifest of a corpus."""

    plan: Plan
    shards: list[Shard] = field(default_factory=list)
    is_finished: bool = False

    def write(self, folder: Path) -> None:
        """Replace the file at once.

        Raises:
            OSError: if it cannot be written.
        """
        shards = [{**asdict(one), "tally": one.tally.as_json()} for one in self.shards]
        value = {"plan": asdict(self.plan), "is_finished": self.is_finished, "shards": shards}
        with writing(str(folder / MANIFEST)) as file:
            file.write(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The manifest in a folder, ``None`` if there is none.

        Raises:
            DamagedManifest: if it cannot be understood.
            OSError: if it cannot be read.
        """
        try:
            text = (folder / MANIFEST).read_bytes()
        except FileNotFoundError:
            return None
        try:
            value = json.loads(text)
            shards = [
                Shard(**{**one, "tally": Tally.of_json(one["tally"])}) for one in value["shards"]
            ]
            plan = Plan(**value["plan"])
            finished = bool(value["is_finished"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedManifest(str(error)) from error
        if not all(_SHARD.fullmatch(one.name) for one in shards):
            raise DamagedManifest("a shard has a name that no shard has")
        return cls(plan, shards, finished)

    def keep_whole(self, folder: Path) -> None:
        """Forget the shards from the first one on whose file is not as it was written."""
        for place, one in enumerate(self.shards):
            path = folder / DATA / one.name
            if not (
                path.is_file() and path.stat().st_size == one.bytes and _digest(path) == one.sha256
            ):
                del self.shards[place:]
                self.is_finished = False
                return


def shard_files(folder: Path) -> list[Path]:
    """The shards in the folder of a corpus, and what a killed export was writing."""
    shards = (folder / DATA).glob("*")
    return [
        *(path for path in shards if _SHARD.fullmatch(path.name) or _PART.fullmatch(path.name)),
        *(path for path in folder.glob(".*") if _PART.fullmatch(path.name)),
    ]


def has_other_files(folder: Path) -> bool:
    """Whether a folder without a manifest has anything that no export left there."""
    return folder.is_dir() and any(not _PART.fullmatch(one.name) for one in folder.iterdir())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
