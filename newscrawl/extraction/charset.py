"""The charset that a page is in, which need not be the one that it says."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding

#: Share of the letters outside ASCII that may be unreadable: stray bytes, a text that was cut.
STRAY = 0.1
#: So many unreadable bytes may stand on a page that has hardly any other letter outside ASCII.
FEW = 3
#: So many letters are no chance.
ENOUGH = 10
UNKNOWN = "the encoding of the page cannot be told"
TWICE = "the encoding cannot be told: the text was encoded twice, and lost letters"
LOST = "the encoding cannot be told: the letters were lost before the page was sent"
#: Persian pages that are not in UTF-8 are in one of these, if in any.
_ARABIC = ("windows-1256", "iso-8859-6")
#: Charsets in which any bytes read like letters, but texts have few of them in a row.
_LATIN = re.compile("ascii|cp125[0247]|iso8859-(?:1|2|4|9|10|13|15|16)")
#: What Python calls codecs of texts, and no page is in.
_NO_CHARSETS = frozenset(["idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"])
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes at the beginning of a page in which letters of more than one byte show their zeros.
_SAMPLE = 1024
_FOREIGN = re.compile("[^\0-\x7f]")
_ROW = re.compile("[^\0-\x7f]{3,}")
_BYTES = re.compile(b"[\x80-\xff]+")
_WORD = re.compile("[ء-يپچژکگی\u064b-\u0652\u200c]{2,}")
#: Four of five letters of Persian and Arabic texts are of these.
_FREQUENT = re.compile("[ابتدرسلمنهويیکى]")
#: Share of them in a text, below which it is none.
_LEAST = 0.5
#: The most frequent letter in UTF-8 that was read as windows-1252 or as windows-1256, and put into
#: UTF-8 once more.
_ALEFS = ("Ø§", "ط§")
#: What both have: few pages have it, and one character is found fast.
_OF_ALEFS = "§"
_TWICE = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]{2,}|[^\0-\x7f]{2,}")
#: What is left of it where letters were lost: not «ط» before a quotation mark.
_LEFT = re.compile(
    "[Ø-Û][\x80-\xbf\u0152-\u2122]|[طظعغ][\xa2-\xaa\xac-\xba\u0152-\u0192\u2020-\u2122]"
)
_LETTER = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page in UTF-8."""

    source: bytes
    #: Why its letters are not those that were written; ``None`` if they are, but for stray ones.
    problem: str | None = None


def decode(page: bytes, declared: str) -> Decoded:
    """A page in UTF-8, and whether that is certain.

    What is valid UTF-8 is UTF-8 whatever it says: no text in another charset is, by chance. A text
    that was put into UTF-8 twice is brought back. Anything else is windows-1256 or ISO 8859-6, if
    it reads like Persian or Arabic; or what it says, if it may be that; or UTF-8 with a few stray
    bytes.

    Args:
        declared: what the page or its headers name, or what was guessed.

    >>> decode("باران".encode(), "windows-1252").source.decode()
    'باران'
    >>> decode("باران در شمال".encode("windows-1256"), "utf-8").source.decode()
    'باران در شمال'
    >>> decode(bytes(range(128, 256)) * 9, "utf-8").problem
    'the encoding of the page cannot be told'
    """
    if (wide := _wide(page)) is not None:
        return _made_of(_text(page, wide) or "")
    if page.isascii() and "2022" not in declared:
        return Decoded(page)
    try:
        text = page.decode()
    except UnicodeDecodeError:
        return _by_looks(page, declared)
    if page.isascii():
        return _made_of(_text(page, declared) or text)
    lost = text.count("\ufffd") if "\ufffd" in text else 0
    if lost > FEW and lost > STRAY * _count(_FOREIGN, text):
        return Decoded(page, LOST)
    return _as_before(text, page) if _OF_ALEFS in text else Decoded(page)


def in_utf8(page: bytes, declared: str) -> bytes:
    """A page in UTF-8, in which what cannot be read may be left as it is. See :func:`decode`."""
    return decode(page, declared).source


def as_text(page: bytes, declared: str) -> str:
    """A page as text; what cannot be read is U+FFFD. See :func:`decode`."""
    return in_utf8(page, declared).decode("utf-8", "replace")


