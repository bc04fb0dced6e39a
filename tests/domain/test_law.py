"""Articles as they are cited in both languages."""

import pytest

from xcli.domain.law import Law
from xcli.text import Text

ACT = Text("某法", "Some Act")


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("62", "《某法》第62条", "Some Act art. 62"),
        ("56、57", "《某法》第56、57条", "Some Act arts 56, 57"),
        ("63—74", "《某法》第63—74条", "Some Act arts 63–74"),
        ("", "某法", "Some Act"),
    ],
)
def test_an_article_is_cited(article: str, zh: str, en: str) -> None:
    law = Law(ACT, article)
    assert law.cite() == Text(zh, en)
    assert Law(ACT, article, short=Text("令", "decree")).cite() == law.cite()
    assert law.brief() == (Text(zh.removeprefix("《某法》"), en.removeprefix("Some Act ")) if article else ACT)
