"""``python -m tests.fuzz TARGET --seconds N``: fuzz one target with atheris (the extra ``fuzz``).

What a site may send is changed at random, guided by which code it reaches. Whatever is found is
fixed, and stays as a row of ``found.py``, which every run of the tests reads.

What was interesting is kept in ``.fuzz/TARGET``, and the next run goes on from there. An input that
breaks something is written to ``.fuzz``, and ends the run with exit code 1.
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha1
from importlib.util import find_spec
from pathlib import Path

#: An input that takes so long, in seconds, is as bad as one that raises.
SLOW = 20
#: Memory of the whole process, in MB.
MEMORY = 2000


def main() -> None:
    from tests.fuzz.names import NAMES

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=NAMES, metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=300, metavar="N", help="default: 300")
    parser.add_argument("--folder", type=Path, default=Path(".fuzz"), help="default: .fuzz")
    options = parser.parse_args()
    if options.seconds < 1:
        parser.error(f"--seconds: expected at least 1, got {options.seconds}")
    if find_spec("atheris") is None:
        parser.error("atheris is missing: pip install 'newscrawl[fuzz]'")
    fuzz(options.target, options.seconds, options.folder)


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """Fuzz a target; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["newscrawl"]):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (corpus / sha1(seed).hexdigest()).write_bytes(seed)
    words = folder / f"{name}.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), encoding="ascii")
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-timeout={SLOW}",
        f"-rss_limit_mb={MEMORY}",
        f"-max_len={target.longest}",
        f"-dict={words}",
        f"-artifact_prefix={folder / name}-",
        "-print_final_stats=1",
        str(corpus),
    ]
    atheris.Setup(arguments, target.run)
    atheris.Fuzz()


def _escaped(word: str) -> str:
    """As libFuzzer's dictionaries have it."""
    return "".join(
        chr(byte) if 32 < byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
        for byte in word.encode()
    )


if __name__ == "__main__":
    main()
