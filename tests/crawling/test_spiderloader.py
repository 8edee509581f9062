"""The spider loader: which files it imports, and what a broken one does."""

import compileall
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newscrawl import spiders
from newscrawl.cli.sites import load_site
from newscrawl.crawling.spiderloader import BrokenSpiderError, LazySpiderLoader
from newscrawl.sites import all_sites

SITE = """
from newscrawl.cms.iransamaneh import IranSamaneh
from newscrawl.spider import NewsSpider


class Site(NewsSpider):
    name = "{name}"
    domain = "{name}.example"
    family = IranSamaneh()
"""


class Package:
    """A package of spider files."""

    name = "package_of_spiders"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.write("__init__", "")
        for name in ("one", "two"):
            self.write(name, SITE.format(name=name))

    def write(self, module: str, source: str) -> None:
        file = self.folder.joinpath(*module.split(".")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")

    def settings(self) -> Settings:
        return Settings({"SPIDER_MODULES": [self.name]})

    def loader(self) -> LazySpiderLoader:
        return LazySpiderLoader.from_settings(self.settings())

    def imported(self) -> set[str]:
        prefix = f"{self.name}."
        return {name.removeprefix(prefix) for name in sys.modules if name.startswith(prefix)}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Package(tmp_path)
    for name in [name for name in sys.modules if name.startswith(Package.name)]:
        del sys.modules[name]


def test_it_imports_the_one_that_is_asked_for(package: Package) -> None:
    assert package.loader().load("one").name == "one"
    assert package.imported() == {"one"}


def test_it_lists_without_importing(package: Package) -> None:
    assert sorted(package.loader().list()) == ["one", "two"]
    assert package.imported() == set()


def test_a_site_has_the_name_of_its_file() -> None:
    """So a list of the project's own sites imports none of them; see tests/test_startup.py."""
    files = {file.stem for file in Path(spiders.__path__[0]).glob("[!_]*.py")}
    sites = {spider.name: spider.__module__.rpartition(".")[2] for spider in all_sites()}
    assert sites == {name: name for name in files}


def test_it_finds_what_scrapy_finds(package: Package) -> None:
    package.write("sub.__init__", "")
    package.write("sub.three", SITE.format(name="three"))
    package.write("pair", SITE.format(name="left") + SITE.format(name="right").replace("Site", "R"))
    package.write("dashes", SITE.format(name="with-dashes"))
    package.write("annotated", SITE.format(name="hint").replace("name =", "name: str ="))
    package.write("made", SITE.format(name="x").replace('"x"', '"ma" + "de"'))
    package.write(
        "helpers", '"""No spider here."""\nname = "nobody"\nclass Plain:\n    name = "plain"\n'
    )
    loader = package.loader()
    names = sorted(SpiderLoader.from_settings(package.settings()).list())
    assert len(names) == 8
    assert sorted(loader.list()) == names
    assert [loader.load(name).name for name in names] == names
    assert [package.loader().load(name).name for name in names] == names


@pytest.mark.parametrize("name", ["three", "", "a.b", "../one", "__init__"])
def test_what_is_not_there_is_a_key_error(package: Package, name: str) -> None:
    with pytest.raises(KeyError, match="Spider not found"):
        package.loader().load(name)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (SITE.format(name="broken") + "    title = \n", "SyntaxError"),
        ("import no_such_module\n" + SITE.format(name="broken"), "no_such_module"),
        (SITE.format(name="broken").replace("IranSamaneh()", "IranSamaneh(colour=1)"), "colour"),
        ("class", "SyntaxError"),
    ],
)
def test_a_broken_file_harms_no_other(package: Package, source: str, why: str) -> None:
    package.write("broken", source)
    loader = package.loader()
    assert loader.load("one").name == "one"
    with pytest.raises(BrokenSpiderError) as caught:
        loader.load("broken")
    message = str(caught.value)
    assert why in message and str(package.folder / "broken.py") in message
    assert "\n" not in message
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert {"one", "two"} <= set(loader.list())
        assert loader.find_by_request(Request("https://www.two.example/fa/")) == ["two"]
    assert any("broken.py" in str(warning.message) for warning in seen)


def test_a_command_says_in_one_line_which_file_is_broken(
    package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write("broken", "import no_such_module\n" + SITE.format(name="broken"))
    settings = package.settings()
    settings.set("SPIDER_LOADER_CLASS", LazySpiderLoader)
    assert load_site(settings, "one").name == "one"
    with pytest.raises(SystemExit) as end:
        load_site(settings, "broken")
    assert end.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"newscrawl: error: {package.folder / 'broken.py'}: ModuleNotFoundError")


def test_it_finds_the_site_of_an_address(package: Package) -> None:
    loader = package.loader()
    assert loader.find_by_request(Request("https://www.one.example/fa/news/1")) == ["one"]
    assert loader.find_by_request(Request("https://phone.example/")) == []


def test_a_module_that_is_no_package(package: Package) -> None:
    package.write("sub.__init__", SITE.format(name="inside"))
    settings = Settings({"SPIDER_MODULES": [f"{package.name}.one", f"{package.name}.sub"]})
    loader = LazySpiderLoader.from_settings(settings)
    assert loader.list() == ["one", "inside"]
    assert [loader.load(name).name for name in ("one", "inside")] == ["one", "inside"]
    with pytest.raises(KeyError):
        loader.load("two")


def test_a_broken_package_harms_no_other(package: Package) -> None:
    package.write("sub.__init__", "import no_such_module")
    package.write("sub.more.__init__", "")
    with pytest.warns(RuntimeWarning, match="sub/__init__.py: ModuleNotFoundError"):
        assert package.loader().list() == ["one", "two"]


def test_a_name_is_found_without_sources(package: Package, tmp_path: Path) -> None:
    compileall.compile_dir(package.folder, legacy=True, quiet=1)
    for file in package.folder.glob("*.py"):
        file.unlink()
    assert package.loader().list() == ["one", "two"]


def test_two_of_one_name_are_told(package: Package) -> None:
    package.write("three", SITE.format(name="one"))
    with pytest.warns(UserWarning, match="several spiders with the same name"):
        package.loader().list()


def test_a_package_that_is_not_there_is_told() -> None:
    loader = LazySpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["no_such_package"]}))
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        loader.list()
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        loader.load("one")
