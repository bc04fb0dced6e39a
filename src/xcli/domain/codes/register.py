"""The code lists of the registers: kinds, their categories, why entries leave, and the villages that entries name."""

from xcli.domain.code import CodeList, code
from xcli.text import Text

KIND = CodeList("register_kind", Text("登记册", "registers"), (
    code("village", "村", "villages", "行政村", "村委会"),
    code("community", "社区", "communities", "居委会"),
    code("village_total", "村（社区）总数", "number of all villages", "村社区总数", "村总数"),
    code("model_village", "民主法治示范村", "model villages", "民主法治示范村（社区）", "示范村"),
    code("literate", "法律明白人", "legally literate villagers", "乡村法律明白人"),
    code("temple_literate", "寺院法律明白人", "legally literate people in temples", "宗教场所法律明白人"),
    code("adviser", "村（社区）法律顾问", "village legal advisers", "村居法律顾问", "一村一法律顾问", "法律顾问"),
    code("supervisor", "行政执法监督员", "enforcement supervisors", "执法监督员", "监督员"),
    code("contact_point", "行政执法监督联系点", "supervision contact points", "执法监督联系点", "联系点"),
    code("committee", "人民调解委员会", "mediation committees", "调委会", "调解委员会"),
    code("mediator", "调解员", "mediators", "人民调解员"),
    code("studio", "调解工作室", "mediation studios", "工作室"),
    code("corridor", "法治文化阵地", "legal-culture corridors", "法治文化长廊", "法治长廊", "法治文化广场", "文化长廊"),
    code("venue", "法律九进场所", "lecture venues", "法律九进", "普法场所", "讲座场所"),
    code("corrections", "社区矫正对象", "people under community correction", "社区矫正", "矫正对象", "社矫对象"),
    code("aftercare", "安置帮教对象", "released people in aftercare", "安置帮教", "刑满释放人员", "帮教对象"),
    code("normative", "行政规范性文件", "normative documents", "规范性文件"),
), open=True)
PERSONS = ("literate", "temple_literate", "adviser", "supervisor", "mediator", "corrections", "aftercare")

LEVELS = ("national", "provincial", "municipal", "county")
SENTENCES = ("control", "probation", "parole", "outside")
CATEGORIES = {
    "model_village": LEVELS,
    "studio": ("xiadu", "huangzhong", "police", "personal"),
    "contact_point": ("firm", "judicial_office"),
    "committee": ("village_committee", "town_committee", "enterprise_committee", "trade_committee"),
    "mediator": ("full_time", "part_time"),
    "venue": ("organ", "countryside", "neighbourhood", "school", "enterprise", "unit", "temple", "barracks", "network"),
    "corrections": SENTENCES,
    "normative": ("government", "department"),
}
CATEGORY = CodeList("register_category", Text("登记类别", "categories of entries"), (
    code("national", "国家级", "national", "全国", "全国级", "国家"),
    code("provincial", "省级", "provincial", "省"),
    code("municipal", "市级", "municipal", "市", "地市级"),
    code("county", "县级", "county", "县", "区级", "县区级"),
    code("xiadu", "夏都和姐调解工作室", "first family brand", "夏都和姐"),
    code("huangzhong", "湟中调姐调解工作室", "second family brand", "湟中调姐", "调姐"),
    code("police", "驻公安局警调工作室", "at the police", "警调工作室", "警调", "警民联调"),
    code("personal", "个人调解工作室", "personal studio", "个人工作室", "个人品牌"),
    code("firm", "企业联系点", "firm", "企业"),
    code("judicial_office", "司法所联系点", "judicial office", "司法所"),
    code("village_committee", "村（居）调委会", "of a village", "村调委会", "居调委会", "村居调委会"),
    code("town_committee", "乡镇（街道）调委会", "of a township", "乡镇调委会", "街道调委会"),
    code("enterprise_committee", "企事业单位调委会", "of an enterprise", "企事业单位"),
    code("trade_committee", "行业性专业性调委会", "of a trade", "行业性", "专业性", "劳动人事争议"),
    code("full_time", "专职", "full-time", "专职调解员"),
    code("part_time", "兼职", "part-time", "兼职调解员"),
    code("organ", "进机关", "offices", "机关"),
    code("countryside", "进乡村", "villages", "乡村", "进农村"),
    code("neighbourhood", "进社区", "communities"),
    code("school", "进学校", "schools", "学校", "进校园"),
    code("enterprise", "进企业", "enterprises"),
    code("unit", "进单位", "units", "单位"),
    code("temple", "进宗教场所", "temples", "宗教场所", "进寺院", "寺院"),
    code("barracks", "进军营", "barracks", "军营"),
    code("network", "进网络", "the web", "网络"),
    code("control", "管制", "public surveillance"),
    code("probation", "缓刑", "suspended sentence", "宣告缓刑"),
    code("parole", "假释", "parole"),
    code("outside", "暂予监外执行", "served outside prison", "监外执行"),
    code("government", "政府规范性文件", "of the government", "政府", "区政府", "县政府"),
    code("department", "部门规范性文件", "of a department", "部门"),
    code("other", "其他", "other"),
), open=True)
REASON = CodeList("register_reason", Text("退出原因", "why it ended"), (
    code("term", "期满", "term ended", "任期届满", "聘期届满", "到期"),
    code("completed", "解除", "completed", "解除矫正", "期满解除", "帮教期满", "解除帮教"),
    code("imprisoned", "收监执行", "imprisoned", "收监", "撤销缓刑", "撤销假释"),
    code("pardoned", "特赦", "pardoned"),
    code("died", "死亡", "died", "去世"),
    code("moved", "迁出", "moved away", "变更执行地", "迁居", "转出"),
    code("resigned", "辞聘或解聘", "resigned or dismissed", "辞聘", "解聘", "调离", "更换"),
    code("revoked", "撤销称号", "award revoked", "撤销", "注销"),
    code("upgraded", "已获更高一级", "replaced by a higher one", "升级"),
    code("closed", "撤并", "closed or merged", "拆除", "合并", "停办"),
    code("repealed", "废止", "repealed"),
    code("lapsed", "宣布失效", "declared void", "失效", "自然失效"),
    code("replaced", "修改后重新发布", "replaced by a new text", "修改", "重新发布"),
    code("other", "其他", "other"),
), open=True)
CLEANUP = CodeList("register_cleanup", Text("清理结果", "results of clean-ups"), (
    code("kept", "继续有效", "kept in force", "保留", "有效"),
    code("amend", "修改", "to be amended", "拟修改", "予以修改"),
    code("repeal", "废止", "to be repealed", "拟废止", "予以废止"),
    code("void", "宣布失效", "declared void", "失效", "拟宣布失效"),
))
SEX = CodeList("sex", Text("性别", "sexes"), (
    code("male", "男", "male", "男性"),
    code("female", "女", "female", "女性"),
))
# Its codes are the villages of the register: an entry's own words are added to none shipped.
VILLAGE = CodeList("village", Text("村（社区）名册", "villages of the register"), (), kept="register")
