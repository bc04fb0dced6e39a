"""The sections of a report, in the order of the bureau's work; each line of work says in which it is told."""

from xcli.text import Text

SECTIONS: dict[str, Text] = {
    "government": Text("依法行政与执法监督", "Lawful administration and its supervision"),
    "justice": Text("矛盾纠纷化解与基层治理", "Disputes settled and villages governed"),
    "service": Text("公共法律服务", "Legal services for the public"),
    "publicity": Text("普法宣传与法治文化", "Publicity and legal culture"),
    "safety": Text("社区矫正与安置帮教", "Community correction and aftercare"),
}
# Figures that several lines of work share are told by the first word of their ids, not by the line that counts them.
SYSTEMS: dict[str, str] = {
    "study": "government",
    "enterprise": "government",
    "supervision": "government",
    "normative": "government",
    "inspection": "government",
    "village": "justice",
    "studio": "justice",
    "adviser": "service",
    "publicity": "publicity",
    "villagelaw": "publicity",
    "culture": "publicity",
    "school": "publicity",
    "temple": "publicity",
    "corrections": "safety",
    "aftercare": "safety",
}
LAST = Text("其他工作", "Other work")


def heading(section: str) -> Text:
    """Return the heading of a section; what names none stands last."""
    return SECTIONS.get(section, LAST)


def place(section: str) -> int:
    """Return where a section stands."""
    return [*SECTIONS, section].index(section)
