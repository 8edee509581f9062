import gzip
import time
import zlib

import brotli
import pytest
import zstandard

from newscrawl.answers.packed import is_cut

PAGE = ("<p>باران در شمال کشور ادامه دارد." * 500 + "".join(map(str, range(20_000)))).encode()
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(PAGE, mtime=0),
    "x-gzip": gzip.compress(PAGE, mtime=0),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE, quality=4),
    "zstd": zstandard.ZstdCompressor().compress(PAGE),
}
MOST = 10_000_000


@pytest.mark.parametrize("encoding", PACKED)
def test_a_body_that_breaks_off(encoding: str) -> None:
    body = PACKED[encoding]
    assert not is_cut(encoding, body, MOST)
    assert not is_cut(encoding, body, 0)
    assert not is_cut(encoding, b"", MOST)
    for length in (len(body) - 1, len(body) // 2, len(body) // 5, 30):
        assert is_cut(encoding, body[:length], MOST), length


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", PAGE),
        ("br", PAGE),
        ("zstd", PAGE),
        ("rot13", PAGE[:-9]),
        ("", PAGE),
        ("gzip", PACKED["gzip"] + b"\0garbage"),
        ("gzip", PACKED["gzip"] * 2),
        ("gzip", PACKED["gzip"][:-8] + bytes(8)),
        ("deflate", RAW.compress(PAGE) + RAW.flush()),
    ],
)
def test_what_is_wrong_otherwise_is_not_cut(encoding: str, body: bytes) -> None:
    assert not is_cut(encoding, body, MOST)


def test_the_second_member_may_be_cut() -> None:
    assert is_cut("gzip", PACKED["gzip"] + PACKED["gzip"][:-20], MOST)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    data = bytes(200_000_000)
    pack = {
        "gzip": lambda: gzip.compress(data, 1),
        "deflate": lambda: zlib.compress(data, 1),
        "br": lambda: brotli.compress(data, quality=1),
        "zstd": lambda: zstandard.ZstdCompressor(level=1).compress(data),
    }[encoding]
    body = pack()
    start = time.process_time()
    assert not is_cut(encoding, body, 1_000_000)
    assert time.process_time() - start < 1
