"""Values that refer to something: codes of a list, offices, yes and no."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as entry

from xcli.domain.calendar import Calendar
from xcli.domain.clean import clean_text
from xcli.domain.code import CodeList
from xcli.domain.fault import Fault
from xcli.domain.office import Offices
from xcli.text import Text


@dataclass
class Lists:
    """What a value may refer to in a ledger: code lists as the bureau has them, its offices, its working days.

    `load` reads a list whose codes are entries of a register, once it is asked for.
    """

    codes: dict[str, CodeList] = entry(default_factory=dict)
    offices: Offices = entry(default_factory=Offices)
    load: Callable[[CodeList], CodeList] = entry(default=lambda shipped: shipped)
    calendar: Calendar = entry(default_factory=Calendar)

    def list_of(self, shipped: CodeList) -> CodeList:
        """Return the bureau's version of a list, else the shipped one."""
        known = self.codes.get(shipped.name)
        if known is None and shipped.kept:
            known = self.codes[shipped.name] = self.load(shipped)
        return known or shipped


_ALL_OFFICES = Text("全部机构见 xcli office list", "for all see: xcli office list")
YES = Text("是", "yes")
NO = Text("否", "no")
_FLAGS = {
    "是": 1,
    "yes": 1,
    "y": 1,
    "1": 1,
    "true": 1,
    "有": 1,
    "√": 1,
    "否": 0,
    "no": 0,
    "n": 0,
    "0": 0,
    "false": 0,
    "无": 0,
}
_SEPARATORS = str.maketrans(dict.fromkeys("、；;，,/", "\n"))


_FEW = 6


def unknown(what: Text, text: str, near: list[Text], otherwise: Text) -> Fault:
    """Return the fault of a word that a list does not know, with the nearest it knows, else where to look."""
    zh = "、".join(label.zh for label in near)
    en = ", ".join(label.en for label in near)
    remedy = Text(f"最接近的是：{zh}", f"the nearest: {en}") if near else otherwise
    return Fault(Text(f"{what.zh}里没有“{text}”", f"{what.en} has no “{text}”"), remedy)


def _all_of(known: CodeList) -> Text:
    """Return the choices where they are few, else the command that lists them."""
    if len(known.current) > _FEW:
        return Text(f"全部代码见 xcli code list {known.name}", f"for all see: xcli code list {known.name}")
    zh, en = ([entry.label[side] for entry in known.current] for side in (0, 1))
    return Text(f"可选：{'、'.join(zh)}", f"choose from: {', '.join(en)}")


def read_code(known: CodeList, cell: object) -> tuple[str | None, Fault | None]:
    """Read one code by code, label in either language, or unambiguous beginning."""
    text, fault = clean_text(cell)
    if text is None:
        return None, fault
    found = known.find(text)
    if found is None:
        return None, unknown(known.label, text[:40], [entry.label for entry in known.nearest(text)], _all_of(known))
    if found.retired:
        return found.code, Fault(
            Text(f"“{found.label.zh}”已停用", f"“{found.label.en}” has been retired"), weight="warning"
        )
    return found.code, fault


def read_codes(known: CodeList, cell: object) -> tuple[tuple[str, ...] | None, Fault | None]:
    """Read codes separated by 、 or ；."""
    text, fault = clean_text(cell)
    if text is None:
        return None, fault
    found: list[str] = []
    for word in text.translate(_SEPARATORS).split("\n"):
        name, fault = read_code(known, word)
        if fault and fault.weight == "error":
            return None, fault
        if name and name not in found:
            found.append(str(name))
    return tuple(sorted(found)) or None, fault


def read_flag(cell: object) -> tuple[int | None, Fault | None]:
    """Read yes or no in either language."""
    if cell is None or isinstance(cell, bool):
        return (None if cell is None else int(cell)), None
    text, fault = clean_text(cell)
    if text is None:
        return None, fault
    value = _FLAGS.get(text.lower())
    if value is None:
        return None, Fault(
            Text(f"“{text[:20]}”不是是或否", f"“{text[:20]}” is neither yes nor no"),
            Text("填：是、否", "write yes or no"),
        )
    return value, None


def read_office(offices: Offices, cell: object) -> tuple[int | None, Fault | None]:
    """Read an office by name or alias."""
    text, fault = clean_text(cell)
    if text is None:
        return None, fault
    number = offices.find(text)
    if number is None:
        near = [Text(entry.name, entry.name) for entry in offices.nearest(text)]
        return None, unknown(Text("机构名册", "list of offices"), text[:40], near, _ALL_OFFICES)
    return number, fault
