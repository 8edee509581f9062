"""Answers that are cut, slow, or no HTTP at all."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawl.demo.hostile.case import Case, fails, stored, waits
from newscrawl.demo.hostile.pages import TITLE, article
from newscrawl.demo.hostile.wire import HTML, Act, Pause, Place, Step, after, head, http, raw

PAGE = article().encode()
HALF = PAGE[: PAGE.index(b"</p>") - 40]
CHUNKED = {"Transfer-Encoding": "chunked"}
NO_HTTP = "no HTTP|no answer|breaks off|connection"
NO_TEXT = "no headline|no text|no article"


def chunk(data: bytes, size: str = "") -> bytes:
    return (size or f"{len(data):x}").encode() + b"\r\n" + data + b"\r\n"


def sized(length: int | str, body: bytes) -> bytes:
    return head(headers={"Content-Length": str(length)}) + body


def trickle(_: Place) -> Iterator[Step]:
    yield head()
    for byte in PAGE * 100:
        yield bytes([byte])
        yield Pause(0.05)


def trickled_head(_: Place) -> Iterator[Step]:
    for byte in head(headers={f"X-{number}": "a" for number in range(1000)}):
        yield bytes([byte])
        yield Pause(0.05)


def slow_but_sure(_: Place) -> Iterator[Step]:
    yield head()
    for start in range(0, len(PAGE), 500):
        yield PAGE[start : start + 500]
        yield Pause(0.05)


CASES = [
    # -- cut
    Case("cut-content-length-too-long", raw(sized(len(PAGE) + 99, PAGE)), waits("breaks off")),
    Case(
        "cut-content-length-absurd",
        raw(sized(10**9, PAGE)),
        fails("larger than|exceeded", (1, 3)),
    ),
    Case("cut-content-length-too-short", raw(sized(len(HALF), PAGE)), fails("breaks off inside")),
    Case("cut-without-length", raw(head() + HALF), fails("breaks off inside")),
    Case("cut-chunks", raw(head(headers=CHUNKED) + chunk(HALF)), waits("breaks off")),
    Case(
        "cut-inside-a-chunk",
        raw(head(headers=CHUNKED) + chunk(HALF, "fffff")),
        waits("breaks off"),
    ),
    Case("cut-reset-at-once", raw(Act.RESET), waits("connection")),
    Case("cut-reset-in-headers", raw(b"HTTP/1.1 200 OK\r\nConte", Act.RESET), waits("connection")),
    Case(
        "cut-reset-in-body",
        raw(sized(len(PAGE), HALF), Pause(0.1), Act.RESET),
        waits("connection|breaks off"),
    ),
    Case("cut-closed-without-answer", raw(), waits("without an answer|connection")),
    Case("cut-closed-in-headers", raw(b"HTTP/1.1 200 OK\r\nConte"), waits("connection|answer")),
    # -- slow
    Case("slow-never-answers", raw(Act.HANG), waits("no answer in time")),
    Case("slow-headers-and-no-body", raw(head(), Act.HANG), waits("no answer in time")),
    Case(
        "slow-body-never-ends",
        raw(sized(10**6, HALF), Act.HANG),
        waits("no answer in time|breaks off"),
    ),
    Case("slow-byte-after-byte", trickle, waits("no answer in time")),
    Case("slow-headers-byte-after-byte", trickled_head, waits("no answer in time")),
    Case("slow-but-sure", slow_but_sure, stored(title=TITLE)),
    # -- odd, but HTTP
    Case(
        "odd-chunks-of-a-byte",
        raw(
            head(headers=CHUNKED)
            + b"".join(chunk(PAGE[n : n + 1]) for n in range(len(PAGE)))
            + b"0\r\n\r\n"
        ),
        stored(title=TITLE),
    ),
    Case(
        "odd-chunk-extensions-and-trailers",
        raw(
            head(headers=CHUNKED)
            + chunk(PAGE, f'{len(PAGE):x};name="value"')
            + b"0\r\nX-Checksum: 1\r\n\r\n"
        ),
        stored(title=TITLE),
    ),
    Case("odd-http-1-0", raw(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE), stored(title=TITLE)),
    Case("odd-no-reason", raw(sized(len(PAGE), PAGE).replace(b" -\r", b"\r")), stored(title=TITLE)),
    Case(
        "odd-line-feeds-only",
        raw(sized(len(PAGE), b"").replace(b"\r\n", b"\n") + PAGE),
        stored(title=TITLE),
    ),
    Case(
        "odd-second-answer-behind",
        after(sized(len(PAGE), PAGE), http(article("خبر دیگر"))),
        stored(title=TITLE),
    ),
    Case(
        "odd-folded-header",
        raw(head(headers={"X-Long": "a\r\n b\r\n\tc"}) + PAGE),
        stored(title=TITLE),
    ),
    Case("odd-header-in-utf-8", http(PAGE, headers={"X-A": "سلام"}), stored(title=TITLE)),
    Case(
        "odd-header-of-control-characters", http(PAGE, headers={"X": "\x01\x1b[2J\x7f"}), stored()
    ),
    Case(
        "odd-thousands-of-headers",
        http(PAGE, headers={f"X-{number}": "a" for number in range(3000)}),
        stored(title=TITLE),
    ),
    Case("odd-header-of-15-kb", http(PAGE, headers={"X-Long": "a" * 15_000}), stored(title=TITLE)),
    Case(
        "odd-header-of-a-megabyte",
        http(PAGE, headers={"X-Long": "a" * 2**20}),
        fails("too many headers|too long", (1, 3)),
    ),
    Case(
        "odd-cookies",
        http(PAGE, headers={"Set-Cookie": "a=" + "b" * 4000 + "; Domain=.ir; Expires=never"}),
        stored(title=TITLE),
    ),
    # -- no HTTP
    Case("no-http-header-name", http(PAGE, headers={"X-سلام": "a"}), fails(NO_HTTP, (1, 3))),
    Case("no-http-ssh", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), fails(NO_HTTP, (1, 3))),
    Case("no-http-html-alone", raw(PAGE), fails(NO_HTTP, (1, 3))),
    Case("no-http-tls-alert", raw(b"\x15\x03\x01\x00\x02\x02\x46"), waits(NO_HTTP)),
    Case("no-http-http-2", raw(b"\x00\x00\x06\x04\x00" + bytes(10)), waits(NO_HTTP)),
    Case(
        "no-http-status-of-letters", raw(b"HTTP/1.1 OK OK\r\n\r\n" + PAGE), fails(NO_HTTP, (1, 3))
    ),
    Case("no-http-status-of-ten-digits", raw(b"HTTP/1.1 2000000000 OK\r\n\r\n"), fails("HTTP")),
    Case("no-http-length-of-letters", raw(sized("many", PAGE)), fails(NO_HTTP, (1, 3))),
    Case("no-http-length-negative", raw(sized(-1, PAGE)), fails(NO_HTTP, (1, 3))),
    Case(
        "no-http-two-lengths",
        raw(head(headers={"Content-Length": "10", "content-length": "99"}) + PAGE),
        fails(NO_HTTP, (1, 3)),
    ),
    Case(
        "no-http-chunk-size-of-letters",
        raw(head(headers=CHUNKED) + chunk(PAGE, "zz")),
        fails(NO_HTTP, (1, 3)),
    ),
    Case(
        "no-http-chunk-size-of-a-kilobyte",
        raw(head(headers=CHUNKED) + chunk(PAGE, "f" * 1024)),
        waits("breaks off"),
    ),
    # -- another kind of content than it says
    Case("kind-none", http(PAGE, kind=None), stored(title=TITLE)),
    Case("kind-empty", http(PAGE, kind=""), stored(title=TITLE)),
    Case("kind-nonsense", http(PAGE, kind=";;;/=\x00"), stored(title=TITLE)),
    Case("kind-plain-text", http(PAGE, kind="text/plain; charset=utf-8"), stored(title=TITLE)),
    Case("kind-xhtml", http(PAGE, kind="application/xhtml+xml"), stored(title=TITLE)),
    Case("kind-a-picture-it-says", http(PAGE, kind="image/jpeg"), stored(title=TITLE)),
    Case("kind-a-picture-it-is", http(bytes(range(256)) * 40), fails(NO_TEXT)),
    Case(
        "kind-a-pdf", http(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"), fails(NO_TEXT)
    ),
    Case("kind-json", http('{"error": "not found"}', kind="application/json"), fails("")),
    Case(
        "kind-a-download",
        http(PAGE, headers={"Content-Disposition": 'attachment; filename="../../x"'}),
        stored(title=TITLE),
    ),
    Case("kind-empty-body", http(b""), waits("empty page")),
    Case("kind-white-space", http(b" \r\n\t" * 9999), waits("empty page")),
    Case("kind-a-byte", http(b"\xff"), fails(NO_TEXT)),
    Case("kind-nuls", http(bytes(100_000)), fails(NO_TEXT)),
    Case("kind-html-twice", http(PAGE, kind=f"{HTML}, {HTML}"), stored(title=TITLE)),
]
