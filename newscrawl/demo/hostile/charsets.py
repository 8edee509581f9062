"""Charsets: declared, wrongly declared, not declared, and no charsets at all."""

from __future__ import annotations

from newscrawl.demo.hostile.case import Becomes, Case, fails, stored
from newscrawl.demo.hostile.pages import TITLE, article
from newscrawl.demo.hostile.wire import http

PAGE = article()
PLAIN = "text/html"
#: windows-1256 has no Persian ی; pages in it were written with the Arabic one.
ARABIC = str.maketrans("یۀٔ", "يه\u200c")
#: Not readable for sure: an article with the right headline, or none at all.
NOT_READ = "no headline|no text|encoding|cannot be read"


def encoded(charset: str, declared: str = "") -> bytes:
    page = article(charset=declared)
    if charset == "windows-1256":
        page = page.translate(ARABIC).replace("\u200c", "")
    return page.encode(charset, "xmlcharrefreplace")


def case(name: str, body: bytes, kind: str = PLAIN, becomes: Becomes | None = None) -> Case:
    return Case(f"charset-{name}", http(body, kind=kind), becomes or stored(title=TITLE))


def of(charset: str) -> str:
    return f"text/html; charset={charset}"


CASES = [
    case("utf-8-in-the-header", encoded("utf-8"), of("utf-8")),
    case("utf-8-in-quotes", encoded("utf-8"), 'text/html; charset="UTF-8"'),
    case("utf-8-on-the-page", encoded("utf-8", "utf-8")),
    case("utf-8-by-its-mark", b"\xef\xbb\xbf" + encoded("utf-8")),
    case("utf-8-undeclared", encoded("utf-8")),
    case("utf-8-with-a-mark-in-the-middle", PAGE.replace("باران", "\ufeffباران").encode()),
    case("windows-1256-in-the-header", encoded("windows-1256"), of("windows-1256")),
    case("windows-1256-on-the-page", encoded("windows-1256", "windows-1256")),
    case("windows-1256-as-cp1256", encoded("windows-1256"), of("cp1256")),
    case("utf-16-by-its-mark", PAGE.encode("utf-16")),
    case("utf-16-big-endian", b"\xfe\xff" + PAGE.encode("utf-16-be")),
    case("utf-16-in-the-header", PAGE.encode("utf-16-le"), of("utf-16le")),
    case("utf-32-by-its-mark", PAGE.encode("utf-32")),
    # -- the declaration is wrong
    case("utf-8-and-header-says-iso-8859-1", encoded("utf-8", "utf-8"), of("iso-8859-1")),
    case("utf-8-and-header-says-windows-1256", encoded("utf-8", "utf-8"), of("windows-1256")),
    case("utf-8-and-page-says-windows-1256", encoded("utf-8", "windows-1256")),
    case("utf-8-and-page-says-utf-16", encoded("utf-8", "utf-16")),
    case("utf-8-and-header-says-utf-16", encoded("utf-8", "utf-8"), of("utf-16")),
    case(
        "windows-1256-and-header-says-utf-8", encoded("windows-1256", "windows-1256"), of("utf-8")
    ),
    case("windows-1256-undeclared", encoded("windows-1256")),
    case(
        "declared-three-times",
        encoded("utf-8", "utf-8").replace(
            b"</head>", b'<meta charset="windows-1256"><meta charset="utf-16"></head>'
        ),
    ),
    # -- names that are none, or of what is no charset of texts
    *(
        case(f"named-{name.replace('_', '-')}", encoded("utf-8"), of(name))
        for name in ("foo", "utf8mb4", "none", "undefined", "rot13", "hex", "zlib_codec", "idna")
    ),
    *(
        case(f"named-on-the-page-{name.replace('_', '-')}", encoded("utf-8", name))
        for name in ("foo", "undefined", "rot13", "base64", "bz2", "punycode", "unicode_escape")
    ),
    case("named-by-a-kilobyte", encoded("utf-8"), of("a" * 1000)),
    case("named-by-nuls", encoded("utf-8"), of("\0utf-8\0")),
    case("named-x-user-defined", encoded("utf-8", "x-user-defined")),
    case("named-iso-2022-jp", encoded("utf-8", "utf-8"), of("iso-2022-jp")),
    case("named-utf-7", encoded("utf-8", "utf-7")),
    # -- bytes that do not fit
    case("stray-bytes", PAGE.encode().replace(b"</p>", b"\xff\xfe\x81</p>", 1), of("utf-8")),
    case("half-a-letter-at-the-end", PAGE.encode() + b"\xd8"),
    case("surrogates-in-utf-8", PAGE.encode().replace(b"</p>", b"\xed\xa0\x80</p>", 1)),
    case("overlong-utf-8", PAGE.encode().replace(b"</p>", b"\xc0\xaf\xe0\x80\xaf</p>", 1)),
    case("nuls-in-between", PAGE.encode().replace(b" ", b" \0")),
    case(
        "nuls-in-the-headline",
        PAGE.encode().replace("باران".encode(), "با\0ران".encode()),
        becomes=stored(),
    ),
    case(
        "windows-1256-in-the-middle-of-utf-8",
        PAGE.encode().replace(b"</p>", b"\xc8\xc7\xd1\xc7\xe4</p>", 1),
    ),
    case("twice-encoded", PAGE.encode().decode("latin-1").encode()),
    case("twice-encoded-by-windows-1256", PAGE.encode().decode("cp1256").encode()),
    case(
        "twice-encoded-with-losses",
        PAGE.encode().decode("cp1252", "ignore").encode(),
        becomes=fails("encoding cannot be told"),
    ),
    case("utf-16-undeclared", PAGE.encode("utf-16-le")),
    case(
        "replaced-by-the-site",
        encoded("windows-1256").decode("utf-8", "replace").encode(),
        becomes=fails("encoding cannot be told"),
    ),
    case(
        "random-bytes",
        bytes((n * 7919 + n // 3) % 256 for n in range(20_000)),
        becomes=fails(NOT_READ),
    ),
]
