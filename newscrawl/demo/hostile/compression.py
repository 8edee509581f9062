"""Content encodings: the usual ones, broken ones, and bombs."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

import zstandard

from newscrawl.demo.hostile.case import Case, LinkedFrom, fails, stored, waits
from newscrawl.demo.hostile.pages import TITLE, article
from newscrawl.demo.hostile.wire import Answer, http, made_once

PAGE = article().encode()
#: What a bomb becomes, in bytes.
EXPLODED = 200 * 2**20
TOO_LARGE = "larger than|exceeded|too large"
NO_TEXT = "no headline|no text|no article"
NOT_COMPRESSED = "not compressed as it says"


def squeezed(data: bytes, window: int = 31) -> bytes:
    """zlib's: 31 is gzip, 15 deflate, -15 deflate without its header."""
    press = zlib.compressobj(9, zlib.DEFLATED, window)
    return press.compress(data) + press.flush()


@cache
def bomb(window: int = 31) -> bytes:
    """A page that goes on for ever, in a few hundred kilobytes."""
    press = zlib.compressobj(9, zlib.DEFLATED, window)
    block = b"<p>" + b"a" * 2**20
    parts = [press.compress(PAGE)]
    parts += [press.compress(block) for _ in range(EXPLODED // len(block))]
    return b"".join([*parts, press.flush()])


def zstd_bomb() -> bytes:
    press = zstandard.ZstdCompressor(level=3).compressobj()
    block = b"a" * 2**20
    return b"".join([*(press.compress(block) for _ in range(EXPLODED // 2**20)), press.flush()])


def brotli_bomb() -> bytes:
    import brotli

    press = brotli.Compressor(quality=1)
    block = b"a" * 2**20
    parts = [press.process(block) for _ in range(EXPLODED // 2**20)]
    return b"".join([*parts, press.finish()])


def brotli_page() -> bytes:
    import brotli

    data: bytes = brotli.compress(PAGE)
    return data


def encoded(name: str, body: bytes) -> Answer:
    return http(body, headers={"Content-Encoding": name})


def late(name: str, make: Callable[[], bytes]) -> Answer:
    return made_once(make, {"Content-Encoding": name})


GZIP = squeezed(PAGE)
ZSTD = zstandard.ZstdCompressor().compress(PAGE)
CASES = [
    Case("gzip", encoded("gzip", GZIP), stored(title=TITLE)),
    Case("gzip-x", encoded("x-gzip", GZIP), stored(title=TITLE)),
    Case("gzip-upper-case", encoded("GZIP", GZIP), stored(title=TITLE)),
    Case("deflate", encoded("deflate", squeezed(PAGE, 15)), stored(title=TITLE)),
    Case("deflate-without-header", encoded("deflate", squeezed(PAGE, -15)), stored(title=TITLE)),
    Case("zstd", encoded("zstd", ZSTD), stored(title=TITLE)),
    Case("gzip-in-gzip", encoded("gzip, gzip", squeezed(GZIP)), stored(title=TITLE)),
    Case("gzip-in-deflate", encoded("gzip, deflate", squeezed(GZIP, 15)), stored(title=TITLE)),
    Case(
        "gzip-of-two-members",
        encoded("gzip", squeezed(PAGE[:500]) + squeezed(PAGE[500:])),
        stored(title=TITLE),
    ),
    Case(
        "gzip-and-garbage-behind", encoded("gzip", GZIP + b"\x00garbage" * 9), stored(title=TITLE)
    ),
    Case("gzip-cut", encoded("gzip", GZIP[: len(GZIP) // 2]), waits("breaks off")),
    Case("deflate-cut", encoded("deflate", squeezed(PAGE, 15)[:-40]), waits("breaks off")),
    Case("zstd-cut", encoded("zstd", ZSTD[: len(ZSTD) // 2]), waits("breaks off")),
    Case("gzip-wrong-checksum", encoded("gzip", GZIP[:-8] + bytes(8)), stored(title=TITLE)),
    Case("gzip-it-says-but-is-plain", encoded("gzip", PAGE), fails(NOT_COMPRESSED, (1, 3))),
    Case("gzip-it-is-but-does-not-say", http(GZIP), fails(NO_TEXT)),
    Case("gzip-of-nothing", encoded("gzip", gzip.compress(b"", mtime=0)), waits("empty page")),
    Case("gzip-empty", encoded("gzip", b""), waits("empty page")),
    Case("encoding-unknown", encoded("rot13", PAGE), stored(title=TITLE)),
    Case("encoding-unknown-in-gzip", encoded("rot13, gzip", GZIP), stored(title=TITLE)),
    Case("encoding-identity", encoded("identity", PAGE), stored(title=TITLE)),
    Case(
        "encoding-a-thousand-times",
        encoded(", ".join(["gzip"] * 1000), GZIP),
        fails(NOT_COMPRESSED, (1, 3)),
    ),
    Case("encoding-control-characters", encoded("\x01\x7f", PAGE), stored(title=TITLE)),
    Case("bomb-gzip", late("gzip", bomb), fails(TOO_LARGE)),
    Case("bomb-deflate", late("deflate", lambda: bomb(15)), fails(TOO_LARGE)),
    Case("bomb-zstd", late("zstd", zstd_bomb), fails(TOO_LARGE)),
    Case("bomb-nested", late("gzip, gzip", lambda: squeezed(bomb())), fails(TOO_LARGE)),
    Case(
        "bomb-list",
        late("gzip", bomb),
        fails(TOO_LARGE),
        path="/fa/bomb",
        found=LinkedFrom.HOME,
    ),
]
if find_spec("brotli") is not None:  # Scrapy decodes it where it is installed
    CASES += [
        Case("brotli", late("br", brotli_page), stored(title=TITLE)),
        Case("brotli-cut", late("br", lambda: brotli_page()[:-99]), waits("breaks off")),
        Case("brotli-it-says-but-is-plain", encoded("br", PAGE), fails(NOT_COMPRESSED, (1, 3))),
        Case("bomb-brotli", late("br", brotli_bomb), fails(TOO_LARGE)),
    ]
