"""A year of activities as offices and sections would have listed them: own invention, the same each time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from xcli.cli.demo.dispute import FAMILY, GIVEN, YEAR
from xcli.cli.demo.townships import TOWNSHIPS

SCREENINGS, CONSULTATIONS, OUTREACH, POSTS, VIEWS = 19_051, 1_387, 1_308, 1_263, 283_146
STUDY, SCHOOL, TEMPLE, OTHER_LECTURES, TRAININGS = 163, 184, 103, 79, 23
FIRMS, ADVISED, LAWYERS, CONTRACTS, RULES = 35, 36, 45, 13, 17
LEAFLETS, REACHED, COUNSELLED = 1_540, 2_060, 46
SPRING = date(YEAR, 1, 1)
Row = tuple[object, ...]

SCREENING_HEAD = ("活动种类", "活动日期", "结束日期", "司法所", "排查方式", "排查次数")
CONSULTATION_HEAD = ("活动种类", "咨询日期", "司法所", "咨询人", "咨询事项", "咨询渠道", "处理情况")
POST_HEAD = ("活动种类", "推送日期", "结束日期", "主题", "推送条数", "浏览量")
LECTURE_HEAD = ("活动种类", "活动日期", "司法所", "活动主题", "活动对象", "地点", "场次", "受众人次")
EVENT_HEAD = (
    "活动种类",
    "活动日期",
    "司法所",
    "活动名称",
    "地点",
    "对象",
    "企业",
    "参加律师",
    "场次",
    "次数",
    "人次",
    "批次",
    "发放资料（份）",
    "受教育群众（人）",
    "审查合同（份）",
    "审查规章制度（份）",
    "征文",
    "演讲稿",
    "获奖征文",
    "获奖学生",
    "获奖教师",
)
MATTERS = ("劳动报酬", "婚姻家庭", "借贷债务", "人身损害", "赡养抚养", "土地房屋", "继承", "刑事", "合同")
TOPICS = ("民法典", "反电信诈骗", "防治家庭暴力", "道路交通安全", "农民工工资支付", "宪法", "禁毒", "信访工作条例")
TRADES = ("农牧", "建材", "商贸", "酒店", "食品", "运输", "织造", "机械")
PLACES = ("鲁沙尔", "多巴", "甘河", "康川", "拦隆口", "上新庄")
ONCE: tuple[tuple[str, int, int, str, str, str], ...] = (
    ("学法清单", 1, 18, "印发党委（党组）理论中心组学法清单", "", ""),
    ("专题述法", 1, 26, "党政主要负责人专题述法", "区委党校", "国家工作人员"),
    ("座谈会", 4, 25, "湟中区首届刑事执行“法护营商”座谈会", "区检察院", "企业"),
    ("授牌仪式", 5, 15, "湟中区首届执法监督员授牌仪式", "区司法局", ""),
    ("法治督察", 6, 12, "2024年度法治建设督察", "", ""),
    ("普法责任制点评会", 11, 6, "“谁执法谁普法”履职情况汇报点评会", "区司法局", "国家工作人员"),
    ("现场观摩", 7, 10, "民主法治示范村现场观摩", "共和镇苏尔吉村", "村社区干部"),
    ("规范性文件清理", 8, 20, "行政规范性文件第六次全面清理", "", ""),
    ("案卷评查反馈会", 10, 16, "行政处罚案卷评查反馈会", "区司法局", ""),
    ("行政复议咨询委员会会议", 4, 11, "行政复议咨询委员会第一次会议", "区司法局", ""),
    ("行政复议咨询委员会会议", 9, 19, "行政复议咨询委员会第二次会议", "区司法局", ""),
    ("执法与复议工作联席会", 6, 27, "行政执法与行政复议工作联席会", "区司法局", ""),
    ("公益植树", 4, 12, "社区矫正公益林挂牌植树", "社区矫正公益林", "社区矫正对象"),
    ("工作部署会", 11, 15, "今冬明春两类人员普法宣传教育部署会", "区司法局", ""),
    ("心理讲座", 5, 23, "社区矫正对象心理讲座", "区社区矫正中心", "社区矫正对象"),
)


def spread(dice: Random, total: int, parts: int) -> list[int]:
    """Divide a total into so many parts, none of them empty."""
    cuts = sorted(dice.sample(range(1, total), parts - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _last(month: int) -> date:
    return (date(YEAR, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def screenings() -> Iterator[Row]:
    """Yield every office's months, door to door and routine, one row each."""
    dice = Random(20240191)
    counts = iter(spread(dice, SCREENINGS, len(TOWNSHIPS) * 24))
    for one in TOWNSHIPS:
        for month in range(1, 13):
            for manner in ("入户敲门", "日常排查"):
                yield ("矛盾纠纷排查", date(YEAR, month, 1), _last(month), one.name, manner, next(counts))


