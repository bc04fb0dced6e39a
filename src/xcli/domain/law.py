"""Where a rule stands: instrument and article."""

from typing import NamedTuple

from xcli.text import Text


class Law(NamedTuple):
    """An article of an instrument; `article` is empty when practice, not a text, is the basis."""

    instrument: Text
    article: str = ""

    def cite(self) -> Text:
        """Return the citation, such as 《人民调解法》第28条."""
        if not self.article:
            return self.instrument
        brief = self.brief()
        return Text(f"《{self.instrument.zh}》{brief.zh}", f"{self.instrument.en} {brief.en}")

    def brief(self) -> Text:
        """Return the article alone, where the instrument is clear from what stands beside it."""
        if not self.article:
            return self.instrument
        several = "arts" if any(mark in self.article for mark in "、—") else "art."
        return Text(f"第{self.article}条", f"{several} {self.article.replace('、', ', ').replace('—', '–')}")
