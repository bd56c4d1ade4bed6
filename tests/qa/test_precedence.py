"""Which of an old document and the one that repealed it answers first: on written questions, for and against."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from qa import PolicyQA
from qa.precedence import ANSWERS_TOO, BELOW, KEPT, in_force_first

DAY = date(2024, 1, 1)


def document(title: str, year: int, number: int, measures: list[str], closing: str = "") -> str:
    items = [*measures, closing] if closing else measures
    body = "\n\n".join(f"{label}、{item}" for label, item in zip("一二三四五六七八九十", items, strict=False))
    head = f"云岭市人民政府{title}\n\n云政发〔{year}〕{number}号\n\n各县区：\n\n"
    return f"{head}{body}\n\n云岭市人民政府\n\n{year}年3月2日\n"


OLD = document(
    "关于支持中小企业发展的若干措施",
    2016,
    3,
    [
        "贷款贴息。小微企业贷款按实际利率的30%给予贴息，每户每年最高十万元。",
        "稳岗返还。不裁员的企业，返还上年度实际缴纳失业保险费的30%。",
        "参展补助。赴境外参加展会的，按展位费的40%给予补助，每次最高两万元。",
        "场地租金减免。入驻孵化基地的初创企业，免收两年场地租金。",
        "见习补贴。吸纳高校毕业生见习的，每人每月补贴八百元。",
        "专利资助。获得发明专利授权的，每件资助三千元。",
        "大棚蔬菜保险。种植大棚蔬菜的农户参加保险，保费由财政补贴八成。",
        "冷链物流。新建冷库的，按投资额的一成给予补助，最高五十万元。",
        "老字号。新认定的老字号企业一次性奖励二十万元。",
        "新能源货车。购买新能源货车的，每辆补贴一万元。",
    ],
)
NEW = document(
    "关于进一步促进民营经济高质量发展的若干政策",
    2022,
    9,
    [
        "加大融资支持。对符合条件的民营企业新增贷款，由财政按贷款市场报价利率的一半予以补贴，单户年度累计不超过三十万元。",
        "援企稳岗。对不裁员、少裁员的参保企业，按其上年度失业保险缴费额的百分之六十予以返还，直接拨付到对公账户。",
        "开拓国际市场。企业参加列入目录的境外展会，展位费用由财政负担七成，单个展会不超过五万元。",
        "降低经营成本。初创企业租用国有孵化场所，前三年租金全免。",
        "就业见习。见习单位接收离校未就业毕业生的，按当地最低工资标准的七成逐月给予补助。",
        "知识产权。对新授权的发明专利，一次性奖励八千元，维持满五年的再奖五千元。",
    ],
    "本政策自2022年4月1日起施行，有效期至2099年12月31日。《云岭市人民政府关于支持中小企业发展的若干措施》（云政发〔2016〕3号）同时废止。",
)
OTHER = document(
    "关于加强农业防灾减灾工作的通知",
    2021,
    5,
    [
        "农业保险。扩大水稻、小麦保险覆盖面，推动完全成本保险。",
        "农村道路。改造通村道路一百公里。",
        "应急物资。乡镇储备发电机、抽水泵等物资。",
        "商贸流通。支持县域商业体系建设，改造乡镇农贸市场。",
        "公共交通。城区公交车三年内全部更换为新能源车辆。",
    ],
)
# Both documents answer, in other words and with other amounts.
BOTH = [
    "贷款贴息比例是多少",
    "没钱还利息，政府能补贴贷款利息吗",
    "贷款贴息每年最高多少",
    "稳岗返还的比例",
    "不裁员能返还多少失业保险费",
    "参展补助多少",
    "去国外参加展会展位费能报销多少",
    "孵化基地场地租金能免吗",
    "初创企业租房子免几年租金",
    "吸纳毕业生见习补贴多少",
    "见习补贴每月多少钱",
    "发明专利资助多少钱",
    "拿到发明专利有奖励吗",
    "What share of the booth fee is subsidised for overseas trade fairs?",
    "How much of the unemployment insurance is refunded if we do not lay off staff?",
    "小微企业贷款按实际利率给予贴息",
    "银行利息太高，政府能帮忙出一部分吗",
    "公司没裁人，社保能退点吗",
    "想去国外摆展位有钱拿吗",
    "刚开的小公司房租能不能少交",
    "招实习生政府给钱吗",
    "申请到专利能奖多少",
    "Is there interest support for loans to private firms?",
    "rent relief for start-ups",
]
# Only the old one does; some words stand in others too.
OLD_ALONE = [
    "大棚蔬菜保险保费补贴几成",
    "种大棚菜的农户买保险财政补多少",
    "新建冷库有补助吗",
    "盖冷库最高补多少",
    "老字号奖励多少",
    "评上老字号有没有奖励",
    "买新能源货车补贴多少",
    "新能源货车每辆补多少钱",
    "How much is the subsidy for a new energy truck?",
    "Is there support for building cold storage?",
    "农户给大棚上保险，政府出多少",
    "想建个冷库，能拿多少钱",
    "我们店评上老字号了，给多少奖金",
    "换成电动货车有补贴没有",
    "Does the government help with greenhouse vegetable insurance premiums?",
]


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> PolicyQA:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (("old.txt", OLD), ("new.txt", NEW), ("other.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    return PolicyQA.build([folder])


@pytest.mark.parametrize("question", BOTH)
def test_the_repealing_document_answers_before_the_repealed_one(qa: PolicyQA, question: str) -> None:
    first, second = qa.search(question, 2, today=DAY)
    assert (first.source, second.source) == ("new.txt", "old.txt")
    assert (first.in_force, second.in_force) == (True, False)


@pytest.mark.parametrize("question", OLD_ALONE)
def test_what_only_the_repealed_document_answers_comes_first(qa: PolicyQA, question: str) -> None:
    assert qa.search(question, 1, today=DAY)[0].source == "old.txt"


def test_before_the_repeal_the_old_document_ranks_as_any_other(qa: PolicyQA) -> None:
    before = [qa.search(question, 1, today=date(2022, 3, 31))[0].source for question in BOTH]
    assert before.count("old.txt") > len(BOTH) / 2


def test_the_order_that_an_evaluation_sees_is_that_of_the_answers(qa: PolicyQA) -> None:
    scores = qa.retrieve(BOTH[0])["hybrid"]
    assert qa.part_id(int(np.argmax(scores))) == qa.search(BOTH[0], 1)[0].measure_id


def ranked(scores: list[float], repeals: list[tuple[int, int]]) -> list[float]:
    """Two passages of document 0, which is not in force, and two of document 1."""
    lapsed = np.array([True, False])
    return in_force_first(np.array(scores, dtype=np.float32), [0, 2, 4], lapsed, repeals).tolist()


def test_an_expired_document_keeps_a_share_of_its_score() -> None:
    assert ranked([1.0, -0.5, 0.9, 0.1], []) == pytest.approx([KEPT, -0.5, 0.9, 0.1])


def test_a_repealed_document_gives_way_as_a_whole_where_the_other_answers_too() -> None:
    enough = ANSWERS_TOO + 0.01
    found = ranked([1.0, 0.5, enough, 0.1], [(0, 1)])
    assert found == pytest.approx([enough - BELOW, enough - BELOW - KEPT * 0.5, enough, 0.1])
    too_little = ANSWERS_TOO - 0.01
    assert ranked([1.0, 0.5, too_little, 0.1], [(0, 1)]) == pytest.approx([KEPT, KEPT * 0.5, too_little, 0.1])


def test_documents_left_out_stay_left_out() -> None:
    assert ranked([1.0, 0.5, -np.inf, -np.inf], [(0, 1)]) == pytest.approx([KEPT, KEPT * 0.5, -np.inf, -np.inf])
    assert ranked([-np.inf, -np.inf, 0.5, 0.1], [(0, 1)]) == pytest.approx([-np.inf, -np.inf, 0.5, 0.1])
