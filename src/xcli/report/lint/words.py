"""The words of such reports: what makes parts exclude one another, what a rate divides, what is no part at all."""

import re
from typing import NamedTuple


class Family(NamedTuple):
    """Kinds that exclude one another, so that they add up; `outside` may or may not be counted in the whole.

    `wholes` are words of the whole; `all_of` tells which members together leave nothing out.
    """

    name: str
    members: tuple[str, ...]
    outside: tuple[str, ...] = ()
    inside: tuple[tuple[str, str], ...] = ()
    wholes: str = ""
    all_of: tuple[frozenset[str], ...] = ()


OUTCOME = Family(
    "outcome",
    (
        "不予受理|未予受理", "受理前化解|受理前调解|案前调解|案前化解|受理前撤回", "转送|移送|转办", "告知", "维持", "驳回", "部分撤销", "撤销",
        "变更", "确认违法", "确认无效", "责令", "调解", "和解", "撤回", "终止", "不予处罚", "其他",
    ),
    outside=("不予受理|未予受理", "受理前化解|受理前调解|案前调解|案前化解|受理前撤回", "转送|移送|转办", "告知"),
    inside=(("责令", "撤销"), ("责令", "确认违法"), ("责令", "部分撤销"), ("和解", "终止"), ("撤回", "终止"), ("和解", "撤回")),
    wholes="办结|审结|结案|已结|决定",
)  # fmt: skip
KIND = Family(
    "kind",
    ("刑事", "民事", "行政(?!复议|执法|处罚|规范|审批|机关|村|区|许可|调解|裁决)", "国家赔偿", "劳动仲裁|劳动争议仲裁", "执行案件", "其他"),
    wholes="案件|案|援助|办理|受理|件",
    all_of=(frozenset({"刑事", "民事", "行政(?!复议|执法|处罚|规范|审批|机关|村|区|许可|调解|裁决)"}),),
)  # fmt: skip
FAMILIES = (
    OUTCOME,
    KIND,
    Family(
        "grade",
        ("不合格", "基本合格", "合格", "优秀", "优良", "良好"),
        inside=(("优秀", "合格"), ("良好", "合格"), ("优秀", "优良"), ("基本合格", "合格")),
        wholes="案卷|卷|评查|抽查|检查|考核|参考",
    ),
    Family("sex", ("男", "女"), all_of=(frozenset({"男", "女"}),)),
    Family(
        "result",
        ("未成功|不成功|调解失败|未达成", "成功"),
        wholes="受理|调解|调处|纠纷",
        all_of=(frozenset({"未成功|不成功|调解失败|未达成", "成功"}),),
    ),
    Family(
        "state",
        ("未办结|未结|未审结|在办|正在办理|正在审理|尚未|待审", "办结|审结|结案|已结"),
        wholes="受理|收到|收案|案件",
    ),
    Family(
        "quarter",
        ("[一1]季度", "[二2]季度", "[三3]季度", "[四4]季度"),
        all_of=(frozenset({"[一1]季度", "[二2]季度", "[三3]季度", "[四4]季度"}),),
    ),
    Family("half", ("上半年", "下半年"), all_of=(frozenset({"上半年", "下半年"}),)),
    Family("form", ("口头", "书面"), all_of=(frozenset({"口头", "书面"}),)),
    Family("source", ("主动", "依申请|申请调解", "委托|移送")),
    Family("category", (
        "婚姻家庭|婚姻", "邻里", "山林土地|土地承包|山林", "房屋|宅基地", "征地|拆迁", "合同", "损害赔偿", "劳动争议|劳资|拖欠农民工工资|拖欠工资",
        "道路交通|交通事故", "医疗", "物业", "消费", "生产经营", "环境污染", "旅游", "电子商务", "知识产权", "其他",
    )),
    Family("place", ("城镇|城区|城市", "农村|乡村")),
)  # fmt: skip

# One thing may bear several of these: such lists never add up.
OVERLAPPING = re.compile(
    "农民工|老年人|老人|妇女|未成年|残疾|军人|退役|困难|少数民族|低保|学生|青少年|特殊人群|信教|党员|团员|女性|学历|以上|以下|骨干|国家级|省级|市级|州级|县级|区级|乡级|镇级|村级"
)

NOT_A_PART = re.compile(
    "另有|另外|另|此外|不含|不包括|除外|除|同时|同比|环比|较上年|比上年|上年|去年|同期|每|平均|人均|其余均|以来|其中|包括|目标|计划|力争|累计|共计|合计|总计"
)
LEADS = re.compile(
    r"^(?:[\s“”‘’《》]*(?:其中|分别为|分别|全年|今年|年内|全区|全市|全县|全省|全州|全旗|我区|我市|我县|我局|共计|合计|总计|累计|总共|共"
    r"|已(?![结办])|均|并|且|本年度|本年|年度|现有|现|目前|还|又|为|是|有|含|包括|包含|截至目前|截止目前|以及|及|和|与"
    r"|[一二三四五六七八九十]{1,2}是))+"
)
TAILS = re.compile(r"(?:达到了|达到|高达|达|为|是|有|约|共计|共|合计|计|了|的|分别|数|量|\s|：|:)+$")

