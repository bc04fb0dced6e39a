"""The code lists of reconsideration."""

from xcli.domain.code import CodeList, code
from xcli.text import Text

ROLE = CodeList("recon_role", Text("参加人身份", "roles"), (
    code("applicant", "申请人", "applicant"),
    code("third", "第三人", "third party"),
    code("agent", "代理人", "agent", "委托代理人"),
))
FIELD = CodeList("recon_field", Text("行政管理领域", "fields of administration"), (
    code("security", "公安", "public security", "治安", "交警", "公安交通"),
    code("market", "市场监管", "market regulation", "市场监督管理", "食品药品"),
    code("resources", "自然资源", "natural resources", "土地", "国土", "规划"),
    code("housing", "住房城乡建设", "housing and construction", "住建", "房屋征收"),
    code("urban", "城市管理", "urban management", "城管"),
    code("labour", "人力资源社会保障", "labour and social security", "人社", "工伤认定"),
    code("transport", "交通运输", "transport", "交通"),
    code("ecology", "生态环境", "ecology", "环保"),
    code("farming", "农业农村", "agriculture", "农业", "林草"),
    code("tax", "税务", "taxation"),
    code("town", "乡镇街道", "townships", "乡镇", "乡镇人民政府"),
    code("other", "其他", "other"),
), open=True)
ACT = CodeList("recon_act", Text("行政行为种类", "kinds of act"), (
    code("penalty", "行政处罚", "penalty", "处罚"),
    code("on_the_spot", "当场行政处罚", "penalty on the spot", "当场处罚", "简易处罚"),
    code("coercion", "行政强制", "coercion", "强制措施", "强制执行"),
    code("licence", "行政许可", "licence", "许可"),
    code("title", "自然资源确权", "title to natural resources", "行政确权", "确权"),
    code("expropriation", "征收征用补偿", "expropriation and compensation", "行政征收", "征收"),
    code("confirmation", "行政确认", "confirmation", "工伤认定", "登记"),
    code("information", "政府信息公开", "government information", "信息公开"),
    code("inaction", "不履行法定职责", "failure to act", "不作为", "未履行法定职责"),
    code("agreement", "行政协议", "administrative agreement"),
    code("other", "其他", "other"),
), open=True)
DISPOSITION = CodeList("recon_disposition", Text("审查结果", "results of intake"), (
    code("accepted", "受理", "accepted", "予以受理", "立案", "决定受理"),
    code("not_accepted", "不予受理", "not accepted", "不受理"),
    code("abandoned", "视为放弃申请", "deemed abandoned", "视为放弃", "逾期未补正"),
    code("transferred", "告知或转送有权机关", "sent to the competent organ", "转送", "告知", "移送"),
    code("withdrawn", "受理前撤回", "withdrawn before acceptance", "撤回（受理前）"),
    code("settled", "受理前调解化解", "settled before acceptance", "案前调解", "受理前化解", "受理前调解"),
))
PROCEDURE = CodeList("recon_procedure", Text("审理程序", "procedures"), (
    code("ordinary", "普通程序", "ordinary", "普通", "一般程序"),
    code("simplified", "简易程序", "simplified", "简易"),
))
SUSPENSION = CodeList("recon_suspension", Text("中止事由", "grounds of suspension"), (
    code("death", "申请人死亡，近亲属尚未确定是否参加", "applicant has died", "申请人死亡"),
    code("incapacity", "申请人丧失行为能力，尚未确定法定代理人", "applicant incapable", "丧失行为能力"),
    code("missing", "申请人下落不明", "applicant missing", "下落不明"),
    code("ended", "法人或组织终止，尚未确定承受人", "body dissolved", "法人终止", "组织终止"),
    code("force", "不可抗力或其他正当理由不能参加", "force majeure", "不可抗力"),
    code("mediation", "调解、和解，双方同意中止", "mediation, both agree", "调解", "和解"),
    code("law_question", "法律适用问题需有权机关解释确认", "question of law referred", "法律适用问题"),
    code("other_case", "须以另案审理结果为依据", "waits for another case", "另案", "等待另案结果"),
    code("document", "附带审查规范性文件或依据", "review of the document relied on", "附带审查", "规范性文件审查"),
    code("other", "其他需要中止的情形", "other", "其他"),
))
HANDLING = CodeList("recon_handling", Text("附带审查处理方式", "who reviews a document"), (
    code("own", "本机关处理", "this organ", "有权处理", "本机关有权处理"),
    code("forwarded", "转送有权机关", "the competent organ", "无权处理", "转送", "转送处理"),
))
OUTCOME = CodeList("recon_outcome", Text("审理结果", "outcomes"), (
    code("upheld", "维持", "upheld", "决定维持"),
    code("changed", "变更", "changed", "决定变更"),
    code("revoked", "撤销", "revoked", "决定撤销"),
    code("partly_revoked", "部分撤销", "revoked in part"),
    code("unlawful", "确认违法", "confirmed unlawful"),
    code("ordered", "责令履行", "ordered to act", "责令限期履行"),
    code("void", "确认无效", "confirmed void"),
    code("rejected", "驳回复议请求", "claim rejected", "驳回行政复议请求", "驳回请求"),
    code("dismissed", "驳回复议申请", "application dismissed", "驳回申请", "驳回行政复议申请"),
    code("agreement", "行政协议责任或补偿", "liability under an agreement", "行政协议"),
    code("mediated", "调解", "mediated", "调解书", "调解结案"),
    code("reconciled", "和解撤回终止", "reconciled and withdrawn", "和解", "和解终止", "和解撤回"),
    code("withdrawn", "撤回申请终止", "withdrawn", "撤回", "撤回终止", "自愿撤回"),
    code("ended", "其他终止", "ended otherwise", "终止"),
))
STAGE = CodeList("recon_stage", Text("化解阶段", "stages of settlement"), (
    code("reply", "答复阶段", "before the reply", "受理后答复前"),
    code("hearing", "听取意见或听证阶段", "at the hearing", "听证阶段", "听取意见阶段", "审理阶段", "审理中"),
    code("decision", "作出决定前", "before the decision", "决定前"),
))
COMPENSATION = CodeList("recon_compensation", Text("赔偿", "compensation"), (
    code("granted", "决定赔偿", "granted", "赔偿", "责令赔偿"),
    code("rejected", "驳回赔偿请求", "rejected"),
))
