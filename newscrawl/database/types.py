"""Types of columns: moments, text and JSON, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, stored in UTC, in whole seconds.

    On SQLite it is text like ``2021-07-13T14:38:00+00:00``: it sorts, SQLite's date functions and
    Datasette read it, and it says its zone.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(
            sa.String(25) if dialect.name == "sqlite" else sa.DateTime(timezone=True)
        )

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        value = value.astimezone(UTC).replace(microsecond=0)
        return value.isoformat() if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return None if value is None else value.astimezone(UTC)


class Text(sa.types.TypeDecorator[str]):
    """Text without what databases refuse: see :func:`storable`."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return storable(value) if isinstance(value, str) else value


def storable(text: str) -> str:
    """Text as every database takes it: U+0000 and lone surrogates become U+FFFD.

    >>> storable("a\\0b"), storable("a\\ud83d"), storable("متن")
    ('a�b', 'a�', 'متن')
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


# json.dumps would make one at every call.
_encode = json.JSONEncoder(ensure_ascii=False).encode


def to_json(value: Any) -> str:
    """A value as JSON, for columns of the type :data:`Json`."""
    text = _encode(value)
    if "\\u0000" in text:  # jsonb refuses it
        text = _encode(_without_nul(value))
    return storable(text)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_without_nul(one) for one in value]
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(one) for name, one in value.items()}
    return value


#: Text on SQLite, ``jsonb`` on PostgreSQL.
Json = sa.JSON().with_variant(JSONB(), "postgresql")
#: ``INTEGER PRIMARY KEY`` on SQLite, which is its row id.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
