import pkgutil

import pytest

from newscrawl import cms
from newscrawl.cms.families import FAMILIES
from newscrawl.extraction.select import compiled


def test_every_module_of_a_family_is_listed_under_its_name() -> None:
    modules = {module.name for module in pkgutil.iter_modules(cms.__path__)}
    assert set(FAMILIES) == modules - {"base", "families", "patterns"}
    assert [name for name, family in FAMILIES.items() if name != family.name] == []
    assert list(FAMILIES)[-1] == "generic"


@pytest.mark.parametrize("name", FAMILIES)
def test_every_selector_is_one(name: str) -> None:
    family = FAMILIES[name]
    for field in ("title", "kicker", "lead", "body", "news_code", "published", "sections", "tags",
                  "author", "missing"):  # fmt: skip
        for selector in getattr(family, field):
            compiled(selector)
    assert family.title
    assert family.body
