"""What activities there are, what of them is counted in which unit, and which figures of the report they make."""

from typing import NamedTuple

from xcli.domain.code import CodeList, code
from xcli.text import Text

SESSIONS, TIMES, PERSON_TIMES, COPIES = (
    Text("场次", "sessions"),
    Text("次", "times"),
    Text("人次", "person-times"),
    Text("份", "copies"),
)
ITEMS, BATCHES, PIECES, PERSONS = (
    Text("条", "items"),
    Text("批次", "batches"),
    Text("篇", "pieces"),
    Text("名", "persons"),
)
PEOPLE, MATTERS, BODIES = Text("人", "people"), Text("件", "matters"), Text("家", "bodies")

MEASURE = CodeList(
    "activity_measure",
    Text("数量项", "quantities"),
    (
        code("sessions", "场次", "sessions", "场", "活动场次", "举办场次", "讲座场次", unit=SESSIONS),
        code("times", "次数", "times", "次", "排查次数", "开展次数", unit=TIMES),
        code("people", "人次", "person-times", "受众人次", "参加人次", "咨询人次", "服务人次", unit=PERSON_TIMES),
        code("matters", "咨询件数", "matters asked", "件", "咨询事项件数", unit=MATTERS),
        code(
            "copies", "发放资料", "leaflets", "份", "资料份数", "宣传资料", "发放宣传资料", "发放资料份数", unit=COPIES
        ),
        code("audience", "受教育群众", "people reached", "受教育人数", "受众人数", "人", unit=PEOPLE),
        code("posts", "推送", "posts", "条", "推送条数", "推文", unit=ITEMS),
        code("views", "浏览量", "views", "阅读量", "浏览次数", unit=PERSON_TIMES),
        code("batches", "批次", "batches", "随同执法批次", unit=BATCHES),
        code("contracts", "审查合同", "contracts reviewed", "合同", "审查合同份数", unit=COPIES),
        code("rules", "审查规章制度", "rules reviewed", "规章制度", "审查制度", unit=COPIES),
        code("reports", "体检报告", "check-up reports", "出具体检报告", unit=COPIES),
        code("bodies", "参加单位", "bodies taking part", "家", "单位数", "企业数", unit=BODIES),
        code("essays", "征文", "essays", "篇", "法治征文", unit=PIECES),
        code("speeches", "演讲稿", "speeches", unit=PIECES),
        code("essay_prizes", "获奖征文", "essays given a prize", unit=PIECES),
        code("students_placed", "取得名次的学生", "students placed", "获奖学生", "名", unit=PERSONS),
        code("teachers_honoured", "优秀指导教师", "teachers honoured", "获奖教师", unit=PERSONS),
    ),
    open=True,
)
KIND = CodeList(
    "activity_kind",
    Text("活动种类", "kinds of activity"),
    (
        code("study", "习近平法治思想学习会", "study session", "学习会", "理论学习", takes=("sessions", "people")),
        code("study_list", "学法清单", "study list", "理论中心组学法清单", takes=("times",)),
        code("account", "专题述法", "account of the rule of law", "述法", takes=("times", "people")),
        code("checkup", "法治体检", "legal check-up", "企业法治体检", takes=("times", "contracts", "rules", "reports")),
        code("firm_advice", "企业法律宣传咨询", "advice to firms", "企业咨询", takes=("times", "people", "copies")),
        code("firm_lecture", "企业法治讲座", "lecture for firms", takes=("sessions", "people", "copies")),
        code("ceremony", "授牌仪式", "ceremony", "挂牌", takes=("times", "people")),
        code("ride_along", "随同执法", "ride-along inspection", takes=("batches",)),
        code("inspection", "法治督察", "inspection", "法治建设督察", "督察", takes=("times", "bodies")),
        code("audit_feedback", "案卷评查反馈会", "feedback on files", "评查反馈会", takes=("times", "bodies")),
        code("advisory", "行政复议咨询委员会会议", "advisory committee meeting", "咨询委员会会议", takes=("times",)),
        code("joint_meeting", "执法与复议工作联席会", "joint meeting", "联席会", "联席会议", takes=("times", "bodies")),
        code("screening", "矛盾纠纷排查", "screening", "排查", "纠纷排查", takes=("times",)),
        code("consultation", "法律咨询", "consultation", "咨询", takes=("people", "matters")),
        code("lecture", "普法讲座", "lecture", "讲座", "法治讲座", takes=("sessions", "people", "copies")),
        code("outreach", "宣传咨询服务", "outreach", "宣传活动", "普法宣传", takes=("sessions", "people", "copies")),
        code("post", "公众号推送", "post", "推送", "微信推送", takes=("posts", "views")),
        code("accountability", "普法责任制点评会", "review of duties", "履职情况汇报点评会", takes=("times", "bodies")),
        code("training", "法律明白人培训", "training", "讲座培训", "明白人培训", takes=("sessions", "people")),
        code("workshop", "法治曲艺创作培训会", "workshop", "创作培训会", takes=("sessions", "people")),
        code("performance", "法治曲艺惠民演出", "performance", "演出", "惠民演出", takes=("sessions", "people")),
        code(
            "contest",
            "征文演讲比赛",
            "contest",
            "征文比赛",
            "演讲比赛",
            takes=("times", "essays", "speeches", "essay_prizes", "students_placed", "teachers_honoured"),
        ),
        code("visit", "现场观摩", "visit", "观摩", takes=("times", "people")),
        code(
            "corrections_publicity",
            "社区矫正普法宣传",
            "publicity on corrections",
            "矫正宣传",
            takes=("times", "copies", "audience"),
        ),
        code("area_talk", "分片区集中宣讲", "talk in an area", "集中宣讲", takes=("sessions", "people")),
        code("counselling", "个人心理矫治", "individual counselling", "心理矫治", takes=("people",)),
        code("group_counselling", "小组心理矫治", "group counselling", "团体辅导", takes=("people", "times")),
        code("psychology_lecture", "心理讲座", "psychology lecture", takes=("times", "people")),
        code("planting", "公益植树", "tree planting", "植树", takes=("times", "people")),
        code("forum", "座谈会", "forum", takes=("times", "people", "bodies")),
        code("cleanup", "规范性文件清理", "clean-up of documents", "全面清理", takes=("times",)),
        code("briefing", "工作部署会", "briefing", "部署会", takes=("times", "people")),
        code("other", "其他活动", "other", "其他", takes=("times", "sessions", "people", "copies")),
    ),
    open=True,
    measures=MEASURE,
)
AUDIENCE = CodeList(
    "activity_audience",
    Text("对象", "audiences"),
    (
        code("residents", "群众", "residents", "村民", "居民", "社区居民"),
        code("students", "青少年学生", "students", "学生", "青少年", "师生"),
        code("clergy", "宗教教职人员", "clergy", "教职人员", "僧人", "寺院"),
        code("firms", "企业经营人员", "people in business", "企业", "企业职工", "职工"),
        code("officials", "国家工作人员", "officials", "领导干部", "干部", "公务员"),
        code("cadres", "村社区干部", "village cadres", "村干部", "法律明白人"),
        code("migrants", "农民工", "migrant workers"),
        code("women", "妇女", "women", "女性"),
        code("elderly", "老年人", "the elderly"),
        code("disabled", "残疾人", "the disabled"),
        code("soldiers", "军人军属", "soldiers and families", "退役军人"),
        code("corrections", "社区矫正对象", "people under correction", "矫正对象"),
        code("released", "安置帮教对象", "people in aftercare"),
        code("other", "其他", "others"),
    ),
    open=True,
)
TAKER = CodeList(
    "activity_taker",
    Text("参加者类别", "kinds of participant"),
    (
        code("firm", "企业", "firm", "参加企业", "企业名称", "民营企业", "受检企业"),
        code("school", "学校", "school", "学校名称"),
        code("village", "村（社区）", "village", "村", "社区", "村社区"),
        code("temple", "寺院", "temple", "宗教活动场所"),
        code("department", "单位", "department", "参加部门", "部门"),
        code("lawyer", "律师", "lawyer", "参加律师", "律师姓名"),
        code("person", "人员", "person", "主讲人", "讲师"),
    ),
)
MANNER = CodeList(
    "screening_manner",
    Text("排查方式", "manners of screening"),
    (
        code("door", "入户敲门", "door to door", "入户", "敲门", "上门"),
        code("routine", "日常排查", "routine", "日常", "定期"),
        code("special", "专项排查", "special", "专项", "集中排查"),
    ),
    open=True,
)
CHANNEL = CodeList(
    "consultation_channel",
    Text("咨询渠道", "channels"),
    (
        code("visit", "来访", "in person", "现场", "窗口", "来访咨询"),
        code("hotline", "12348热线", "12348 hotline", "12348", "热线", "电话", "来电"),
        code("website", "12348法网", "12348 website", "网站", "法网", "网络", "12348青海法网"),
        code("wechat", "微信", "WeChat", "公众号"),
        code("outreach", "宣传活动现场", "at an event", "活动现场"),
        code("other", "其他", "other"),
    ),
    open=True,
)
HANDLING = CodeList(
    "consultation_handling",
    Text("咨询处理", "handling"),
    (
        code("answered", "当场解答", "answered", "解答", "已解答", "答复"),
        code("aid", "转法律援助", "legal aid", "法律援助", "申请援助"),
        code("mediation", "引导人民调解", "mediation", "人民调解", "调解"),
        code("notary", "引导公证", "notary", "公证"),
        code("lawyer", "引导委托律师", "private lawyer", "委托律师"),
        code("elsewhere", "告知其他部门", "elsewhere", "其他部门"),
    ),
    open=True,
)
MATTER = CodeList(
    "consultation_matter",
    Text("咨询事项", "matters asked"),
    (
        code("wages", "劳动报酬", "wages", "欠薪", "工资"),
        code("labour", "劳动争议", "labour"),
        code("injury", "人身损害", "injury", "工伤", "交通事故"),
        code("marriage", "婚姻家庭", "marriage and family", "离婚", "婚姻"),
        code("support", "赡养抚养", "maintenance", "赡养", "抚养", "赡养费"),
        code("inheritance", "继承", "inheritance"),
        code("debt", "借贷债务", "debts", "借款", "民间借贷"),
        code("contract", "合同", "contracts"),
        code("land", "土地房屋", "land and houses", "土地", "房屋", "宅基地"),
        code("crime", "刑事", "criminal"),
        code("administration", "行政", "administrative"),
        code("procedure", "诉讼程序", "procedure", "诉讼"),
        code("other", "其他", "other"),
    ),
    open=True,
)


