"""What the site answers to a request."""

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    kind: str = "text/html"
    status: int = 200
    location: str | None = None

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.blake2b(self.body, digest_size=10).hexdigest()}"'
