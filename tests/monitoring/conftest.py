"""What tests of messages have in common: an archive, and somebody who is told."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from newscrawl.database import open_engine
from tests.webhook import Webhook


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    webhook = Webhook()
    yield webhook
    webhook.close()


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()
