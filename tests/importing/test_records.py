"""The records of WARC files: streamed, from any place on, whatever is broken between them."""

from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.importing.records import Record, WarcFile
from tests.importing.warcs import Answer, record

ANSWERS = [Answer(f"https://a.ir/{n}", b"<p>%d" % n * (1 + 40_000 * (n == 3))) for n in range(6)]
RECORDS = {
    is_packed: [record(one, is_packed=is_packed) for one in ANSWERS] for is_packed in (True, False)
}


def read(content: bytes, start: int = 0) -> tuple[list[Record], list[int], list[tuple[int, str]]]:
    """The records of a file, the place behind each, and what is broken."""
    told: list[tuple[int, str]] = []
    found = WarcFile(BytesIO(content), start, lambda one: True, lambda *broken: told.append(broken))
    records, places = [], []
    for one in found:
        records.append(one)
        places.append(found.place)
    assert found.place == len(content)
    return records, places, told


def uris(records: list[Record]) -> list[str]:
    return [one.uri for one in records]


@pytest.mark.parametrize("is_packed", [True, False])
def test_records_and_where_to_go_on(is_packed: bool) -> None:
    content = b"".join(RECORDS[is_packed])
    records, places, told = read(content)
    assert uris(records) == [one.url for one in ANSWERS]
    assert [one.content.partition(b"\r\n\r\n")[2] for one in records if one.content] == [
        one.body for one in ANSWERS
    ]
    assert told == []
    sizes = [len(one) for one in RECORDS[is_packed]]
    assert places == [sum(sizes[: n + 1]) for n in range(len(sizes))]
    assert [one.place for one in records] == [0, *places[:-1]]
    for number, place in enumerate(places, 1):
        assert uris(read(content, place)[0]) == [one.url for one in ANSWERS[number:]]


def test_a_file_that_was_compressed_as_one() -> None:
    records, places, told = read(gzip.compress(b"".join(RECORDS[False])))
    assert uris(records) == [one.url for one in ANSWERS]
    assert told == []
    assert set(places[:-1]) == {0}  # only its beginning is a place to go on at


def test_fields_of_several_lines_and_of_no_record() -> None:
    fields = b"WARC-Type: response\nWARC-Target-URI: <http://a.ir/>\n X\nContent-Length: 1\n"
    head = b"WARC/1.0\n" + fields + b"\nx"
    (found,), _, told = read(b"\r\n" + head)
    assert (found.kind, found.uri, found.content, told) == ("response", "http://a.ir/> X", b"x", [])


@pytest.mark.parametrize("is_packed", [True, False])
@given(data=st.data())
def test_whatever_is_broken_the_others_are_read(is_packed: bool, data: st.DataObject) -> None:
    """A record of which a part is lost or changed harms only itself and, where nothing but its
    length tells where it ends, the next."""
    parts = list(RECORDS[is_packed])
    place = data.draw(st.integers(0, len(parts) - 1))
    start = data.draw(st.integers(0, len(parts[place]) - 1))
    length = data.draw(st.integers(1, 300))
    end = min(start + length, len(parts[place]))
    put = data.draw(st.sampled_from([b"", b"\0" * (end - start), b"\x1f\x8b\x08"]))
    parts[place] = parts[place][:start] + put + parts[place][end:]
    records, _, _ = read(b"".join(parts))
    kept = [one.url for number, one in enumerate(ANSWERS) if number not in (place, place + 1)]
    assert [uri for uri in uris(records) if uri in kept] == kept


@pytest.mark.parametrize("is_packed", [True, False])
def test_any_bytes_are_read_to_their_end(is_packed: bool) -> None:
    @given(st.binary(max_size=2000))
    def check(content: bytes) -> None:
        read(content)
        read(RECORDS[is_packed][0][:400] + content + RECORDS[is_packed][1])

    check()


def test_a_large_record_takes_no_memory(tmp_path: Path) -> None:
    film = Answer("https://a.ir/film", bytes(64 * 2**20))
    for name, is_packed in (("a.warc.gz", True), ("a.warc", False)):
        file = tmp_path / name
        file.write_bytes(record(film, is_packed=is_packed) + RECORDS[is_packed][0])
        with file.open("rb") as stream:
            warc = WarcFile(stream, 0, lambda one: one.size < 1000, pytest.fail)
            tracemalloc.start()
            found = [(one.uri, one.content is None) for one in warc]
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert found == [(film.url, True), (ANSWERS[0].url, False)]
        assert most < 2**20
