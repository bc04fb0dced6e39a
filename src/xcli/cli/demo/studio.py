"""The mediation studios and the labour committee: which disputes of the year they settled, and for how much."""

from dataclasses import replace
from random import Random

from xcli.cli.demo.dispute import Logged

DISPUTES, AGREED = 58, 545_152_000  # 分: 545.15 万元 and some
XIADU = ("鲁沙尔", "多巴", "田家寨", "甘河滩", "共和", "拦隆口", "上新庄")
HUANGZHONG = ("李家山", "西堡", "土门关", "康川", "大才")
POLICE = ("鲁沙尔", "多巴", "甘河滩", "康川")
FAMILY_STUDIOS = (*(f"夏都和姐{one}调解工作室" for one in XIADU), *(f"湟中调姐{one}调解工作室" for one in HUANGZHONG))
POLICE_STUDIOS = tuple(f"驻{one}派出所警调工作室" for one in POLICE)
LABOUR = "湟中区劳动人事争议人民调解委员会"


def with_studios(logged: list[Logged]) -> list[Logged]:
    """Return the disputes with the agreed amounts; the largest agreements were reached at a studio."""
    dice = Random(20240058)
    agreed = [n for n, one in enumerate(logged) if one.form]
    largest = sorted(agreed, key=lambda n: (-logged[n].fen, n))[:DISPUTES]
    whole = sum(logged[n].fen for n in largest)
    shares = {n: logged[n].fen * AGREED // whole // 10_000 * 10_000 for n in largest}
    shares[largest[0]] += AGREED - sum(shares.values())
    found = [replace(one, agreed=one.fen if one.form else 0) for one in logged]
    for n in largest:
        found[n] = replace(found[n], committee=_body(dice, found[n]), agreed=shares[n])
    return found


def _body(dice: Random, one: Logged) -> str:
    if one.category in ("拖欠农民工工资", "其他劳动争议"):
        return LABOUR
    near = [name for name in FAMILY_STUDIOS if one.township.name.removesuffix("司法所") in name]
    return dice.choice(near or FAMILY_STUDIOS) if one.category == "婚姻家庭" else dice.choice(POLICE_STUDIOS)


def offices() -> list[tuple[str, str]]:
    """Return the studios and the committee with their kinds, for the register of offices."""
    return [*((name, "调解工作室") for name in (*FAMILY_STUDIOS, *POLICE_STUDIOS)), (LABOUR, "行业性专业性调解委员会")]
