from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class ControlmgtSpider(NewsSpider):
    name = "controlmgt"
    domain = "controlmgt.ir"
    family = WordPress(
        body=(".elementor-widget-text-editor > .elementor-widget-container",),
        sections=("#digibe-breadcrumb li a",),
        tags=(".tagbox a",),
    )
