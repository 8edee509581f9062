"""Servers that answer badly, or not at all: what the archive says of each, in words for people."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newscrawl.answers import Cause
from tests.conftest import Query, Scrapy, on_both

PAGE = "<html><h1 class=title>خبر</h1><div class=body><p>متن خبر.</p></div></html>".encode()
MB = 2**20
FINAL, WAITS = Cause.PAGE, Cause.UNREACHABLE


def answer(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: int = -1) -> bytes:
    length = len(body) if length < 0 else length
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {length}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def chunked(*chunks: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silence(connection: socket.socket) -> None:
    time.sleep(3)


def endless(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(200 * MB // len(piece)):
            connection.sendall(piece)

    return send


LOOK = "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.1"
ZIP = "Content-Encoding: gzip"
BOMB = gzip.compress(b" " * (40 * MB), mtime=0)
OK = b"HTTP/1.1 200 OK\r\n"

#: What the server does, what the archive says, and whether that passes by itself.
CASES: list[tuple[bytes | Callable[[socket.socket], None], str | None, Cause]] = [
    (answer(), None, FINAL),
    (b"", "the server closed the connection without an answer", WAITS),
    (reset, "connection lost", WAITS),
    (silence, "no answer in time", WAITS),
    (OK, "the server closed the connection without an answer", WAITS),
    (answer(length=10_000), "the answer breaks off", WAITS),
    (chunked(PAGE), "the answer breaks off", WAITS),
    (chunked(PAGE) + b"no number\r\n", "the answer is no HTTP", FINAL),
    (b"\x00\x01\x02 nonsense\r\n\r\n", "the answer is no HTTP", FINAL),
    (b"SSH-2.0-OpenSSH_9.6\r\n", "the answer is no HTTP", FINAL),
    (OK + b"Content-Length: ten\r\n\r\n", "the answer is no HTTP", FINAL),
    (answer(length=30 * MB), "the page is larger than 5 MB", FINAL),
    (chunked(*[b" " * MB] * 6), "the page is larger than 5 MB", FINAL),
    (endless(OK + b"\r\n", b" " * MB), "the page is larger than 5 MB", FINAL),
    (answer(BOMB, ZIP), "the page is larger than 5 MB", FINAL),
    (
        endless(OK, b"X-Filling: " + b"x" * 1000 + b"\r\n"),
        "the answer has too many headers, or too long ones",
        FINAL,
    ),
    (endless(OK + b"X: ", b"x" * MB), "the answer has too many headers, or too long ones", FINAL),
    (endless(b"", b"x" * MB), "the answer has too many headers, or too long ones", FINAL),
    (answer(b"no gzip", ZIP), "the answer is not compressed as it says", FINAL),
    (answer(gzip.compress(PAGE, mtime=0)[:9], ZIP), "the answer breaks off", WAITS),
    (
        answer(b"no deflate", "Content-Encoding: deflate"),
        "the answer is not compressed as it says",
        FINAL,
    ),
    (
        answer(b"no brotli", "Content-Encoding: br"),
        "the answer is not compressed as it says",
        FINAL,
    ),
    (
        answer(b"no zstandard", "Content-Encoding: zstd"),
        "the answer is not compressed as it says",
        FINAL,
    ),
    (answer(b"", "Location: /fa/news/{code}", status="302 Found"),
     "redirects to itself", FINAL),
    (
        answer(b"", "Location: http://other.example/", status="302 Found"),
        "redirected to http://other.example/, which is not on the site",
        FINAL,
    ),
    (answer(status="404 Not Found"), "HTTP 404", FINAL),
    (answer(status="503 Busy"), "HTTP 503", Cause.REFUSED),
    (
        answer(status="522 Timed Out"),
        "HTTP 522: the server behind the CDN does not answer",
        Cause.REFUSED,
    ),
]  # fmt: skip


@contextmanager
def served(tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server whose page /fa/news/N is case N; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                if tls is not None:
                    connection = tls.wrap_socket(connection, server_side=True)
                asked = connection.recv(4096)
                if not asked.startswith(b"GET /"):
                    connection.sendall(answer(status="400 Bad Request"))
                    return
                code = asked.split(b" ")[1].rpartition(b"/")[2]
                case = CASES[int(code) - 1][0] if code.isdigit() else answer(status="404 None")
                if isinstance(case, bytes):
                    connection.sendall(case.replace(b"{code}", code))
                else:
                    case(connection)
            except OSError:
                pass

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def crawl(scrapy: Scrapy, base_url: str, *codes: int, **environment: str) -> str:
    urls = " ".join(f"https://roozplus.com/fa/news/{code}" for code in codes)
    options = ("RETRY_TIMES=0", "DOWNLOAD_TIMEOUT=1", "ROBOTSTXT_OBEY=False", LOOK)
    result = scrapy(
        *("crawl", "roozplus", "-a", f"base_url={base_url}", "-a", f"url={urls}", "--stats"),
        *(part for option in options for part in ("-s", option)),
        **environment,
    )
    assert "Traceback" not in result.stderr
    return str(result.stderr)


def growth_of_memory(log: str) -> int:
    """Bytes. Not the peak: a process counts that of the one which it was forked from."""

    def stat(name: str) -> int:
        (line,) = (line for line in log.splitlines() if f"'memusage/{name}'" in line)
        return int(line.rpartition(":")[2].strip(" ,}"))

    return stat("max") - stat("startup")


@on_both
def test_the_reasons(scrapy: Scrapy, query: Query) -> None:
    with served() as port:
        log = crawl(scrapy, f"http://127.0.0.1:{port}", *range(1, len(CASES) + 1))
    assert growth_of_memory(log) < 300 * MB  # some 40 MB; not that of all that came
    rows = query("SELECT news_code, reason, is_waiting FROM failures")
    found = {int(row["news_code"]): (row["reason"], row["is_waiting"]) for row in rows}
    expected = {
        number: (reason, cause is not FINAL)
        for number, (_, reason, cause) in enumerate(CASES, 1)
        if reason is not None
    }
    assert found == expected
    assert len(query("SELECT * FROM articles")) == 1


# -- no connection ---------------------------------------------------------------------


def certificate(folder: Path, *, days: int = 30, name: str = "127.0.0.1") -> tuple[Path, Path]:
    """Files of a certificate and its key; it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    is_address = name[0].isdigit()
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ip_address(name)) if is_address else x509.DNSName(name)]
            ),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


