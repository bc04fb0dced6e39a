"""Which rate a percentage is, as the words before it say."""

import re
from typing import NamedTuple

from xcli.report.lint.sentence import Item
from xcli.report.lint.words import QUOTAS, Quota

_RATE = re.compile(
    r"([^，,；;。：:、！？（）()\s]{1,24}?(?:率|满意度|占比))(?:分别|均|已|仍)?"
    r"(?:保持在|保持|稳定在|达到了|达到|高达|达|为|是|约为|约|在|超过|突破|(?:提高|提升|上升|增长|增|升|下降|降)(?:到|至|为)|，)?\s*$"
)
_ANY = re.compile("(培训|参训|参与|参加|签约|签订|建成|配备|安置|帮教|走访|整改|采纳|录用|入户|建档|公开|确认|备案)率$")


class Named(NamedTuple):
    """A rate by its name, and what it divides."""

    name: str
    rule: Quota

    def is_top(self, item: Item) -> bool:
        """Tell whether an item is what the rate counts."""
        return re.search(self.rule.top, item.name) is not None

    def is_more(self, item: Item) -> bool:
        """Tell whether an item may be added to what the rate counts."""
        return bool(self.rule.also) and re.search(self.rule.also, item.name) is not None

    def is_base(self, item: Item) -> bool:
        """Tell whether an item is what the rate customarily divides by."""
        return re.search(self.rule.base, item.name) is not None


def rate_name(item: Item) -> str:
    """Return the name of a rate as the words before it have it, or nothing."""
    found = _RATE.search(item.clause)
    return found[1] if found else ""


def quota_of(item: Item) -> Named | None:
    """Return what a percentage divides; None for rates that are not known."""
    name = rate_name(item)
    rule = next((quota for quota in QUOTAS if name and quota.name.search(name)), None)
    if rule is None and (found := _ANY.search(name)):
        rule = Quota(_ANY, found[1], ".", loose=True, sure=False)
    return Named(name, rule) if rule else None
