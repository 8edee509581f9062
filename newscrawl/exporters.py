"""Feed exporters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scrapy.exporters import CsvItemExporter

#: What a spreadsheet takes for the beginning of a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class CsvExporter(CsvItemExporter):
    """Scrapy's CSV with lists as JSON: a tag may hold a comma, and an image is not one value.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        if isinstance(value, list):
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and value.startswith(FORMULAS):
            return f"'{value}"
        return super().serialize_field(field, name, value)
