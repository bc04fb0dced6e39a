"""Where a rule stands: instrument and article."""

from typing import NamedTuple

from xcli.text import Text


class Law(NamedTuple):
    """An article of an instrument, or all of it; `short` is what an instrument is called where there is little room."""

    instrument: Text
    article: str = ""
    short: Text | None = None

    def cite(self) -> Text:
        """Return the citation, such as 《人民调解法》第28条."""
        if not self.article:
            return self.instrument
        brief = self.brief()
        return Text(f"《{self.instrument.zh}》{brief.zh}", f"{self.instrument.en} {brief.en}")

    def brief(self) -> Text:
        """Return the article alone, where the instrument is clear from what stands beside it, or its short name."""
        if not self.article:
            return self.short or self.instrument
        several = "arts" if any(mark in self.article for mark in "、—") else "art."
        return Text(f"第{self.article}条", f"{several} {self.article.replace('、', ', ').replace('—', '–')}")
