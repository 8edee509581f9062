import pytest

from newscrawl.cli.names import bare_domain, module_name


@pytest.mark.parametrize("name", ["", "خبر", "class", "A"])
def test_names_that_are_none_end_the_program(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        module_name(name)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("newscrawl: error: NAME: expected lower-case")


@pytest.mark.parametrize("text", ["", "tabnak", "http://", "http://[", "a b.ir", "1.2.3.4"])
def test_domains_that_are_none_end_the_program(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        bare_domain(text)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("newscrawl: error: DOMAIN: expected a domain")


@pytest.mark.parametrize("text", ["//tabnak.ir/fa", "http://WWW.tabnak.ir:80", "www.tabnak.ir"])
def test_a_domain_is_bare(text: str) -> None:
    assert bare_domain(text) == "tabnak.ir"
