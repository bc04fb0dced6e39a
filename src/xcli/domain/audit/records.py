"""What a round of review keeps beside its files: frame, draws, scheme, panel of reviewers and their readings."""

from xcli.domain.audit.codes import ROLE, STRATUM, VETO
from xcli.domain.field import CaseNo, Choice, Day, Flag, Money, Name, Parts, Score, Whole, Words
from xcli.domain.page import Hold, Page, Part
from xcli.domain.pages.audit import DEFECT, PROCEDURE, REVIEWER
from xcli.domain.predicate import Always
from xcli.text import Text

FILES = Text("卷", "files")


class Frame(Page):
    """The list of all files that could be drawn in a round; once frozen it stays as it is."""

    name = "audit_frame"
    label = Text("评查名册", "frames of review")
    round = Words("评查轮次", "round", required=True, limit=40)
    n = Whole("第几份", "no.", required=True)
    frozen_on = Day("冻结日期", "frozen on")
    digest = Words("摘要", "digest", limit=64)

    final = frozen_on.present


class Entry(Page):
    """One file of a frame."""

    name = "audit_entry"
    label = Text("名册案卷", "files of frames")
    frame = Whole("名册", "frame", required=True)
    department = Words("被评查单位", "department", required=True, limit=60,
                       aliases=("执法部门", "执法单位", "部门", "单位", "单位名称", "执法机关"))  # fmt: skip
    file_no = CaseNo("案卷文号", "file no.", required=True, limit=64,
                     aliases=("文号", "案号", "卷号", "案卷编号", "处罚决定书文号", "决定书文号", "处罚文号"))  # fmt: skip
    procedure = Choice("办案程序", "procedure", PROCEDURE, aliases=("适用程序", "程序", "处罚程序", "案件类型"))
    decided_on = Day("决定日期", "decided on", aliases=("处罚决定日期", "决定时间", "处罚日期", "处罚时间"))
    amount = Money("处罚金额", "amount", aliases=("罚款金额", "金额", "罚没金额", "罚款"))

    holds = (Hold(frame, "audit_frame", "id", Frame.fields["frozen_on"].present, says=Text(
        "名册已冻结，不能再增减或修改。要改请导入新名册：xcli audit frame import 文件 --new",
        "the frame is frozen and takes no change. For another list begin a new frame: "
        "xcli audit frame import FILE --new")),)  # fmt: skip


class Excluded(Part):
    """A file left out of a draw, and why."""

    name = "excluded"
    department = Words("被评查单位", "department", required=True)
    file_no = Words("案卷文号", "file no.", required=True)
    reason = Words("理由", "reason", required=True, limit=200)


class Picked(Part):
    """A file that was drawn."""

    name = "picked"
    department = Words("被评查单位", "department", required=True)
    file_no = Words("案卷文号", "file no.", required=True)


class Drawing(Page):
    """One draw of a round: all that it takes to repeat it, and what came of it."""

    name = "audit_drawing"
    label = Text("抽取记录", "draws")
    round = Words("评查轮次", "round", required=True, limit=40)
    n = Whole("第几次", "no.", required=True)
    frame = Whole("名册", "frame", required=True)
    method = Words("方法", "method", required=True, limit=20)
    seed = Words("种子", "seed", required=True, limit=200)
    wanted = Whole("抽取数量", "files wanted", required=True, unit=FILES)
    by = Choice("分层", "by", STRATUM)
    least = Whole("每组至少", "at least", required=True, unit=FILES)
    drawn_on = Day("抽取日期", "drawn on", required=True)
    reason = Words("再次抽取的理由", "why once more", limit=200)
    excluded = Parts("不参加抽取", "left out", Excluded)
    picked = Parts("抽中", "drawn", Picked)

    final = Always()


class Item(Part):
    """One thing that a scheme looks at, the points it carries, and whether failing it settles the grade."""

    name = "item"
    no = Words("序号", "no.", required=True, limit=12, aliases=("编号", "项目序号"))
    kind = Choice("问题类别", "kind of defect", DEFECT, required=True, aliases=("类别", "分类"))
    title = Words("评查内容", "what is looked at", required=True, limit=200, aliases=("评查项目", "项目", "内容", "评查标准"))
    title_en = Words("英文名称", "in English", limit=200)
    points = Score("分值", "points", required=True, aliases=("标准分", "满分"))
    veto = Choice("一票否决", "veto", VETO, aliases=("否决", "否决项"))


class Deduction(Part):
    """What takes how many points off an item."""

    name = "deduction"
    no = Words("序号", "no.", required=True, limit=12)
    what = Words("扣分情形", "for", required=True, limit=200)
    points = Score("扣分", "points off", required=True)


class Scheme(Page):
    """One version of a scheme of review; while a round uses it, it does not change."""

    name = "audit_scheme"
    label = Text("评查方案", "schemes of review")
    title = Words("方案名称", "scheme", required=True, limit=60)
    version = Whole("版次", "version", required=True)
    excellent = Score("优秀线", "excellent from", required=True)
    good = Score("良好线", "good from")
    passing = Score("合格线", "pass from", required=True)
    item = Parts("项目", "items", Item)
    deduction = Parts("扣分标准", "deductions", Deduction)

    holds = (Hold(None, "audit_panel", "scheme", Always(), says=Text(
        "有轮次在用这一版方案，不能更改。要改请另存一版：xcli audit scheme import 文件",
        "a round uses this version of the scheme. To change it keep another version: "
        "xcli audit scheme import FILE")),)  # fmt: skip


class Seat(Part):
    """One reviewer of a round."""

    name = "seat"
    person = Name("姓名", "name", required=True, limit=50, aliases=("评查人", "评查员"))
    body = Words("所在单位", "body", limit=60, aliases=("单位", "工作单位"))
    kind = Choice("类别", "kind", REVIEWER, aliases=("人员类别",))


class Panel(Page):
    """Who reviews a round and by which scheme; while it stands no score or grade is typed."""

    name = "audit_panel"
    label = Text("评查组", "panels")
    round = Words("评查轮次", "round", required=True, limit=40)
    scheme = Whole("评查方案", "scheme", required=True)
    seed = Words("分配种子", "seed of the assignment", required=True, limit=200)
    double = Score("双评比例", "share read twice")
    assigned_on = Day("分配日期", "assigned on", required=True)
    seat = Parts("评查人", "reviewer", Seat)


class Mark(Part):
    """What a reviewer says of one item: points taken off, nought if none."""

    name = "mark"
    no = Words("序号", "no.", required=True, limit=12)
    off = Score("扣分", "points off", required=True)
    veto = Flag("一票否决", "vetoed")
    note = Words("问题", "defect", limit=400)


class Reading(Page):
    """One file as one reviewer reads it; it is done once every item has its mark."""

    name = "audit_reading"
    label = Text("评分", "readings")
    panel = Whole("评查组", "panel", required=True)
    file = Whole("案卷", "file", required=True)
    person = Name("评查人", "reviewer", required=True, limit=50)
    role = Choice("评查次序", "which reading", ROLE, required=True)
    n = Whole("顺序", "place on the reviewer's list")
    read_on = Day("评查日期", "reviewed on")
    mark = Parts("评分项", "marks", Mark)


PAGES = (Frame, Entry, Drawing, Scheme, Panel, Reading)
