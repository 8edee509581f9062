from lxml import etree  # type: ignore[import-untyped]

from newscrawl.demo.pictures import HEIGHT, WIDTH, photograph, picture, takes_only_photographs


def test_a_picture_is_svg_and_always_the_same_for_its_address() -> None:
    pictures = [picture(f"/files/{number}.jpg") for number in range(30)]
    assert len(set(pictures)) == 30
    assert picture("/files/7.jpg") == pictures[7]
    for made in pictures:
        root = etree.fromstring(made)
        assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT))
        assert len(root) > 3


def test_who_takes_no_drawings_gets_a_photograph() -> None:
    assert photograph("/files/1.jpg") == photograph("/files/1.jpg") != photograph("/files/2.jpg")
    assert photograph("/files/1.jpg").startswith(b"\x89PNG")
    assert takes_only_photographs("image/jpeg,image/png,*/*;q=0.1")
    assert not takes_only_photographs("image/avif,image/svg+xml,image/*,*/*;q=0.8")  # a browser
    assert not takes_only_photographs("*/*")