def consultations() -> Iterator[Row]:
    """Yield every person who asked, with one matter or several."""
    dice = Random(20241387)
    for n in range(CONSULTATIONS):
        asked = "、".join(dice.sample(MATTERS, dice.choice((1, 1, 1, 2, 2, 3))))
        day = SPRING + timedelta(days=n * 366 // CONSULTATIONS)
        channel = dice.choice(("来访", "来访", "12348热线", "12348法网", "微信"))
        handling = dice.choice(("当场解答", "当场解答", "转法律援助", "引导人民调解"))
        person = dice.choice(FAMILY) + dice.choice(GIVEN)
        yield ("法律咨询", day, dice.choice(TOWNSHIPS).name, person, asked, channel, handling)


def posts() -> Iterator[Row]:
    """Yield the weeks of the official account, a row each."""
    dice = Random(20241263)
    weeks = 52
    for n, (count, views) in enumerate(zip(spread(dice, POSTS, weeks), spread(dice, VIEWS, weeks), strict=True)):
        first = SPRING + timedelta(days=7 * n)
        last = min(first + timedelta(days=6), _last(first.month))
        yield ("公众号推送", first, last, f"湟中普法第{n + 1}周", count, views)


def lectures() -> Iterator[Row]:
    """Yield study sessions, lectures by audience, training and outreach: one row for one or several sessions."""
    dice = Random(20240366)
    wanted: list[tuple[str, str, str, int]] = [
        ("普法讲座", "青少年学生", "法律进校园", SCHOOL),
        ("普法讲座", "宗教教职人员", "法律进寺院", TEMPLE),
        ("普法讲座", "群众", "", OTHER_LECTURES),
        ("习近平法治思想学习会", "国家工作人员", "习近平法治思想专题学习", STUDY),
        ("法律明白人培训", "村社区干部", "法律明白人培训", TRAININGS),
    ]
    for kind, audience, topic, count in wanted:
        for n in range(count):
            day = SPRING + timedelta(days=3 + n * 360 // count)
            title = topic or f"{dice.choice(TOPICS)}讲座"
            yield (kind, day, dice.choice(TOWNSHIPS).name, title, audience, "", 1, dice.randrange(20, 160))
    for one, count in zip(TOWNSHIPS, spread(dice, OUTREACH - 12 * 15, len(TOWNSHIPS)), strict=True):
        for month, more in enumerate(_months(dice, count), 1):
            day = date(YEAR, month, dice.randrange(1, 28))
            yield ("宣传咨询服务", day, one.name, dice.choice(TOPICS), "群众", "", more + 1, 40 * (more + 1))


def _months(dice: Random, count: int) -> list[int]:
    found = [0] * 12
    for _ in range(count):
        found[dice.randrange(12)] += 1
    return found


def events() -> Iterator[Row]:
    """Yield what happened once or a few times, and the check-ups of firms."""
    dice = Random(20240035)
    for kind, month, day, title, place, audience in ONCE:
        yield _row(kind, date(YEAR, month, day), title=title, place=place, audience=audience, times=1)
    yield from _firms(dice)
    for n, area in enumerate(("市场监管", "交通运输", "城市管理")):
        for batch in range(2):
            yield _row("随同执法", date(YEAR, 6 + n, 5 + 14 * batch), title=f"{area}领域随同执法", batches=1)
    yield _row("法治曲艺创作培训会", date(YEAR, 3, 20), title="法治曲艺创作培训会", sessions=1, people=46)
    for n, topic in enumerate(("反邪教", "反家暴", "妇女依法维权", "道路交通安全", "反家暴", "反邪教")):
        yield _row("法治曲艺惠民演出", date(YEAR, 5 + n, 18), title=topic, audience="群众", sessions=1, people=300)
    yield _row(
        "征文演讲比赛", date(YEAR, 5, 31), title="青少年法治征文暨演讲比赛", audience="青少年学生", times=1,
        essays=108, speeches=30, essay_prizes=30, students=10, teachers=12,
    )  # fmt: skip
    yield from _corrections(dice)


def _firms(dice: Random) -> Iterator[Row]:
    firms = [f"湟中{PLACES[n % 6]}{TRADES[n // 6 % 8]}有限公司" for n in range(ADVISED + 4)]
    lawyers = [f"{FAMILY[n % len(FAMILY)]}{GIVEN[(n * 5 + n // len(FAMILY)) % len(GIVEN)]}" for n in range(LAWYERS)]
    contracts, rules = spread(dice, CONTRACTS, 9), spread(dice, RULES, 11)
    for n in range(FIRMS):
        pair = lawyers[n : n + 1] + (lawyers[FIRMS + n : FIRMS + n + 1])
        given = contracts[n] if n < len(contracts) else None, rules[n - 9] if 9 <= n < 20 else None
        day = date(YEAR, 3, 4) + timedelta(days=n * 2)
        yield _row("法治体检", day, firm=firms[n], lawyer="、".join(pair), times=1, contracts=given[0], rules=given[1])
    for n in range(ADVISED):
        day = date(YEAR, 3, 5) + timedelta(days=n * 3)
        yield _row("企业法律宣传咨询", day, firm=firms[n + 4], times=1, copies=20)
    for month in (4, 6, 9, 11):
        yield _row("企业法治讲座", date(YEAR, month, 14), title="依法经营", audience="企业", sessions=1, people=60)


def _corrections(dice: Random) -> Iterator[Row]:
    shares = zip(spread(dice, LEAFLETS, 28), spread(dice, REACHED, 28), strict=True)
    for n, (copies, reached) in enumerate(shares):
        office, day = TOWNSHIPS[n % len(TOWNSHIPS)].name, date(YEAR, 11, 18) + timedelta(days=n)
        yield _row(
            "社区矫正普法宣传", day, office=office, title="社区矫正法", times=1, copies=copies, audience_count=reached
        )
    for n, area in enumerate(PLACES[:5]):
        yield _row("分片区集中宣讲", date(YEAR, 11, 20 + n), title="两类人员集中宣讲", place=f"{area}片区", sessions=1)
    for n, count in enumerate(spread(dice, COUNSELLED, 12)):
        yield _row("个人心理矫治", date(YEAR, n + 1, 16), title="个别辅导", people=count)
    yield _row(
        "小组心理矫治", date(YEAR, 3, 8), title="女性社区矫正对象心理团体辅导", audience="妇女", times=1, people=5
    )
    yield _row("小组心理矫治", date(YEAR, 9, 6), title="小组心理矫治", times=1, people=4)


def _row(
    kind: str,
    day: date,
    *,
    office: str = "",
    title: str = "",
    place: str = "",
    audience: str = "",
    firm: str = "",
    lawyer: str = "",
    **counts: int | None,
) -> Row:
    names: Sequence[str] = (
        "sessions", "times", "people", "batches", "copies", "audience_count", "contracts", "rules",
        "essays", "speeches", "essay_prizes", "students", "teachers",
    )  # fmt: skip
    return (kind, day, office, title, place, audience, firm, lawyer, *(counts.get(name) for name in names))


SHEETS = {
    "矛盾纠纷排查月报": (SCREENING_HEAD, screenings),
    "法律咨询登记": (CONSULTATION_HEAD, consultations),
    "公众号推送": (POST_HEAD, posts),
    "讲座和宣传": (LECTURE_HEAD, lectures),
    "活动登记": (EVENT_HEAD, events),
}
