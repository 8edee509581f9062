from newscrawl.cms.wordpress import WordPress
from newscrawl.spider import NewsSpider


class EcobannewsSpider(NewsSpider):
    name = "ecobannews"
    domain = "ecobannews.com"
    family = WordPress(
        lead=(
            ".elementor-widget__width-inherit.elementor-widget.elementor-widget-text-editor > div",
        ),
        sections=("#catttgory .elementor-post-info__item--type-terms span a",),
        tags=("#tagggs .elementor-post-info__item.elementor-post-info__item--type-terms span a",),
        boilerplate=(*WordPress.boilerplate, ".shorten_url"),
    )
