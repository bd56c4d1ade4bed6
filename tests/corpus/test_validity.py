"""Invented closing clauses: what a document says of its own period of validity, and of nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load
from corpus.cutting.cut import cut
from corpus.metadata.validity import read_period
from tests.corpus.wrapping import BODY, wrapped

ISSUED = "2021-03-22"

# clause, first day named, last day
STATED = [
    ("本办法自2021年5月1日起施行，有效期至2025年12月31日。", "2021-05-01", "2025-12-31"),
    ("本办法自2021年5月1日起施行，有效期2年。", "2021-05-01", "2023-04-30"),
    ("本办法自2021年5月1日起施行。有效期为三年。", "2021-05-01", "2024-04-30"),
    ("本规定自2021年5月1日起施行，有效期5年，由市工业和信息化局负责解释。", "2021-05-01", "2026-04-30"),
    ("本办法自发布之日起施行，有效期五年。", None, "2026-03-21"),
    ("本办法自印发之日起实施，有效期两年。", None, "2023-03-21"),
    ("本通知自印发之日起30日后施行，有效期5年。", "2021-04-21", "2026-04-20"),
    ("本细则自公布之日起满三十日后施行。", "2021-04-21", None),
    ("本措施自发布之日起1个月后实施，有效期三年。", "2021-04-22", "2024-04-21"),
    ("本通知执行期限为2021年1月1日至2021年12月31日。", "2021-01-01", "2021-12-31"),
    ("本通知执行期限为2021年4月1日至12月31日。", "2021-04-01", "2021-12-31"),
    ("本意见自印发之日起试行一年。", None, "2022-03-21"),
    ("本办法自2021年7月1日起试行，试行期两年。", "2021-07-01", "2023-06-30"),
    ("本办法自印发之日起施行，有效期暂定三年。", None, "2024-03-21"),
    ("本办法自印发之日起施行，有效期暂定为1年。", None, "2022-03-21"),
    ("本方案实施期限为三年，自2021年6月1日起至2024年5月31日止。", "2021-06-01", "2024-05-31"),
    ("本通知自2021年4月1日起执行，执行至2022年12月31日止。", "2021-04-01", "2022-12-31"),
    ("本通知自印发之日起执行，至2022年12月31日止。", None, "2022-12-31"),
    ("本公告执行至2023年12月31日。", None, "2023-12-31"),
    ("本通知有效期自2022年1月1日至2023年12月31日。", "2022-01-01", "2023-12-31"),
    ("本政策措施自2021年5月起施行，有效期至2023年12月。", "2021-05-01", "2023-12-31"),
    ("本措施自印发之日起施行，有效期至2021年底。", None, "2021-12-31"),
    ("本措施自印发之日起施行，有效期至2024年2月底。", None, "2024-02-29"),
    ("本办法自二〇二一年五月一日起施行，有效期至二〇二五年十二月三十一日。", "2021-05-01", "2025-12-31"),
    ("本办法自２０２１年５月１日起施行，有效期３年。", "2021-05-01", "2024-04-30"),
    ("本办法自 2021 年 5 月 1 日起施行，有效期至 2025 年 12 月 31 日。", "2021-05-01", "2025-12-31"),
    ("本办法自2021年5月1日起施行，有效期五（5）年。", "2021-05-01", "2026-04-30"),
    ("本办法自2021年5月1日起施行，到2024年4月30日自动失效。", "2021-05-01", "2024-04-30"),
    ("本办法自2021年5月1日起施行，自2024年5月1日起废止。", "2021-05-01", "2024-04-30"),
    ("本办法由市财政局负责解释，自2021年5月1日起施行，有效期半年。", "2021-05-01", "2021-10-31"),
    ("本办法自2021年5月1日起施行，有效期一年半。", "2021-05-01", "2022-10-31"),
    ("本办法自2021年5月1日起施行，有效期18个月。", "2021-05-01", "2022-10-31"),
    ("本实施细则（试行）自2021年5月1日起施行。", "2021-05-01", None),
    ("本条例自2022年1月1日起施行。", "2022-01-01", None),
    ("本通知自2021年4月1日起至2021年9月30日止执行。", "2021-04-01", "2021-09-30"),
    ("除另有规定外，本若干措施自2021年5月1日起施行，有效期至2022年12月31日，其中第三条执行至2021年12月31日。",
     "2021-05-01", "2022-12-31"),
    ("本通知所列政策自发布之日起施行，有效期至2022年6月30日。", None, "2022-06-30"),
    ("上述政策执行至2022年6月30日。", None, "2022-06-30"),
    ("有效期限。自2021年5月1日起施行，有效期两年。", "2021-05-01", "2023-04-30"),
    ("实施期限：2021年5月1日至2023年4月30日。", "2021-05-01", "2023-04-30"),
    ("自发布之日起施行，有效期至2023年3月31日。", None, "2023-03-31"),
    ("自2021年4月10日起施行。", "2021-04-10", None),
    ("本文件自2021.5.1起施行，有效期至2025-12-31。", "2021-05-01", "2025-12-31"),
    ("本标准自2024年2月29日起执行，有效期1年。", "2024-02-29", "2025-02-27"),
    ("现予公布，自2021年6月1日起施行。", "2021-06-01", None),
    ("本办法自发布之日起施行。", None, None),
]  # fmt: skip

# Valid is something else: a measure, a licence, another document; or nothing is said of an end.
OF_OTHERS = [
    "对小微企业减半收取检测费，补贴政策执行至2023年底。",
    "失业保险稳岗返还按上年度缴费的50%返还，政策执行期限为2021年1月1日至2021年12月31日。",
    "食品经营许可证有效期为五年，届满前三十日申请延续。",
    "《云岭市创业补贴办法》自2021年5月1日起施行，有效期三年。",
    "本办法施行之日起一年内，经营者应当补办登记。",
    "本条例施行前取得的许可证在有效期内继续有效。",
    "到2025年，全市培育一百家示范企业。",
    "2021年5月1日，市政府召开专题会议，部署有关工作。",
    "自2020年起，我市每年安排五千万元专项资金。",
    "截至2021年底，全市共发放补贴三千万元。",
    "贷款期限两年，最高三十万元。",
    "申报时间为2021年4月1日至2021年5月31日。",
    "本市居住证有效期五年。",
    "借用的设备有效期内免收租金。",
    "原《云岭市招商奖励办法》有效期延长至2023年12月31日。",
    "合同自签订之日起生效，有效期一年。",
    "本办法自发布之日起施行，此前取得的资质证书有效期不超过2年。",
]


def document(clause: str) -> str:
    return (
        "云岭市人民政府关于印发扶持办法的通知\n\n各县区：\n\n一、融资支持。贷款按实际利率的50%给予贴息。\n\n"
        f"二、用工支持。每招用一人补贴一千元。\n\n三、{clause}\n\n云岭市人民政府\n2021年3月22日\n"
    )


@pytest.mark.parametrize(("clause", "first", "last"), STATED)
def test_the_period_that_a_document_states_of_itself(clause: str, first: str | None, last: str | None) -> None:
    period = read_period(cut(document(clause), "p"), ISSUED)
    assert (period.valid_from, period.valid_until) == (first, last)


@pytest.mark.parametrize("clause", OF_OTHERS)
def test_what_others_are_valid_for_does_not_count(clause: str) -> None:
    period = read_period(cut(document(clause), "p"), ISSUED)
    assert (period.valid_from, period.valid_until) == (None, None)


def test_a_period_within_a_measure_below_others_is_that_measures() -> None:
    text = (
        "关于减负的通知\n\n一、减免租金\n\n（一）国有房屋减免租金。\n\n（二）执行期限：2021年1月1日至2021年6月30日。\n\n"
        "二、返还保险费\n\n（一）按50%返还。\n\n三、其他事项\n\n（一）有效期限：2021年4月1日至2022年3月31日。\n"
    )
    assert read_period(cut(text, "p"), ISSUED).valid_until == "2022-03-31"


@pytest.mark.parametrize("width", range(18, 40))
def test_days_torn_by_hard_wraps_are_whole(width: int) -> None:
    clause = "本办法由市工业和信息化局会同市财政局负责解释，自2021年5月1日起施行，有效期至2025年12月31日。"
    period = read_period(cut(wrapped(f"关于扶持小微企业的通知\n\n{BODY}三、{clause}\n", width), "p"), ISSUED)
    assert (period.valid_from, period.valid_until) == ("2021-05-01", "2025-12-31")


def test_a_length_counts_from_nothing_where_no_date_is_known() -> None:
    parts = cut(document("本办法自发布之日起施行，有效期五年。"), "p")
    assert read_period(parts, None).valid_until is None


def test_of_a_notice_and_what_it_issues_the_later_end_counts() -> None:
    text = (
        "关于印发办法的通知\n\n各县区：\n\n本通知自2021年4月1日起执行，有效期一年。\n\n云岭市人民政府\n2021年3月22日\n\n"
        "云岭市扶持办法\n\n第一条 扶持小微企业。\n\n第二条 本办法自2021年4月1日起施行，有效期至2025年12月31日。\n"
    )
    assert read_period(cut(text, "p"), ISSUED).valid_until == "2025-12-31"


def test_a_loaded_document_counts_from_its_own_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(document("本办法自发布之日起施行，有效期五年。"), encoding="utf-8")
    policy = load(tmp_path / "a.txt", "a.txt")
    assert (policy.date, policy.valid_from, policy.valid_until) == (ISSUED, None, "2026-03-21")


def test_a_page_may_state_both_ends(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>"
        for name, value in (("索引号", "yl-1"), ("发文机关", "云岭市人民政府"), ("文号", "云政发〔2021〕3号"),
                            ("生效日期", "2021-04-01"), ("失效日期", "2024年3月31日"), ("有效性", "有效"))
    )  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in document("其他事项按照原规定执行。").split("\n") if line)
    page = f"<html><head><title>扶持办法</title></head><body><table>{rows}</table><div>{body}</div></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    policy = load(tmp_path / "a.html", "a.html")
    assert (policy.valid_from, policy.valid_until) == ("2021-04-01", "2024-03-31")


def test_what_a_side_file_states_counts_over_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(document("本办法自发布之日起施行，有效期五年。"), encoding="utf-8")
    policy = load(tmp_path / "a.txt", "a.txt", overrides={"valid_until": "2023-12-31", "date": "2020-01-01"})
    assert policy.valid_until == "2023-12-31"
