"""登记册: what stands from one day until another. A register is a kind; a new one is a code, not a new page."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from xcli.domain.calendar import Calendar
from xcli.domain.clock import Clock
from xcli.domain.code import Code
from xcli.domain.codes import register as codes
from xcli.domain.field import Choice, Day, Field, Flag, Name, Whole, Words
from xcli.domain.indicator import Count, Identity, Indicator, Stock
from xcli.domain.law import Law
from xcli.domain.lists import Lists
from xcli.domain.page import Docket, Entry, Lasting, Rule, ShortForm
from xcli.domain.predicate import Always, Predicate
from xcli.text import Text

PRACTICE = Law(Text("统计惯例", "statistical practice"))
CORRECTIONS = Text("社区矫正法", "Community Correction Law")
MEDIATION = Text("人民调解法", "People's Mediation Law")
AWARDS = Law(Text("全国民主法治示范村（社区）建设指导标准", "standards for model villages"))
LITERATE = Law(Text("乡村“法律明白人”培养工作规范（试行）", "rules on legally literate villagers"))
SUPERVISION = Law(Text("行政执法监督条例（国务院令第825号）", "Regulations on the Supervision of Enforcement"), "6")
VALIDITY = Law(Text("青海省行政规范性文件制定和备案办法（省政府令第99号）",
                    "Qinghai measures on normative documents, decree 99"),
               short=Text("省政府令第99号", "decree 99"))

# A normative document is valid for five years, one on trial for two.
YEARS, YEARS_ON_TRIAL = 5, 2
_DAY = timedelta(days=1)


def belonging(kind: Choice, category: Choice) -> Iterator[Rule]:
    """Yield the rules that keep each category with its register."""
    for name, known in codes.CATEGORIES.items():
        label = codes.KIND.label_of(name)
        yield Rule(f"category-of-{name}", category.is_(*known) & ~kind.is_(name),
                   Text(f"这个登记类别只用于{label.zh}", f"this category is one of {label.en}"), category)


class RegisterEntry(Entry):
    """One entry of one register."""

    name = "register"
    label = Text("登记册", "registers")
    mark = "册"
    order = 90
    rhythm = "yearly"
    section = "justice"

    kind = Choice("册别", "register", codes.KIND, required=True, aliases=("登记册", "登记册名称", "名册", "登记种类"))
    category = Choice("登记类别", "category", codes.CATEGORY, aliases=("类别", "级别", "品牌", "矫正类别", "类型", "等级", "制定机关类别"))
    title = Words("名称", "title", limit=200, sought=True,
                  aliases=("村名", "社区名称", "文件名称", "工作室名称", "调委会名称", "联系点名称", "场所名称", "长廊名称", "单位名称"))
    code = Words("代码或文号", "code", limit=64, aliases=("代码", "村代码", "区划代码", "文号", "发文字号", "证号", "证书编号", "代号"))
    aliases = Words("别名", "aliases", limit=400, aliases=("曾用名", "又名", "异写"))
    person = Name("姓名", "name", limit=50, private="name", sought=True,
                  aliases=("人员姓名", "监督员姓名", "法律明白人姓名", "调解员姓名", "律师姓名", "顾问姓名"))
    sex = Choice("性别", "sex", codes.SEX)
    minor = Flag("未成年", "minor", aliases=("是否未成年", "未成年人"), law=Law(CORRECTIONS, "54"))
    village = Choice("所在村（社区）", "village", codes.VILLAGE, aliases=("所在村", "村", "所在社区", "村社区", "行政村", "村（社区）"))
    body = Words("所属单位", "body", limit=100, aliases=("所在单位", "工作单位", "律师事务所", "所属调委会", "制定机关", "寺院", "所在寺院"))
    since = Day("起始日期", "since", required=True,
                aliases=("起始日", "认定日期", "命名日期", "授予日期", "聘任日期", "成立日期", "建成日期", "设立日期", "印发日期", "入矫日期",
                         "接收日期", "衔接日期", "登记日期"))
    valid_until = Day("有效期至", "valid until", future=True, aliases=("聘期至", "任期至", "矫正期满日期", "期满日期", "有效期截止"))
    until = Day("退出日期", "ended on", aliases=("撤销日期", "解除日期", "出矫日期", "解聘日期", "废止日期", "失效日期", "终止日期"))
    ending = Choice("退出原因", "why it ended", codes.REASON, aliases=("解除原因", "撤销原因", "出矫原因", "失效原因"))
    expires_on = Day("到期日", "expires on", future=True, computed=True, law=VALIDITY,
                     hint=Text("有效期至；规范性文件未写的，自起始日期起 5 年，试行 2 年",
                               "valid until; of normative documents five years, two on trial, unless given"))
    ended_on = Day("不再在册日期", "off the register on", future=True, computed=True,
                   hint=Text("退出日期；没有的，为到期日次日", "the day it ended, else the day after it expires"))
    trial = Flag("试行或暂行", "on trial", aliases=("试行", "暂行"), law=VALIDITY)
    trained = Flag("已培训", "trained", aliases=("是否培训", "培训情况", "培训"), law=LITERATE)
    out_of_contact = Flag("脱管失联", "out of contact", aliases=("脱管", "失联", "漏管"), law=Law(CORRECTIONS, "30"))
    cleaned_on = Day("清理日期", "cleaned up on", law=VALIDITY)
    cleanup = Choice("清理结果", "result of the clean-up", codes.CLEANUP, law=VALIDITY)
    count = Whole("数量", "quantity", unit=Text("个", ""), aliases=("总数", "村社区数"))
    note = Words("备注", "note", limit=400, lines=True, private="text", aliases=("说明",))

    document = kind.is_("normative")
    clocks = (
        Clock("register.expiry", Text("规范性文件有效期届满", "expiry of the document"), VALIDITY, expires_on, (until,), unit="stated",
              where=document, ceases=True, outlives=True, note=Text("届满自动失效；需继续施行的，期前评估修订",
                                                                    "it ceases by itself unless it is renewed before")),
        Clock("register.term", Text("任期或有效期届满", "end of the term"), PRACTICE, valid_until, (until,), unit="stated",
              where=~document, ceases=True, outlives=True),
    )
    docket = Docket(since, ended_on, ended_on.present, Text("条", "entries"))
    asked = (kind, category, title, person, village, Entry.office, since, valid_until)
    twin = (kind, category, title, code, person, village, body, since)
    single = (kind, category, title, code, person, village, body)
    cover = (Entry.case_no, kind, category, title, person, village, Entry.office, since, ended_on)
    groups = (kind, category, Entry.office, village, sex, ending)
    short_forms = (
        ShortForm("leave", Text("退出", "take off the register"), (until, ending)),
        ShortForm("clean", Text("清理", "clean up"), (cleaned_on, cleanup)),
    )
    lasting = Lasting(expires_on, count)
    names = (codes.VILLAGE.name, kind.is_("village", "community"))
    rules = (
        Rule("unnamed", ~(title.present | person.present | village.present | count.present),
             Text("没有名称、姓名或所在村", "neither title, name nor village is given"), title),
        Rule("person-unnamed", kind.is_(*codes.PERSONS) & ~(person.present | minor.true),
             Text("缺少姓名", "the name is missing"), person),
        Rule("minor-named", minor.true & person.present,
             Text("未成年社区矫正对象的身份信息保密（社区矫正法第54条），不登记姓名",
                  "the identity of minors is kept secret (Community Correction Law art. 54): no name is entered"), person,
             Text("删去姓名，在名称栏写代号", "remove the name and give a code as the title")),
        Rule("minor-without-code", minor.true & ~title.present,
             Text("未成年对象不登记姓名，要在名称栏写代号", "a minor has no name here and needs a code as the title"), title),
        Rule("village-without-code", kind.is_("village", "community") & ~(code.present & title.present),
             Text("村（社区）要有名称和代码", "a village needs a title and a code"), code),
        Rule("total-without-count", kind.is_("village_total") & ~count.present,
             Text("缺少数量", "the quantity is missing"), count),
        Rule("award-without-village", kind.is_("model_village") & ~village.present,
             Text("示范村要写明所在村（社区）", "an award needs its village"), village),
        Rule("award-without-level", kind.is_("model_village") & ~category.is_(*codes.LEVELS),
             Text("示范村要写明级别：国家级、省级、市级、县级", "an award needs its level"), category),
        Rule("sentence-missing", kind.is_("corrections") & ~category.is_(*codes.SENTENCES),
             Text("社区矫正对象要写明类别：管制、缓刑、假释、暂予监外执行", "which of the four kinds of correction is missing"), category),
        Rule("issuer-missing", kind.is_("normative") & ~category.present,
             Text("规范性文件要写明政府或部门", "whether of the government or of a department is missing"), category),
        Rule("ended-before-begun", until.before(since), Text("退出日期早于起始日期", "ended before it began"), until),
        Rule("valid-before-begun", valid_until.before(since), Text("有效期至早于起始日期", "valid until a day before it began"), valid_until),
        Rule("reason-without-day", ending.present & ~until.present,
             Text("有退出原因而无退出日期", "told why it ended, but not when"), until),
        Rule("cleaned-before-begun", cleaned_on.before(since), Text("清理日期早于起始日期", "cleaned up before it began"), cleaned_on),
        Rule("cleanup-without-day", cleanup.present & ~cleaned_on.present,
             Text("有清理结果而无清理日期", "the result of a clean-up without its day"), cleaned_on),
        Rule("day-without-cleanup", cleaned_on.present & ~cleanup.present,
             Text("有清理日期而无清理结果", "cleaned up without a result"), cleanup),
        *belonging(kind, category),
    )

    @classmethod
    def derived(cls, content: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
        """Tell when the entry expires and from which day it no longer stands."""
        del calendar
        expires: date | None = content.get("valid_until") or validity(content)
        ends = [day for day in (content.get("until"), expires and expires + _DAY) if day]
        return {"expires_on": expires, "ended_on": min(ends, default=None)}

    @classmethod
    def counted(cls, lists: Lists) -> tuple[Indicator, ...]:
        """Return the figures with the stock of each register that the bureau has added."""
        own = (kind for kind in lists.list_of(codes.KIND).codes if kind.code not in codes.KIND.by_code)
        return cls.indicators + tuple(stock(f"register.{k.code}", k.label.zh, k.label.en, PLACES, of(k.code)) for k in own)

    @classmethod
    def code_of(cls, content: Mapping[str, Any]) -> Code:
        """Return what other entries write for a village."""
        title, others = str(content["title"]), str(content.get("aliases") or "")
        words = tuple(word for word in others.replace("；", "、").replace("，", "、").split("、") if word.strip())
        return Code(str(content["code"]), Text(title, title), words, "until" in content)


def validity(content: Mapping[str, Any]) -> date | None:
    """Return the last day on which a normative document is valid if it does not say so itself."""
    since: date | None = content.get("since") if content.get("kind") == "normative" else None
    if since is None:
        return None
    year = since.year + (YEARS_ON_TRIAL if content.get("trial") else YEARS)
    leap = (since.month, since.day) == (2, 29)
    return (date(year, 3, 1) if leap else since.replace(year=year)) - _DAY


r = RegisterEntry
EVERY = Always()
PLACES, PEOPLE, PAPERS, ITEMS, PERCENT = (
    Text("个", "places"), Text("名", "people"), Text("件", "documents"), Text("条", "entries"), Text("%", "%"))
FIRMS, VILLAGES = Text("家", "firms"), Text("个", "villages")


# Where a report tells of a figure, by the first word of its id; all else stands with the villages.
SECTIONS = {"supervision": "government", "normative": "government", "villagelaw": "publicity", "temple": "publicity",
            "culture": "publicity", "adviser": "service", "corrections": "safety", "aftercare": "safety"}


def section_of(name: str) -> str:
    """Return the section of a report in which a figure stands."""
    return SECTIONS.get(name.partition(".")[0], "")


def stock(name: str, zh: str, en: str, unit: Text, where: Predicate = EVERY, *basis: Law, distinct: Field | None = None,
          **rest: Any) -> Indicator:
    """Return the indicator that counts the entries on the register."""
    return Indicator(name, Text(zh, en), unit, Stock(r.since, r.ended_on, where, distinct=distinct),
                     basis=basis or (PRACTICE,), section=section_of(name), **rest)


def flow(name: str, zh: str, en: str, unit: Text, by: Day, where: Predicate = EVERY, *basis: Law, **rest: Any) -> Indicator:
    """Return the indicator that counts entries by one of their dates."""
    return Indicator(name, Text(zh, en), unit, Count(by, where), basis=basis or (PRACTICE,), section=section_of(name), **rest)


def share(name: str, zh: str, en: str, top: Indicator, base: Indicator, **rest: Any) -> Indicator:
    """Return what share the one stock is of the other."""
    return Indicator(name, Text(zh, en), PERCENT, top.numerator, base.numerator, kind="rate", basis=top.basis,
                     section=section_of(name), **rest)


def of(kind: str, *categories: str) -> Predicate:
    """Return the condition of being of a register, and of one of its categories."""
    return r.kind.is_(kind) & r.category.is_(*categories) if categories else r.kind.is_(kind)


MIXED = Text("各登记册单位不同，合计只用于核对；请按册别看。", "Registers count different things: look at them by kind.")
# Parts of the whole register: reports tell of each kind, not of their sum.
WHOLE: dict[str, Any] = {"note": MIXED, "part_of": "register"}
standing = stock("register.standing", "在册", "on the register", ITEMS, **WHOLE)
standing_before = Indicator("register.standing_before", Text("期初在册", "on the register at the start"), ITEMS,
                            Stock(r.since, r.ended_on, at="start"), basis=(PRACTICE,), note=MIXED, part_of="register")
entered = flow("register.entered", "新增", "entered", ITEMS, r.since, **WHOLE)
left = flow("register.left", "退出", "left", ITEMS, r.ended_on, **WHOLE)

villages = stock("village.villages", "村（社区）", "villages", VILLAGES, r.kind.is_("village", "community"),
                 note=Text("村（社区）名册在册数。", "Those on the register of villages."), aliases=("村社区总数", "村数"))
stated = Indicator("village.stated", Text("村（社区）总数（填报）", "villages as stated"), VILLAGES,
                   Stock(r.since, r.ended_on, of_total := r.kind.is_("village_total"), of=r.count), basis=(PRACTICE,),
                   note=Text("没有逐村登记时填报的总数。", "The number stated where villages are not entered one by one."))
NESTED = Text("含更高级别：一村只计一次。", "With those of higher levels: each village counts once.")
FROM_REGISTER = "village.from_register"


def award(code: str, zh: str, en: str, **rest: Any) -> Indicator:
    """Return the number of villages that hold an award of a level or of a higher one."""
    levels = codes.LEVELS[: codes.LEVELS.index(code) + 1]
    return stock(f"village.{code}", f"{zh}民主法治示范村", f"{en} model villages", VILLAGES, of("model_village", *levels), AWARDS,
                 distinct=r.village, note=NESTED if len(levels) > 1 else Text("", ""), **rest)


def award_rate(code: str, zh: str, en: str, top: Indicator, **rest: Any) -> Indicator:
    """Return the share of all villages that hold an award; their number is counted, or stated where a setting says so."""
    told = Text(f"÷ 当日全部村（社区）；设置 {FROM_REGISTER} = no 时按填报的总数，= 日期时自该日起按名册。",
                f"Of all villages on that day; as stated if the setting {FROM_REGISTER} = no, or until the day that it names.")
    made = share(f"village.{code}_rate", f"{zh}创建率", f"share of villages at {en} level", top, villages, note=told, **rest)
    return made.but(setting=FROM_REGISTER, otherwise=made.but(denominator=stated.numerator, version=2))


national, provincial, municipal, county = (
    award("national", "国家级", "national", headline=True, aliases=("全国民主法治示范村",)),
    award("provincial", "省级", "provincial", headline=True),
    award("municipal", "市级", "municipal", headline=True),
    award("county", "县级", "county", headline=True),
)
rates = (
    award_rate("county", "县级", "county", county, headline=True, aliases=("创建率",)),
    award_rate("municipal", "市级", "municipal", municipal, headline=True),
    award_rate("provincial", "省级", "provincial", provincial),
)
awards = tuple(
    flow(f"village.{word}", zh, en, VILLAGES, by, of("model_village"), AWARDS)
    for word, zh, en, by in (("awarded", "新命名示范村（次）", "awards given", r.since), ("revoked", "撤销示范村（次）", "awards ended", r.ended_on)))
people = stock("villagelaw.people", "法律明白人", "legally literate villagers", PEOPLE, of("literate"), LITERATE, headline=True)
trained = stock("villagelaw.trained", "已培训的法律明白人", "trained legally literate villagers", PEOPLE,
                of("literate") & r.trained.true, LITERATE)
trained_rate = share("villagelaw.trained_rate", "培训率", "share trained", trained, people, headline=True,
                     aliases=("法律明白人培训率",))
covered = stock("villagelaw.villages", "有法律明白人的村（社区）", "villages with legally literate people", VILLAGES, of("literate"), LITERATE,
                distinct=r.village)
temple = stock("temple.people", "寺院法律明白人", "legally literate people in temples", PEOPLE, of("temple_literate"), LITERATE,
               headline=True)
temple_trained = stock("temple.trained", "已培训的寺院法律明白人", "trained people in temples", PEOPLE,
                       of("temple_literate") & r.trained.true, LITERATE)
advisers = stock("adviser.villages", "有法律顾问的村（社区）", "villages with a legal adviser", VILLAGES, of("adviser"), distinct=r.village)
adviser_rate = share("adviser.village_rate", "村（社区）法律顾问覆盖率", "share of villages with a legal adviser", advisers, villages)
adviser_people = stock("adviser.people", "村（社区）法律顾问", "village legal advisers", PEOPLE, of("adviser"), distinct=r.person)
supervisors = stock("supervision.supervisors", "行政执法监督员", "enforcement supervisors appointed", PEOPLE, of("supervisor"), SUPERVISION,
                    headline=True)
contact_firms = stock("supervision.contact_firms", "行政执法监督联系点企业", "firms serving as supervision contact points", FIRMS,
                      of("contact_point", "firm"), SUPERVISION, headline=True)
contact_offices = stock("supervision.contact_offices", "行政执法监督联系点司法所", "offices serving as supervision contact points",
                        PLACES, of("contact_point", "judicial_office"), SUPERVISION)
studios = tuple(
    stock(f"studio.{code}", codes.CATEGORY.label_of(code).zh, f"mediation studios ({codes.CATEGORY.label_of(code).en})", PLACES,
          of("studio", code), headline=code != "personal") for code in codes.CATEGORIES["studio"])
committees = stock("register.committees", "人民调解委员会", "mediation committees", PLACES, of("committee"), Law(MEDIATION, "8、34"))
mediators = stock("register.mediators", "人民调解员", "mediators", PEOPLE, of("mediator"), Law(MEDIATION, "13"))
full_time = stock("register.full_time", "专职人民调解员", "full-time mediators", PEOPLE, of("mediator", "full_time"), Law(MEDIATION, "13"))
corridors = stock("culture.corridors", "法治文化长廊", "legal-culture corridors", PLACES, of("corridor"), headline=True)
venues = tuple(
    stock(f"register.venue_{code}", f"法律九进场所：{codes.CATEGORY.label_of(code).zh}", f"lecture venues: {codes.CATEGORY.label_of(code).en}", PLACES,
          of("venue", code)) for code in codes.CATEGORIES["venue"])
corrected = stock("corrections.people", "社区矫正对象在册", "people under community correction", PEOPLE, of("corrections"), Law(CORRECTIONS, "2"))
sentences = tuple(
    stock(f"corrections.{code}", f"社区矫正对象：{codes.CATEGORY.label_of(code).zh}", f"under correction: {codes.CATEGORY.label_of(code).en}", PEOPLE,
          of("corrections", code), Law(CORRECTIONS, "2")) for code in codes.SENTENCES)
correction_flows = (
    flow("corrections.entered", "社区矫正接收", "taken into correction", PEOPLE, r.since, of("corrections"), Law(CORRECTIONS, "22")),
    flow("corrections.left", "社区矫正解除和终止", "left correction", PEOPLE, r.ended_on, of("corrections"), Law(CORRECTIONS, "44、45")),
    flow("corrections.imprisoned", "社区矫正收监执行", "imprisoned", PEOPLE, r.ended_on, of("corrections") & r.ending.is_("imprisoned"),
         Law(CORRECTIONS, "46—49")),
    stock("corrections.women", "社区矫正女性对象", "women under correction", PEOPLE, of("corrections") & r.sex.is_("female"), Law(CORRECTIONS, "25")),
    stock("corrections.minors", "社区矫正未成年对象", "minors under correction", PEOPLE, of("corrections") & r.minor.true, Law(CORRECTIONS, "52—58")),
    stock("corrections.out_of_contact", "社区矫正脱管失联", "out of contact", PEOPLE, of("corrections") & r.out_of_contact.true,
          Law(CORRECTIONS, "30")),
)
aftercare = (
    stock("aftercare.people", "安置帮教对象在册", "released people in aftercare", PEOPLE, of("aftercare")),
    flow("aftercare.entered", "安置帮教衔接", "taken into aftercare", PEOPLE, r.since, of("aftercare")),
    flow("aftercare.left", "安置帮教解除", "left aftercare", PEOPLE, r.ended_on, of("aftercare")),
)
government = stock("normative.government", "现行有效政府规范性文件", "government normative documents in force", PAPERS,
                   of("normative", "government"), VALIDITY, headline=True)
department = stock("normative.department", "现行有效部门规范性文件", "departmental normative documents in force", PAPERS,
                   of("normative", "department"), VALIDITY, headline=True)
cleanups = tuple(
    flow(f"normative.cleanup_{entry.code}", f"规范性文件清理：{entry.label.zh}", f"clean-up: {entry.label.en}", PAPERS, r.cleaned_on,
         of("normative") & r.cleanup.is_(entry.code), VALIDITY) for entry in codes.CLEANUP.codes)
issued = flow("normative.entered", "新增规范性文件", "normative documents added", PAPERS, r.since, of("normative"), VALIDITY)
lapsed = flow("normative.left", "失效和废止规范性文件", "normative documents that ceased", PAPERS, r.ended_on, of("normative"), VALIDITY)

RegisterEntry.indicators = (
    national, provincial, municipal, county, *rates[:2], people, trained_rate, temple, supervisors, contact_firms, *studios,
    corridors, government, department, villages, stated, rates[2], *awards, trained, covered, temple_trained, advisers, adviser_rate,
    adviser_people, contact_offices, committees, mediators, full_time, *venues, corrected, *sentences, *correction_flows,
    *aftercare, *cleanups, issued, lapsed, standing, standing_before, entered, left,
)
RegisterEntry.identities = (
    Identity("register.balance", Text("期初在册+新增=退出+期末在册", "stock at the start + entered = left + stock at the end"),
             (standing_before, entered), (left, standing), r.ended_on.before(r.since)),
    Identity("register.sentences", Text("社区矫正对象=四类之和", "people under correction = sum of the four kinds"), (corrected,), sentences,
             of("corrections") & ~r.category.is_(*codes.SENTENCES)),
)
PAGE = RegisterEntry
