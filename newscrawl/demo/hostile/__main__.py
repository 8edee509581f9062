"""``python -m newscrawl.demo.hostile``: serve the hostile newspaper, or print its cases."""

import argparse

from newscrawl.demo.hostile.cases import table
from newscrawl.demo.hostile.server import serve
from newscrawl.demo.server import DemoServerError


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m newscrawl.demo.hostile", description=__doc__)
    parser.add_argument("--port", type=int, default=0, metavar="PORT", help="default: a free one")
    parser.add_argument(
        "--stop-with-stdin", action="store_true", help="stop when the standard input ends"
    )
    parser.add_argument("--table", action="store_true", help="print the cases, and end")
    options = parser.parse_args()
    if not 0 <= options.port <= 65535:
        parser.error(f"--port: expected 0 to 65535, got {options.port}")
    if options.table:
        print("\n".join(table()))
        return
    try:
        serve(options.port, options.stop_with_stdin)
    except DemoServerError as error:
        parser.exit(1, f"newscrawl.demo.hostile: {error}\n")


if __name__ == "__main__":
    main()
