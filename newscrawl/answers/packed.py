"""Whether what is compressed came to its end; those who unpack it give a part of it for all."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any, Final

#: How much is unpacked at a time, in bytes.
_CHUNK: Final = 65_536
_GZIP: Final = b"\x1f\x8b"


def is_cut(encoding: str, body: bytes, most: int) -> bool:
    """Whether a body breaks off. One that is not compressed as it says, has a wrong checksum, or
    something behind its end, does not; nor does one of an unknown encoding.

    Args:
        encoding: as in ``Content-Encoding``; of several that body went through, the last.
        body: as it was sent.
        most: bytes that are unpacked at most; whatever comes later is not looked at. 0: all.

    >>> import gzip
    >>> body = gzip.compress("باران".encode())
    >>> is_cut("gzip", body, 0), is_cut("gzip", body[:-9], 0), is_cut("gzip", b"plain", 0)
    (False, True, False)
    """
    unpack = _UNPACK.get(encoding)
    if unpack is None or not body:
        return False
    try:
        return not unpack(body, most)
    except Exception:  # each library has its own
        return False


def _gunzip(body: bytes, most: int) -> bool:
    """Whether each member of a gzip file comes to its end."""
    while body.startswith(_GZIP):
        unpacker = zlib.decompressobj(31)
        if not _ends(unpacker, body, most):
            return False
        body = unpacker.unused_data
    return True


def _inflate(body: bytes, most: int) -> bool:
    try:
        return _ends(zlib.decompressobj(), body, most)
    except zlib.error:  # without its header
        return _ends(zlib.decompressobj(-15), body, most)


def _ends(unpacker: Any, body: bytes, most: int) -> bool:
    size = 0
    while body and not unpacker.eof and (not most or size <= most):
        size += len(unpacker.decompress(body, _CHUNK))
        body = unpacker.unconsumed_tail
    return bool(unpacker.eof) or bool(body)


def _unbrotli(body: bytes, most: int) -> bool:
    import brotli  # Scrapy needs it

    unpacker = brotli.Decompressor()
    size = len(unpacker.process(body, output_buffer_limit=_CHUNK))
    while not unpacker.is_finished() and (not most or size <= most):
        piece = unpacker.process(b"", output_buffer_limit=_CHUNK)
        if not piece:
            return False
        size += len(piece)
    return True


def _unzstd(body: bytes, most: int) -> bool:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd  # Scrapy needs it

    unpacker = zstd.ZstdDecompressor()
    size = len(unpacker.decompress(body, _CHUNK))
    while not unpacker.eof and not unpacker.needs_input and (not most or size <= most):
        size += len(unpacker.decompress(b"", _CHUNK))
    return unpacker.eof or not unpacker.needs_input


_UNPACK: Final[dict[str, Callable[[bytes, int], bool]]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