def _wide(page: bytes) -> str | None:
    """UTF-16 or UTF-32, known by its mark or by the zeros of Latin letters, as those of tags."""
    for mark, name in _MARKS:
        if page.startswith(mark):
            return name
    start = page[:_SAMPLE]
    if b"\0" not in start:
        return None
    zeros = [start[n::4].count(0) * 4 / len(start) for n in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) > 0.4 and min(even, odd) < 0.05:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _by_looks(page: bytes, declared: str) -> Decoded:
    """A page that is not valid UTF-8."""
    text = page.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if lost <= STRAY * _count(_FOREIGN, text):
        return Decoded(page)
    if (mixed := _word_by_word(page)) is not None:
        return _made_of(mixed)
    named = (declared, html_body_declared_encoding(page) or "")
    texts = {name: _text(page, name) for name in (*named, *_ARABIC)}
    readable = [text for text in texts.values() if text and _share(text) >= _LEAST]
    if readable:
        return _made_of(max(readable, key=_share))
    for name in named:
        if (other := texts[name]) is not None and _may_be(other, name):
            return _made_of(other)
    return Decoded(page, None if lost <= FEW else UNKNOWN)


def _word_by_word(page: bytes) -> str | None:
    """A page of which parts are in UTF-8 and others in windows-1256, as where an old text stands in
    a new frame; ``None`` if it is no such page."""
    of_utf8, of_1256 = [], []

    def word(match: re.Match[bytes]) -> str:
        try:
            text = match[0].decode()
            of_utf8.append(text)
        except UnicodeDecodeError:
            text = match[0].decode("cp1256")
            of_1256.append(text)
        return text

    pieces = []
    at = 0
    for match in _BYTES.finditer(page):
        pieces += [page[at : match.start()].decode(), word(match)]
        at = match.end()
    new, old = (" ".join(words) for words in (of_utf8, of_1256))
    if min(len(new), len(old)) < STRAY * (len(new) + len(old)):
        return None
    if min(_share(new), _share(old)) < _LEAST:
        return None
    return "".join(pieces) + page[at:].decode()


def _share(text: str) -> float:
    """How much of what is outside ASCII are frequent letters of Persian and Arabic, in words."""
    words = "".join(_WORD.findall(text))
    if len(words) < ENOUGH:
        return 0
    return _count(_FREQUENT, words) / _count(_FOREIGN, text)


def _may_be(text: str, charset: str) -> bool:
    """Whether a text that is no Persian is one of the charset that it says."""
    foreign = _count(_FOREIGN, text)
    if text.count("\ufffd") > STRAY * foreign:
        return False
    name = codecs.lookup(charset).name
    if name in ("cp1256", "iso8859-6"):
        return len("".join(_WORD.findall(text))) >= _LEAST * foreign
    return not _LATIN.fullmatch(name) or len("".join(_ROW.findall(text))) <= _LEAST * foreign


def _as_before(text: str, page: bytes) -> Decoded:
    """A page in UTF-8 of which a part was put into it twice. A word here and there is meant so."""
    before = sum(map(text.count, _ALEFS))
    if before < FEW or before * ENOUGH < STRAY * _count(_FOREIGN, text):
        return Decoded(page)
    text = _TWICE.sub(lambda match: _once(match[0]), text)
    return _made_of(text) if _count(_LEFT, text) <= FEW else Decoded(page, TWICE)


def _once(letters: str) -> str:
    for read_as in ("cp1252", "cp1256"):
        try:
            again = letters.encode(read_as, "latin-1 where undefined").decode()
        except (UnicodeError, ValueError):
            continue
        if _LETTER.search(again):
            return again
    return letters


def _undefined(error: UnicodeError) -> tuple[bytes, int]:
    """Bytes that windows-1252 leaves undefined are kept as they are by whoever reads it."""
    if isinstance(error, UnicodeEncodeError) and error.object[error.start] < "\u0100":
        return bytes([ord(error.object[error.start])]), error.start + 1
    raise error


codecs.register_error("latin-1 where undefined", _undefined)


def _made_of(text: str) -> Decoded:
    return Decoded(text.encode("utf-8", "surrogatepass"))


def _text(page: bytes, charset: str) -> str | None:
    """A page in a charset; ``None`` if there is no such charset."""
    try:
        if codecs.lookup(charset).name.replace("_", "-") in _NO_CHARSETS:
            return None
        return page.decode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):  # "hex" and "undefined" are codecs, too
        return None


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))
