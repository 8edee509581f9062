from newscrawl.cms.generic import Generic
from newscrawl.spider import NewsSpider


class FilmMagazineSpider(NewsSpider):
    name = "film_magazine"
    domain = "film-magazine.com"
    family = Generic(
        articles=("/{word}/{word}/{code}",), body=(".content",), published=(".content h4 span",)
    )