def only_reason(query: Query) -> str:
    (row,) = query("SELECT reason, is_waiting FROM failures")
    assert row["is_waiting"]
    return str(row["reason"])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1", "connection refused"),
        ("http://nosuch.invalid", "no such host: its name cannot be resolved"),
    ],
)
def test_no_connection(scrapy: Scrapy, query: Query, url: str, reason: str) -> None:
    crawl(scrapy, url, 1)
    assert only_reason(query) == reason


def test_tls_to_a_server_that_has_none(scrapy: Scrapy, query: Query) -> None:
    with served() as port:
        crawl(scrapy, f"https://127.0.0.1:{port}", 1)
    assert only_reason(query) == "no TLS: the server does not speak HTTPS"


@pytest.mark.parametrize(
    ("days", "name", "is_trusted", "reason"),
    [
        (30, "127.0.0.1", True, None),
        (30, "127.0.0.1", False, "self-signed certificate"),
        (-1, "127.0.0.1", True, "certificate expired"),
        (-1, "127.0.0.1", False, "self-signed certificate"),
        (30, "other.example", True, "certificate of another host"),
    ],
)
def test_certificates(
    scrapy: Scrapy,
    query: Query,
    tmp_path: Path,
    days: int,
    name: str,
    is_trusted: bool,
    reason: str | None,
) -> None:
    files = certificate(tmp_path, days=days, name=name)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(*files)
    trusted = {"SSL_CERT_FILE": str(files[0])} if is_trusted else {}
    with served(tls) as port:
        crawl(scrapy, f"https://127.0.0.1:{port}", 1, **trusted)
    if reason is None:
        assert len(query("SELECT * FROM articles")) == 1
    else:
        assert only_reason(query) == reason
