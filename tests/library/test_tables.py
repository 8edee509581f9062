"""Tables where a package is missing."""

import sys

import pytest

from newscrawl.export.formats import MissingExtra
from newscrawl.library import tables


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("to_arrow", "pyarrow", "parquet"),
        ("to_polars", "polars", "polars"),
        ("to_duckdb", "duckdb", "duckdb"),
    ],
)
def test_the_extra_is_named(
    name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        MissingExtra, match=rf"{name} needs \w+: pip install 'newscrawl\[{extra}\]'"
    ):
        getattr(tables, name)([])
