"""The newspaper's site in the manner of StudioKhabar, with its pages of former times."""

import re

from newscrawl.demo import texts
from newscrawl.demo.addresses import StudioKhabarAddresses
from newscrawl.demo.exchange import Reply, SiteRequest
from newscrawl.demo.markup import DATE_LABELS, Markup
from newscrawl.demo.rendering import Pages
from newscrawl.demo.story import Section, Story
from newscrawl.demo.views import Routes, Views

LEADS = {
    "old": '<div id="docDivLeadTitle">{}</div>',
    "first": '<div id="docDivLead1">{}</div>',
    "second": '<div class="lead-left">{}</div>',
    "third": '<div id="docDivp3" class="col-xs-36">{}</div>',
}
DATES = {
    "old": '<div id="docDiv3Date"><span>{}</span></div>',
    "first": '<div id="docDiv3Date">{}</div>',
    "second": '<span class="doc_date">{}</span>',
    "third": '<div id="doc_div3Date" class="col-xs-36">{}</div>',
}
TAGS = {
    "old": '<div class="tags">{}</div>',
    "first": '<div class="tag_p"><span>برچسب ها:</span> {}</div>',
    "second": '<div class="doc_tags1">{}</div>',
    "third": '<div class="tags"><i class="fa fa-tags"></i> {}</div>',
}
BODIES = {
    "old": '<div id="doc_div33">\n{}\n</div>',
    "first": '<div class="docContentdiv"><div id="doctextarea">\n{}\n</div></div>',
    "second": '<div id="doctextarea"><article>\n{}\n</article></div>',
    "third": '<div class="docContentdiv col-xs-36"><div id="doctextarea">\n{}\n</div></div>',
}
PATHS = {
    "old": '<div id="docDiv1Menu1"><span>{}</span></div>',
    "first": '<div class="doc-section-info col-xs-36">{}</div>',
    "second": '<div class="doc-section-info">{}</div>',
    "third": '<div class="row doc-section-info">{}</div>',
}


class StudioKhabarMarkup(Markup):
    body_end = '<div class="clearfix"></div>'
    image_class = "img-responsive"
    album_class = "doc_gallery"
    toolbar_class = "share-buttons"
    related_classes = ("related_news", "lastnewsBg", "inline_related")
    published_meta = 'name="dcterms.created"'

    @property
    def frame(self) -> str:
        addresses = self.story.addresses
        assert isinstance(addresses, StudioKhabarAddresses)
        return "old" if addresses.is_old(self.story) else self.theme.frame

    @property
    def container(self) -> str:
        """The id of the element around all that the story says."""
        return "doc_content" if self.frame == "old" else "docDataRow"

    @property
    def breadcrumb(self) -> str:
        return PATHS[self.frame].format(" &raquo; ".join(self.crumbs("صفحه نخست")))

    @property
    def kicker(self) -> str:
        return f'<div id="docDiv3TitrRou">{self.text(self.story.kicker)}</div>'

    @property
    def title(self) -> str:
        title = self.text(self.story.title)
        if self.frame == "old":
            return f'<div id="docDiv3TitrMain">{title}</div>'
        if self.theme.title in ("h1-a", "div-h1-a"):
            title = f'<a href="{self.story.path}">{title}</a>'
        return f'<h1 id="docDiv3TitrMain">{title}</h1>'

    @property
    def lead(self) -> str:
        if not self.story.lead and self.frame != "first":
            return ""
        return LEADS[self.frame].format(self.text(self.story.lead))

    @property
    def date(self) -> str:
        if self.theme.date == "none":
            return ""
        return DATES[self.frame].format(DATE_LABELS[self.theme.date_label] + self.written_date)

    @property
    def tags(self) -> str:
        links = self.tag_links()
        return TAGS[self.frame].format(" ".join(links)) if links else ""

    def content(self, related: list[Story]) -> str:
        """The body in its element."""
        return BODIES[self.frame].format(self.body(related))


class StudioKhabarPages(Pages):
    templates = ("studiokhabar", "shared")
    markup = StudioKhabarMarkup


class StudioKhabarViews(Views):
    pages_class = StudioKhabarPages
    article_path = re.compile(r"/(?:news|report|interview|gallery|video)/(\d{1,12})(?:/.*)?")
    body_end = StudioKhabarMarkup.body_end.encode()

    def code_at(self, path: str) -> str | None:
        """Of an old story, only its own address leads there; its number redirects."""
        code = super().code_at(path)
        is_moved = code in self.codeless.values() and path not in self.codeless
        return None if is_moved else code

    def routes(self) -> Routes:
        return super().routes() | {
            r"/(?:index\.html)?": self.home,
            r"/.*\.(?:jpg|png|gif)": self.picture,
            r"/news/(\d{1,12})(?:/.*)?": self.redirect,
            r"/tag/(.+)": self.tag,
            r"/rss(?:/([a-z]+))?/?": self.feed,
            r"/vsd[\w.]+\.html": self.about,
        }

    def about(self, request: SiteRequest) -> Reply:
        return self.html(texts.page(self.pages, "/about") or "")

    def is_broken(self, section: Section) -> bool:
        return section.number % 4 == 0