GROWTH = re.compile(
    r"(?P<up>同比增长|环比增长|增长|增加|上升|提高|提升|上涨|增幅|递增|(?<![新许最至])[多增升])(?:了|率)?(?:约|近|为|达|达到|超过|超|逾)?\s*$"
    r"|(?P<down>同比下降|环比下降|下降|减少|降低|下滑|回落|降幅|缩短|压缩|(?<![至不])[少降减])(?:了|率)?(?:约|近|为|达|达到|超过|超|逾)?\s*$"
)
LEVEL = re.compile(r"(?:增长|增加|上升|提高|提升|上涨|增|升|下降|减少|降低|下滑|回落|缩短|降|减)(?:到|至|为)\s*$")
BEFORE = re.compile(r"上年|去年|同期|上一年|往年|前年|上季度|上月|上半年同期")
FROM = re.compile(r"(?:由|从)[^，,；;。]{0,12}$")
CARRIED = re.compile(r"结转|旧存|上年未结|上期未结|遗留|期初|存案|积案|往年未结|上年存")
PENDING = re.compile(
    r"未结|未办结|未审结|在办|正在办理|正在审理|尚未办结|尚未审结|待办|待审|剩余|尚在|未化解|未调结|正在"
)
RECEIVED = re.compile(r"排查|收到|受理|接收|收案|新收|接到|立案|登记|交办|承办|受案|接待")
CLOSED = re.compile(r"办结|审结|结案|已结|调结|办理完毕|处理完毕|已办|化解")
NOT_DUE = re.compile("未到期|未届|期限内|正在办理|正在调解|在办|尚未")
COMMON_WORDS = re.compile(
    "已|调处|调解|成功|办结|审结|结案|结|案件|案卷|纠纷|矛盾|申请|受理|收到|办理|化解|合格|优秀|良好|抽取|评选|处理|行政|复议|数|的|其|共|等|批准|满意|，"
)
PLANNED = re.compile(r"力争|目标|计划|拟|确保|要求|任务|争取|预计|不得|应当|应达|考核标准|指标为|规划")


class Quota(NamedTuple):
    """What a rate divides by what: `name` of the rate, words of its numerator, of its customary denominators.

    What `also` names may be added to the numerator. `several` rates may add up what their
    words name; `loose` ones are also reckoned over less than is printed.
    """

    name: re.Pattern[str]
    top: str
    base: str
    also: str = ""
    several: bool = False
    loose: bool = False
    sure: bool = True


def _quota(
    name: str, top: str, base: str, *, also: str = "", several: bool = False, loose: bool = False, sure: bool = True
) -> Quota:
    return Quota(re.compile(name), top, base, also, several or bool(also), loose, sure)


_SEEN = "抽查|抽取|评查|检查|抽检|检测|参考|考核|测评|考试|回收|收回|案卷|应"
QUOTAS = (
    _quota("不合格率", "不合格|未合格", _SEEN),
    _quota("合格率", "(?<![不本])合格", _SEEN, also="优秀|良好"),
    _quota("优秀率|优良率", "优秀|优良|优", _SEEN, several=True),
    _quota("成功率", "(?<![未不])成功", "受理|调解|调处|排查|办理|介入|化解", loose=True),
    _quota("调撤|综合.*(?:调|化解|和解)|和解撤回|调解和解|和解调解|调解.*撤", "调解|和解|撤回|撤诉", "办结|审结|结案|受理|收到|办理", several=True, sure=False),
    _quota("调解结案率", "调解(?!员|委|室|组织|中心)", "办结|审结|结案|受理|收到|收案|办理"),
    _quota("调解率", "调解(?!员|委|室|组织|中心)", "办结|审结|结案|受理|收到|收案|办理", sure=False),
    _quota("(?:按期|按时|限期|及时)", "按期|按时|限期|及时", "办结|审结|结案|受理|收到|办理", sure=False),
    _quota("(?:办结|结案|审结)率", "办结|审结|结案|已结|结", "受理|收到|收案|接收|办理|立案|交办|受案|新收|登记|承办|接到"),
    _quota("化解率", "化解|调处|调解", "排查|受理|发现|矛盾纠纷|摸排|接收|交办", loose=True),
    _quota("纠错率", "纠错|撤销|变更|确认违法|责令", "审结|办结|受理|结案", several=True, loose=True, sure=False),
    _quota("满意率|满意度", "(?<!不)满意", "回访|测评|调查|收回|发放|评价|受访", several=True, sure=False),
    _quota("履行率", "履行", "协议|成功|达成", sure=False),
    _quota("出庭(?:应诉)?率", "出庭", "开庭|应诉|案件|应出庭", sure=False),
    _quota("受理率", "(?<!不予)受理", "收到|申请|收案|接收"),
    _quota("批准率", "批准", "申请|受理"),
    _quota("回访率", "回访", "办结|结案|成功|受理", sure=False),
    _quota("败诉率", "败诉", "诉讼|应诉|审结|判决|案件", sure=False),
    _quota("胜诉率", "胜诉", "诉讼|应诉|审结|判决|案件", sure=False),
    _quota("获奖率", "获奖", "征集|参赛|报送|收到", sure=False),
)  # fmt: skip
# Such a rate is of a part of its whole: it never exceeds 100 %.
AT_MOST_ALL = re.compile("合格率|优秀率|优良率|满意率|满意度|覆盖率|参与率|参训率|培训率|知晓率|出庭率|到位率|入户率")

# Units that count the same things, so that one may be set beside the other.
ALIKE = {
    unit: group[0]
    for group in (("件", "起", "宗"), ("人", "名", "位"), ("场", "场次", "次"), ("卷", "本", "册", "宗"), ("家", "户"))
    for unit in group
    if unit != "宗" or group[0] == "件"
}
