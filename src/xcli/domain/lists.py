"""Values that refer to something: codes of a list, offices, yes and no."""

from dataclasses import dataclass
from dataclasses import field as entry

from xcli.domain.clean import clean_text
from xcli.domain.code import CodeList
from xcli.domain.fault import Fault
from xcli.domain.office import Offices
from xcli.text import Text


@dataclass
class Lists:
    """What a value may refer to in a ledger: code lists as the bureau has them, and its offices."""

    codes: dict[str, CodeList] = entry(default_factory=dict)
    offices: Offices = entry(default_factory=Offices)

    def list_of(self, shipped: CodeList) -> CodeList:
        """Return the bureau's version of a list, else the shipped one."""
        return self.codes.get(shipped.name, shipped)


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


def unknown(what: Text, text: str, near: list[Text]) -> Fault:
    """Return the fault of a word that a list does not know, with the nearest it knows."""
    zh = "、".join(label.zh for label in near)
    en = ", ".join(label.en for label in near)
    remedy = Text(f"是不是：{zh}？", f"did you mean: {en}?") if near else Text("", "")
    return Fault(Text(f"{what.zh}里没有“{text}”", f"{what.en} has no “{text}”"), remedy)


def read_code(known: CodeList, cell: object) -> tuple[str | None, Fault | None]:
    """Read one code by code, label in either language, or unambiguous beginning."""
    text, fault = clean_text(cell)
    if text is None:
        return None, fault
    found = known.find(text)
    if found is None:
        return None, unknown(known.label, text[:40], [entry.label for entry in known.nearest(text)])
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
        return None, unknown(Text("机构名册", "list of offices"), text[:40], near)
    return number, fault
