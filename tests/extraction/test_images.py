"""The pictures of an article."""

import pytest

from tests.extraction.builders import ARTICLE, URL, read


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img srcset="/1.jpg 2x">', None),
        ('<img data-src="data:image/gif;base64,R0" src="/1.jpg">', "https://x.ir/1.jpg"),
        ('<img data-lazy-src="/2.jpg" src="/blank.gif">', "https://x.ir/2.jpg"),
    ],
)
def test_where_a_picture_is(image: str, url: str | None) -> None:
    raw = read(ARTICLE.replace("<p>", f"<p>{image}"))
    assert [found["url"] for found in raw.images] == ([url] if url else [])


def test_a_picture_in_a_box_of_links_is_not_the_articles_and_one_beside_a_dash_is() -> None:
    box = '<p><img src="/1.jpg"><a href="/fa/news/9/x">خبر دیگر</a></p>'
    dash = '<p>— <img src="/2.jpg"></p>'
    raw = read(f'<h1>عنوان خبر</h1><div class="body"><p>متن خبر.</p>{box}{dash}</div>')
    assert [found["url"] for found in raw.images] == ["https://x.ir/2.jpg"]


def test_pictures_beside_the_text_of_an_album_are_its() -> None:
    html = ARTICLE.replace(
        "</div></div>", '</div><div class="gallery"><img src="/1.jpg"></div></div>'
    )
    assert read(html).images == []
    assert len(read(html, URL.replace("news", "photos")).images) == 1


def test_a_picture_comes_once_with_what_it_shows() -> None:
    twice = '<img src="/1.jpg" alt=" کتاب "><img src="/1.jpg" alt="x"><img src="2.jpg" alt=" ">'
    assert read(ARTICLE.replace("<p>", f"<p>{twice}")).images == [
        {"url": "https://x.ir/1.jpg", "alt": "کتاب"},
        {"url": "https://x.ir/fa/news/1/2.jpg", "alt": None},
    ]


@pytest.mark.parametrize(
    ("box", "is_boilerplate"),
    [
        ("<div hidden>{}</div>", True),
        ("<noscript>{}</noscript>", True),
        ('<div class="share">{}</div>', True),
        ('<a href="/fa/news/99/y">{}</a>', True),
        ('<a href="/">{}</a>', False),
    ],
)
def test_a_picture_in_a_box(box: str, is_boilerplate: bool) -> None:
    raw = read(ARTICLE.replace("<p>", box.format("<img src=/1.jpg>") + "<p>"))
    assert len(raw.images) != is_boilerplate


@pytest.mark.parametrize(
    ("beside", "urls"),
    [
        ('<figure class="item-img"><img src="/1.jpg"></figure>', ["/1.jpg", "/2.jpg"]),
        ('<img itemprop="image" src="/1.jpg">', ["/1.jpg", "/2.jpg"]),
        ('<img itemprop="image" src="/small/200001.jpg?x=1">', ["/big/200001.jpg", "/2.jpg"]),
        ('<a href="/fa/news/9/z"><img itemprop="image" src="/1.jpg"></a>', ["/2.jpg"]),
        ('<div class="comments"><img itemprop="image" src="/1.jpg"></div>', ["/2.jpg"]),
        ('<img itemprop="image" src="/client/themes/fa/1.jpg">', ["/2.jpg"]),
        ('<div class="zz"><img src="/1.jpg"></div>', ["/1.jpg", "/2.jpg"]),
        ('<p class="comments"><img src="/1.jpg"></p>', ["/2.jpg"]),
        ('<div><a href="/fa/news/9/z">خبر</a><img src="/1.jpg"></div>', ["/2.jpg"]),
        ('<img src="/print.png">', ["/2.jpg"]),
    ],
)
def test_the_main_picture_beside_the_body(beside: str, urls: list[str]) -> None:
    own = "".join(f'<img src="{url}">' for url in urls if url != "/1.jpg")
    html = ARTICLE.replace('<div class="body">', f'{beside}<div class="body">{own}')
    assert [image["url"] for image in read(html).images] == [f"https://x.ir{url}" for url in urls]


def test_two_pictures_of_one_name_in_the_text_are_two() -> None:
    own = '<img src="/photo.aspx?i=100001.jpg"><img src="/photo.aspx?i=100002.jpg">'
    assert len(read(ARTICLE.replace("<p>", f"<p>{own}")).images) == 2


def test_an_album_may_have_nothing_but_a_headline_and_pictures() -> None:
    album = (
        '<header><img src="/logo.jpg"></header><main><article><div><div><h1>عنوان خبر</h1></div>'
        '</div><section><img src="/1.jpg"><img src="/2.jpg"></section></article>'
        '<div class="side"><img src="/banner.gif"></div></main>'
    )
    raw = read(album, URL.replace("news", "photos"))
    assert [image["url"] for image in raw.images] == ["https://x.ir/1.jpg", "https://x.ir/2.jpg"]
    assert (raw.body, raw.problems) == ([], [])
