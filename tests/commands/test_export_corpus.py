"""``scrapy export --format corpus``, opened by the tools that people open it with."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import yaml
import zstandard

from newscrawl.database.corpus import CorpusDocument
from newscrawl.export.corpus import card, shards
from newscrawl.export.formats import FIELDS
from newscrawl.items import Article
from tests.builders import article_on, store
from tests.conftest import Commands, Database, Query, on_both
from tests.database.test_stories import OTHER, SIGNED, TEXT, of, stored

#: Lines that only seem to end, quotes, what is no line end of JSON, halves of a character, and NUL.
HOSTILE = 'یک\nدو\r\nسه\u2028چهار\x85پنج "نقل" \\ \ud83d | \x00 پایان'
KINDS = ("jsonl.gz", "jsonl.zst", "parquet")


def articles() -> list[Article]:
    return [
        article_on(1, 3, "yjc", body="متن یک", topic="sport", tags=["ایران"]),
        article_on(2, None, "isna", body=HOSTILE, tags=[HOSTILE], lead="لید"),
        article_on(3, 1, "yjc", body="متن سه", images=[{"url": "https://x.ir/1.jpg", "alt": None}]),
        article_on(4, 40, "isna", body="متن چهار", topic="sport"),
        article_on(5, 2, "yjc", body="متن پنج"),
    ]


@pytest.fixture
def filled(database: Database) -> None:
    for one in articles():  # one after the other: ids are in this order
        store(database, one)


def rows(folder: Path) -> list[dict[str, Any]]:
    """The documents of JSON Lines, in their order."""
    files = sorted((folder / "data").iterdir())
    text = b"".join(gzip.decompress(file.read_bytes()) for file in files).decode()
    return [json.loads(line) for line in text.split("\n") if line]


def codes(folder: Path) -> list[str]:
    return [row["news_code"] for row in rows(folder)]


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def front_matter(folder: Path) -> Any:
    return yaml.safe_load((folder / "README.md").read_text("utf-8").split("---\n")[1])


# -- what is in it ---------------------------------------------------------------------


@on_both
@pytest.mark.usefixtures("filled")
def test_shards_a_manifest_and_a_card(command: Commands, tmp_path: Path, query: Query) -> None:
    folder = tmp_path / "corpus"
    done = command("export", "--format", "corpus", "-o", str(folder), "--shard-size", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"5 documents in 3 files written to {folder}\n"
    names = [f"data/part-0000{n}.jsonl.gz" for n in range(3)]
    assert sorted(contents(folder)) == ["README.md", *names, "newscrawl-corpus.json"]
    assert codes(folder) == ["1", "2", "3", "4", "5"]
    assert list(rows(folder)[0]) == FIELDS
    lines = [json.loads(line) for line in command("export").stdout.split("\n") if line]
    assert sorted(lines, key=lambda row: row["news_code"]) == rows(folder)
    text = (folder / "README.md").read_text("utf-8")
    assert "**documents**: 5, one an article" in text
    assert "**published**: 1400-04-02 to 1400-05-10 (Jalali, by Tehran's clocks); 1 without" in text
    for line in ("isna | 2", "yjc | 3", "1400 | 4", "without a date | 1", "sport (ورزش) | 2"):
        assert f"| {line} |" in text
    assert "The texts belong to their authors and to the sites" in text
    (newest,) = query("SELECT max(fetched_at) AS at FROM articles")
    assert f"the newest page was fetched at {newest['at']}" in text


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_archive_gives_the_same_bytes(
    command: Commands, tmp_path: Path, kind: str
) -> None:
    for name in ("one", "two"):
        arguments = ("--shards", kind, "--shard-size", "2")
        done = command("export", "--format", "corpus", "-o", str(tmp_path / name), *arguments)
        assert done.returncode == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == 5


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--site", "yjc"), ["1", "3", "5"]),
        (("--topic", "sport"), ["1", "4"]),
        (("--from-date", "1400/04/03", "--to-date", "1400/04/04"), ["1", "5"]),
        (("--query", "چهار", "--site", "isna"), ["2", "4"]),
        (("--tag", "ایران"), ["1"]),
    ],
)
def test_filters(
    command: Commands, tmp_path: Path, filters: tuple[str, ...], expected: list[str]
) -> None:
    command("export", "--format", "corpus", "-o", str(tmp_path / "c"), *filters)
    assert codes(tmp_path / "c") == expected
    plan = json.loads((tmp_path / "c" / "newscrawl-corpus.json").read_text("utf-8"))["plan"]
    assert (plan["state"]["articles"], len(plan["filters"])) == (len(expected), len(filters) // 2)


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_selection(command: Commands, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "c"
    filters = ("--from-date", "1380/01/01", "--to-date", "1380/01/01")
    done = command("export", "--format", "corpus", "-o", str(folder), "--shards", kind, *filters)
    assert done.stdout == f"0 documents in 1 file written to {folder}\n"
    assert "there was no article" in (folder / "README.md").read_text("utf-8")
    if kind == "parquet":
        assert list(pd.read_parquet(folder / "data").columns) == FIELDS


@on_both
def test_one_document_a_story(database: Database, command: Commands, tmp_path: Path) -> None:
    copies = (
        of("dana", SIGNED, code=2, day=14),
        of("isna", TEXT, code=1, day=13),
        of("isna", OTHER, code=4, day=14),
        of("tabnak", TEXT, code=3, day=14),
    )
    for one in copies:
        stored(database, one)
    folder = tmp_path / "c"
    arguments = ("export", "--format", "corpus", "--one-per-story", "-o")
    assert command(*arguments, str(folder)).stderr == ""
    assert [(row["news_code"], row["copies"]) for row in rows(folder)] == [("1", 2), ("4", 0)]
    text = (folder / "README.md").read_text("utf-8")
    assert "**documents**: 2, one a story" in text
    assert "2 articles were left out because an earlier one" in text
    # Filters hold for the one that stands for its story.
    command(*arguments, str(tmp_path / "tabnak"), "--site", "tabnak")
    assert [(row["news_code"], row["copies"]) for row in rows(tmp_path / "tabnak")] == [("3", 0)]
    command(*arguments, str(tmp_path / "p"), "--shards", "parquet")
    assert list(pd.read_parquet(tmp_path / "p" / "data")["copies"]) == [2, 0]


@pytest.mark.usefixtures("filled")
def test_an_archive_without_stories_says_so(command: Commands, tmp_path: Path) -> None:
    done = command("export", "--format", "corpus", "--one-per-story", "-o", str(tmp_path / "c"))
    assert "scrapy story --rebuild" in done.stderr
    assert len(rows(tmp_path / "c")) == 5
    assert "Of 5 documents it is not known" in (tmp_path / "c" / "README.md").read_text("utf-8")


def test_the_card_knows_every_field() -> None:
    assert [*card._FIELDS] == shards.fields_of(True)


# -- how it is read --------------------------------------------------------------------


@pytest.fixture(params=KINDS)
def corpus(request: pytest.FixtureRequest, filled: None, command: Commands, tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    arguments = ("--shards", request.param, "--shard-size", "2")
    assert command("export", "--format", "corpus", "-o", str(folder), *arguments).returncode == 0
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "data").iterdir())


def _is_parquet(folder: Path) -> bool:
    return _files(folder)[0].suffix == ".parquet"


def _body() -> str:
    body = articles()[1].body
    assert body is not None
    return body.replace("\ud83d", "\ufffd").replace("\x00", "\ufffd")


def test_pandas(corpus: Path) -> None:
    if _is_parquet(corpus):
        frame = pd.concat(map(pd.read_parquet, _files(corpus)))
    else:
        frame = pd.concat(pd.read_json(file, lines=True) for file in _files(corpus))
    assert [int(code) for code in frame["news_code"]] == [1, 2, 3, 4, 5]
    assert list(frame["body"])[1] == _body()


def test_polars(corpus: Path) -> None:
    if _is_parquet(corpus):
        frame = pl.read_parquet(corpus / "data" / "*.parquet")
    else:
        texts = (_text(file) for file in _files(corpus))
        frame = pl.concat((pl.read_ndjson(text) for text in texts), how="diagonal_relaxed")
    assert frame["news_code"].to_list() == ["1", "2", "3", "4", "5"]
    assert frame["body"][1] == _body()


def test_duckdb(corpus: Path) -> None:
    files = corpus / "data" / f"*.{_files(corpus)[0].name.partition('.')[2]}"
    sql = f"SELECT news_code, body FROM '{files}' ORDER BY news_code"
    found = duckdb.sql(sql).fetchall()
    assert [int(code) for code, _ in found] == [1, 2, 3, 4, 5]
    assert found[1][1] == _body()


def test_hugging_face(corpus: Path, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets", reason="no datasets: pip install datasets")
    found = datasets.load_dataset(str(corpus), split="train", cache_dir=str(tmp_path / "cache"))
    assert found["news_code"][:] == ["1", "2", "3", "4", "5"]
    assert found["body"][1] == _body()
    assert found["images"][2] == [{"url": "https://x.ir/1.jpg", "alt": None}]
    assert list(found.features) == FIELDS


def test_the_card_says_what_hugging_face_reads(corpus: Path) -> None:
    matter = front_matter(corpus)
    suffix = _files(corpus)[0].name.partition(".")[2]
    assert matter["configs"][0]["data_files"] == [{"split": "train", "path": f"data/*.{suffix}"}]
    features = {one["name"]: one for one in matter["dataset_info"]["features"]}
    assert list(features) == FIELDS
    assert features["tags"]["list"] == "string"
    assert matter["size_categories"] == ["n<1K"]
    if _is_parquet(corpus):
        schema = pq.read_schema(_files(corpus)[0])
        for name in ("published_at", "revision", "story_id", "title"):
            kind = features[name]["dtype"]
            assert str(schema.field(name).type) == kind


def _text(file: Path) -> bytes:
    if file.suffix == ".gz":
        return gzip.decompress(file.read_bytes())
    return zstandard.ZstdDecompressor().stream_reader(file.read_bytes()).read()


# -- going on --------------------------------------------------------------------------


class Killed(BaseException):
    """Whatever ends the program."""


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("stop", [0, 1, 2, 3, 4])
def test_it_goes_on_where_it_was_killed(
    command: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "c"
    arguments = ("export", "--format", "corpus", "--shard-size", "2", "-o")
    command(*arguments, str(whole))
    read: list[str] = []

    def values(found: Iterator[CorpusDocument], one_per_story: bool) -> Iterator[dict[str, Any]]:
        for row in _values(found, one_per_story):
            if len(read) == stop:
                raise Killed
            read.append(row["news_code"])
            yield row

    _values = shards._values
    with monkeypatch.context() as patch:
        patch.setattr(shards, "_values", values)
        with pytest.raises(Killed):
            command(*arguments, str(folder))
    assert not (folder / "README.md").exists()
    assert len(list((folder / "data").iterdir())) == stop // 2
    (folder / "data" / ".part-00002.jsonl.gz.123.part").write_bytes(b"half")
    (folder / ".newscrawl-corpus.json.123.part").write_bytes(b"half")
    kept = {path: path.stat().st_ino for path in (folder / "data").glob("part*")}
    assert command(*arguments, str(folder)).stdout.startswith("5 documents in 3 files")
    assert contents(folder) == contents(whole)
    assert {path: path.stat().st_ino for path in kept} == kept


@pytest.mark.usefixtures("filled")
def test_a_finished_one_is_left_alone_and_a_damaged_file_is_made_anew(
    command: Commands, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    arguments = ("export", "--format", "corpus", "--shard-size", "2", "-o", str(folder))
    first = command(*arguments).stdout
    files = sorted((folder / "data").iterdir())
    before, numbers = contents(folder), [path.stat().st_ino for path in files]
    assert command(*arguments).stdout == first
    assert [path.stat().st_ino for path in files] == numbers
    size = files[1].stat().st_size
    files[1].write_bytes(b"x" * size)
    assert command(*arguments).stdout == first
    assert contents(folder) == before
    assert files[0].stat().st_ino == numbers[0]


@on_both
@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET topic = NULL WHERE news_code = '1'",
        "UPDATE articles SET story_id = 7 WHERE news_code = '1'",
        "UPDATE articles SET fetched_at = '2030-01-01T00:00:00+00:00' WHERE news_code = '1'",
        "DELETE FROM articles WHERE news_code = '1'",
    ],
)
def test_another_state_of_the_archive(
    command: Commands, tmp_path: Path, query: Query, change: str
) -> None:
    folder = tmp_path / "c"
    arguments = ("export", "--format", "corpus", "-o", str(folder))
    command(*arguments)
    before = contents(folder)
    query(change)
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"newscrawl: error: -o {folder}: the corpus there is of another state of the archive: "
        "--overwrite makes it anew, or take another folder\n"
    )
    assert contents(folder) == before
    assert command(*arguments, "--overwrite").returncode == 0
    assert contents(folder) != before


@pytest.mark.usefixtures("filled")
def test_other_options(command: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    arguments = ("export", "--format", "corpus", "-o", str(folder))
    command(*arguments, "--shard-size", "1")
    done = command(*arguments, "--shards", "parquet")
    assert done.returncode == 2
    assert "the corpus there was made with other options: --overwrite makes it" in done.stderr
    (folder / "notes.txt").write_text("mine")
    command(*arguments, "--shards", "parquet", "--overwrite")
    names = ["README.md", "data/part-00000.parquet", "newscrawl-corpus.json", "notes.txt"]
    assert sorted(contents(folder)) == names


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"plan": {}, "shards": []}'])
@pytest.mark.usefixtures("filled")
def test_a_damaged_manifest(command: Commands, tmp_path: Path, text: str) -> None:
    arguments = ("export", "--format", "corpus", "-o", str(tmp_path / "c"))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "newscrawl-corpus.json").write_text(text)
    done = command(*arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "its newscrawl-corpus.json is damaged" in done.stderr
    assert command(*arguments, "--overwrite").returncode == 0


# -- wrong arguments -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--format corpus needs -o DIR"),
        (("-o", "{}/c", "--shards", "csv"), "--shards: expected jsonl.gz, jsonl.zst, parquet"),
        (("-o", "{}/c", "--shard-size", "0"), "--shard-size: expected 1 to 1000000, got '0'"),
        (("-o", "{}/c", "--shard-size", "-3"), "--shard-size: expected 1 to 1000000"),
        (("-o", "{}/c", "--shard-size", "9999999999"), "--shard-size: expected 1 to 1000000"),
        (("-o", "{}/c", "--limit", "3"), "--limit is not for corpus"),
        (("-o", "{}/c", "--with-comments"), "--with-comments is not for corpus"),
        (("-o", "{}/c", "--name", "a"), "--name is not for corpus"),
        (("-o", "{}/c", "--topic", "weathr"), "--topic: "),
        (("-o", "{}/file"), "expected a folder for corpus, and it is a file"),
        (("-o", "{}/full"), "expected an empty folder or a corpus: it has other files"),
        (("-o", "{}/full", "--overwrite"), "expected an empty folder or a corpus"),
    ],
)
def test_wrong_arguments(
    command: Commands, tmp_path: Path, arguments: tuple[str, ...], said: str, filled: None
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    done = command("export", "--format", "corpus", *(one.format(tmp_path) for one in arguments))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    "option", ["--shards=parquet", "--shard-size=3", "--one-per-story", "--overwrite"]
)
def test_other_formats_have_no_such_options(command: Commands, option: str) -> None:
    done = command("export", "--format", "csv", option)
    assert done.returncode == 2
    assert f"{option.partition('=')[0]} is for corpus, not for csv" in done.stderr


@pytest.mark.parametrize("more", [(), ("--overwrite",)])
def test_a_folder_of_another_program_is_left_alone(
    command: Commands, filled: None, tmp_path: Path, more: tuple[str, ...]
) -> None:
    for name in ("README.md", "manifest.json"):
        (tmp_path / "web").mkdir(exist_ok=True)
        (tmp_path / "web" / name).write_text("{}")
    before = contents(tmp_path / "web")
    done = command("export", "--format", "corpus", "-o", str(tmp_path / "web"), *more)
    assert done.returncode == 2
    assert contents(tmp_path / "web") == before


def test_a_folder_that_cannot_be_made(command: Commands, filled: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = command("export", "--format", "corpus", "-o", str(tmp_path / "file" / "c"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"newscrawl: error: cannot write {tmp_path / 'file' / 'c'}: ")
