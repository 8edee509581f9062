"""``scrapy genspider``: Scrapy's own, with our families and checks before anything is written."""

from __future__ import annotations

import argparse
import keyword
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.commands.genspider import Command as GenspiderCommand
from scrapy.commands.genspider import sanitize_module_name
from scrapy.spiderloader import get_spider_loader

from newscrawl.cli import fail

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Command(GenspiderCommand):
    requires_project = True

    def syntax(self) -> str:
        return "-t FAMILY NAME DOMAIN"

    def short_desc(self) -> str:
        return "Write the spider file of a new site"

    def long_desc(self) -> str:
        return (
            "Write the spider file of a new site, with the template of its family. Example: "
            "scrapy genspider -t iransamaneh example example.ir. Exit code 0: done, 2: wrong "
            "arguments, or the site is there already."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template=None)  # Scrapy's is none of ours

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not opts.list:
            self._check_template(opts.dump or opts.template)
        if not (opts.list or opts.dump):
            if len(args) != 2:
                fail("expected a name and a domain: scrapy genspider -t FAMILY NAME DOMAIN")
            args = [module_name(args[0]), bare_domain(args[1])]
            self._check_new(*args, is_forced=opts.force)
        super().run(args, opts)

    def _check_template(self, template: str | None) -> None:
        families = {file.stem for file in Path(self.templates_dir).glob("*.tmpl")}
        if template is None or (template not in families and not Path(template).is_file()):
            got = "" if template is None else f", got {template!r}"
            fail(f"--template: expected {', '.join(sorted(families))} or a .tmpl file{got}")

    def _check_new(self, name: str, domain: str, *, is_forced: bool) -> None:
        assert self.settings is not None
        if name == self.settings["BOT_NAME"]:
            fail(f"NAME: {name!r} is the project's own")
        loader = get_spider_loader(self.settings)
        module = f"{self.settings['NEWSPIDER_MODULE']}.{name}"
        if not is_forced and (find_spec(module) or name in loader.list()):
            fail(f"the site {name!r} already exists; --force writes its file anew")
        for other in loader.find_by_request(Request(f"https://{domain}/")):
            if other != name and getattr(loader.load(other), "domain", None) == domain:
                fail(f"{domain} is the site {other!r} already")


def module_name(name: str) -> str:
    """The name of a site and of its file, as Scrapy would name the file; ends the program if it
    cannot be one.

    >>> module_name("donya-e-eqtesad"), module_name("598")
    ('donya_e_eqtesad', 'a598')
    """
    module = sanitize_module_name(name) if name else ""
    if not _NAME.fullmatch(module) or keyword.iskeyword(module):
        fail(f"NAME: expected lower-case letters, digits, - and _, got {name!r}")
    return module


def bare_domain(text: str) -> str:
    """The domain of a site, of its address or domain, without ``www``; ends the program if it is
    neither.

    >>> bare_domain("https://www.Tabnak.ir/fa/"), bare_domain("tabnak.ir")
    ('tabnak.ir', 'tabnak.ir')
    """
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        host = ""
    host = host.removeprefix("www.")
    if not _DOMAIN.fullmatch(host):
        fail(f"DOMAIN: expected a domain like tabnak.ir, got {text!r}")
    return host
