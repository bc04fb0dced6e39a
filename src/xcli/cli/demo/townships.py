"""An invented year of a real bureau's townships: who they are and how they send their sheets."""

from dataclasses import dataclass
from typing import Literal

Style = Literal["months", "merged", "plain", "gb18030"]


@dataclass(frozen=True)
class Township:
    """A judicial office: its name, the character of its numbers, its share of the disputes, how it sends them."""

    name: str
    mark: str
    share: int
    style: Style
    mediators: tuple[str, ...]
    committees: tuple[str, ...]


TOWNSHIPS = (
    Township(
        "鲁沙尔司法所", "鲁", 212, "months", ("马文清", "祁生莲"), ("鲁沙尔镇人民调解委员会", "陈家滩村人民调解委员会")
    ),
    Township(
        "多巴司法所",
        "多",
        238,
        "months",
        ("李长寿", "王秀兰", "韩海龙"),
        ("多巴镇人民调解委员会", "国寺营村人民调解委员会"),
    ),
    Township("田家寨司法所", "田", 131, "merged", ("张生福", "赵启秀"), ("田家寨镇人民调解委员会",)),
    Township("甘河滩司法所", "甘", 96, "plain", ("许得祥",), ("甘河滩镇人民调解委员会",)),
    Township("共和司法所", "共", 117, "merged", ("铁进忠", "李延梅"), ("共和镇人民调解委员会",)),
    Township("拦隆口司法所", "拦", 134, "months", ("汪成邦", "星占英"), ("拦隆口镇人民调解委员会",)),
    Township("上新庄司法所", "新", 108, "plain", ("马国栋",), ("上新庄镇人民调解委员会",)),
    Township("李家山司法所", "李", 122, "gb18030", ("雷有德", "贾玉花"), ("李家山镇人民调解委员会",)),
    Township("西堡司法所", "西", 118, "merged", ("胡守业",), ("西堡镇人民调解委员会",)),
    Township("土门关司法所", "土", 92, "gb18030", ("杨生财",), ("土门关乡人民调解委员会",)),
    Township("群加司法所", "群", 34, "plain", ("多杰才让",), ("群加藏族乡人民调解委员会",)),
    Township("汉东司法所", "汉", 63, "gb18030", ("冶成林",), ("汉东回族乡人民调解委员会",)),
    Township("大才司法所", "大", 71, "plain", ("马有福",), ("大才回族乡人民调解委员会",)),
    Township("海子沟司法所", "海", 66, "gb18030", ("严生莲",), ("海子沟乡人民调解委员会",)),
    Township("康川司法所", "康", 71, "months", ("石玉梅",), ("康川街道人民调解委员会",)),
)
