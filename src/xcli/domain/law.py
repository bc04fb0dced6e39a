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
        return Text(f"《{self.instrument.zh}》第{self.article}条", f"{self.instrument.en} art. {self.article}")

    def brief(self) -> Text:
        """Return the article alone, where the instrument is clear from what stands beside it."""
        return Text(f"第{self.article}条", f"art. {self.article}") if self.article else self.instrument