class Counted(NamedTuple):
    """A figure that activities make: its id and labels, the kinds it is counted of, and what is counted.

    `measure` names what is summed; without it, the different participants of a kind, `taker`, are counted.
    """

    id: str
    zh: str
    en: str
    kinds: tuple[str, ...]
    measure: str = ""
    audience: str = ""
    taker: str = ""
    aliases: tuple[str, ...] = ()
    headline: bool = False


FIGURES = (
    Counted("study.sessions", "习近平法治思想学习会", "study sessions on the rule of law", ("study",), "sessions"),
    Counted(
        "enterprise.lawyers", "参与免费法治体检的律师", "lawyers in the legal check-ups", ("checkup",), taker="lawyer"
    ),
    Counted(
        "enterprise.checkups",
        "免费法治体检的民营企业",
        "firms given a legal check-up",
        ("checkup",),
        taker="firm",
        aliases=("法治体检企业",),
    ),
    Counted(
        "enterprise.consulted",
        "法律宣传咨询的企业",
        "firms given publicity or advice",
        ("firm_advice",),
        taker="firm",
    ),
    Counted("enterprise.lectures", "企业法治讲座", "lectures for firms", ("firm_lecture",), "sessions"),
    Counted("enterprise.contracts", "审查合同", "contracts reviewed", ("checkup",), "contracts"),
    Counted("enterprise.rules", "审查规章制度", "company rules reviewed", ("checkup",), "rules"),
    Counted("supervision.ride_alongs", "随同执法", "ride-along inspections", ("ride_along",), "batches"),
    Counted("audit.feedback", "案卷评查反馈会", "feedback meetings", ("audit_feedback",), "times"),
    Counted(
        "recon.committee_meetings", "行政复议咨询委员会会议", "advisory committee meetings", ("advisory",), "times"
    ),
    Counted("recon.joint_meetings", "执法与复议工作联席会", "joint meetings", ("joint_meeting",), "times"),
    Counted("dispute.screenings", "矛盾纠纷排查", "dispute screenings", ("screening",), "times", headline=True),
    Counted("aid.consultations", "提供法律咨询", "legal consultations", ("consultation",), "people", headline=True),
    Counted("publicity.lectures", "普法讲座", "publicity lectures", ("lecture",), "sessions", headline=True),
    Counted("publicity.outreach", "宣传咨询服务活动", "outreach events", ("outreach",), "sessions", headline=True),
    Counted("publicity.posts", "公众号推送", "posts on the official account", ("post",), "posts", headline=True),
    Counted("publicity.views", "浏览量", "views", ("post",), "views", aliases=("阅读量",)),
    Counted("villagelaw.trainings", "法律明白人培训", "training of literate villagers", ("training",), "sessions"),
    Counted("culture.performances", "法治曲艺惠民演出", "performances", ("performance",), "sessions"),
    Counted("school.lectures", "法律进校园讲座", "lectures in schools", ("lecture",), "sessions", audience="students"),
    Counted("school.essays", "法治征文", "essays", ("contest",), "essays"),
    Counted("school.speeches", "演讲稿", "speeches", ("contest",), "speeches"),
    Counted("school.essay_prizes", "获奖征文", "essays given a prize", ("contest",), "essay_prizes"),
    Counted("school.students_placed", "取得名次的学生", "students placed", ("contest",), "students_placed"),
    Counted("school.teachers_honoured", "优秀指导教师", "teachers honoured", ("contest",), "teachers_honoured"),
    Counted(
        "temple.lectures", "宗教教职人员普法讲座", "lectures for clergy", ("lecture",), "sessions", audience="clergy"
    ),
    Counted(
        "corrections.publicity", "社区矫正普法宣传", "publicity on corrections", ("corrections_publicity",), "times"
    ),
    Counted(
        "corrections.materials", "社区矫正发放宣传资料", "leaflets on corrections", ("corrections_publicity",), "copies"
    ),
    Counted(
        "corrections.audience",
        "社区矫正受教育群众",
        "people reached on corrections",
        ("corrections_publicity",),
        "audience",
    ),
    Counted("corrections.counselling", "个人心理矫治", "individual counselling", ("counselling",), "people"),
    Counted("corrections.group_counselling", "小组心理矫治", "group counselling", ("group_counselling",), "people"),
    Counted("corrections.lectures", "心理讲座", "psychology lectures", ("psychology_lecture",), "times"),
)
OPENED = "aid"  # the line in which a consultation that needs more is opened as a case
