"""``python -m newscrawl.demo``: serve the demo newspaper."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from newscrawl.demo.month import DAYS
from newscrawl.demo.newspaper import FAMILIES
from newscrawl.demo.server import DemoServerError, MissingExtraError, serve


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"newscrawl.demo: {message}", file=sys.stderr)
        raise SystemExit(2)


def within(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(
                f"expected a number from {low} to {high}, got {text!r}"
            )
        return int(text)

    return number


def share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {text!r}")
    return value


def parser() -> Parser:
    parser = Parser(
        prog="python -m newscrawl.demo",
        description="Serve a made-up Persian newspaper, for trying crawlers on.",
        epilog="Example: python -m newscrawl.demo --articles 2000 --port 8000",
    )
    add = parser.add_argument
    add("--articles", type=within(1, 100_000), default=300, metavar="N", help="default: 300")
    add("--seed", type=within(0, 10**9), default=1400, metavar="S", help="default: 1400")
    add(
        "--edition",
        type=within(1, 50),
        default=1,
        metavar="E",
        help="2 is the same paper some days later (default: 1)",
    )
    add(
        "--family",
        choices=FAMILIES,
        default=FAMILIES[0],
        help=f"whose sites it looks like (default: {FAMILIES[0]})",
    )
    add("--host", default="127.0.0.1", help="default: 127.0.0.1")
    add("--port", type=within(0, 65535), default=0, metavar="P", help="default: a free one")
    add("--domain", help="the site's own domain (default: the family's)")
    add(
        "--hidden",
        type=share,
        default=0.0,
        metavar="SHARE",
        help="share of stories that no page links to (default: 0)",
    )
    add(
        "--padding",
        type=within(0, 1000),
        default=0,
        metavar="KB",
        help="fill pages with links to articles, up to this size",
    )
    add("--traps", action="store_true", help="add endless pages and a loop of redirects")
    add("--closed-api", action="store_true", help="of wordpress: the REST API answers nobody")
    add(
        "--day",
        type=within(1, DAYS),
        metavar="D",
        help=f"the paper as it is on one of the {DAYS} days of a month in which it edits articles, "
        "takes some down and brings some back",
    )
    add(
        "--latency",
        type=within(0, 60_000),
        default=0,
        metavar="MS",
        help="milliseconds that every answer waits",
    )
    add("--request-log", metavar="FILE", help="append a line a request: clock, status, path")
    add("--stop-with-stdin", action="store_true", help="stop when the standard input ends")
    return parser


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        serve(**vars(options))
    except DemoServerError as error:
        print(f"newscrawl.demo: {error}", file=sys.stderr)
        return 2 if isinstance(error, MissingExtraError) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
