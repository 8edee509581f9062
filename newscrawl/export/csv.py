"""CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scrapy.exporters import CsvItemExporter

#: First characters that spreadsheets treat as the start of a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class CsvExporter(CsvItemExporter):
    """Scrapy's CSV with lists as JSON, because tags may contain commas and images are objects.

    A text that a spreadsheet would treat as a formula gets an apostrophe before it.
    """

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        if isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and value.startswith(FORMULAS):
            return f"'{value}"
        return super().serialize_field(field, name, value)
