"""``scrapy genspider``: Scrapy's own, with our templates, and checks before it writes."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path

from scrapy import Request
from scrapy.commands.genspider import Command as GenspiderCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl import private
from newscrawl.cli import fail
from newscrawl.cli.help import speak_plainly
from newscrawl.cli.names import bare_domain, module_name


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
        parser.add_argument(  # in place of Scrapy's, whose default is no family of ours
            "-t",
            "--template",
            metavar="FAMILY",
            help=f"the site's family: {', '.join(_families(self))}; or the path of a .tmpl file",
        )
        speak_plainly(parser)

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
        families = _families(self)
        if template is None or (template not in families and not Path(template).is_file()):
            got = "" if template is None else f", got {template!r}"
            fail(f"--template: expected {', '.join(families)} or a .tmpl file{got}")

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


def _families(command: GenspiderCommand) -> list[str]:
    folder = Path(private.templates_folder(command))
    return sorted(file.stem for file in folder.glob("*.tmpl"))
