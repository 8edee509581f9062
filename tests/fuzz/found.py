"""Inputs that once broke something, each with its target: see ``test_found.py``."""

#: Target → inputs, each with what it did.
FOUND: dict[str, list[tuple[bytes, str]]] = {
    "robots": [
        (b"Sitemap: http://[", "ValueError: Invalid IPv6 URL, and no sitemap was read"),
    ],
    "links": [
        (b"\0<base href='http://[::1'>", "ValueError: Invalid IPv6 URL, in the index of feeds"),
        (b"\0<meta charset=rot13>\xd8\xa8", "LookupError: 'rot-13' is not a text encoding"),
        (b"\0<meta charset=undefined>\xd8\xa8", "UnicodeError: undefined encoding"),
    ],
    "feeds": [
        (b"<rss><item><link>//[</link></item></rss>", "ValueError: Invalid IPv6 URL"),
        (b"<?xml version='1.0' encoding='hex'?><rss>\xff", "LookupError: not a text encoding"),
    ],
    "iransamaneh": [
        (b"<meta charset=idna><h1>\xd8\xa8</h1>", "UnicodeError: unsupported error handling"),
        (
            b"<h1>x</h1><p " + b" ".join(b"a%d" % number for number in range(60_000)) + b">",
            "half a minute in the parser",
        ),
    ],
}
