"""A year of legality reviews: agreements and policy documents of the government, own invention."""

from collections.abc import Iterator
from datetime import date, timedelta

from xcli.cli.demo.dispute import YEAR

AGREEMENTS, POLICIES = 15, 8
HEAD = ("审核事项种类", "事项名称", "送审单位", "送审日期", "审核日期", "审核意见", "采纳情况")
PROJECTS = (
    "乡村道路养护",
    "农田灌溉改造",
    "集中供热特许经营",
    "文旅招商",
    "污水处理",
    "产业园区厂房租赁",
    "教育用地出让",
    "养老服务",
)
SUBJECTS = (
    "招商引资扶持",
    "高标准农田建设",
    "人才引进",
    "物业管理",
    "节能降碳",
    "防灾减灾",
    "城乡养老服务",
    "营商环境",
)
BODIES = ("区交通运输局", "区水利局", "区城市管理局", "区文体旅游局", "区农业农村局", "区自然资源局", "区发改局")


def rows() -> Iterator[tuple[object, ...]]:
    """Yield the reviews in order of arrival."""
    for n in range(AGREEMENTS + POLICIES):
        policy, nth = n % 3 == 1, n // 3
        kind, name = ("重要政策文件", f"{SUBJECTS[nth]}办法") if policy else ("重大行政协议", f"{PROJECTS[nth]}协议")
        came = date(YEAR, 1, 15) + timedelta(days=n * 14)
        opinion, result = ("应当予以修改", "采纳") if n % 2 else ("合法", None)
        yield (kind, f"{name}（第{n + 1}件）", BODIES[n % len(BODIES)], came, came + timedelta(days=5), opinion, result)
