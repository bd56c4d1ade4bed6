"""Metadata of documents of many offices; the documents are made up, their forms are the usual ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Contact, Policy, load

Read = Callable[..., Policy]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def load_text(text: str, suffix: str = ".txt") -> Policy:
        path = tmp_path / f"文件{suffix}"
        path.write_text(text, encoding="utf-8")
        return load(path, path.name)

    return load_text


BODY = "一、补贴标准。每户补贴500元。\n二、申请期限。年底截止。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于发放补贴的通知\n各区财政局：\n", "关于发放补贴的通知"),
        (
            "宁波市财政局文件\n甬财发〔2023〕5号\n关于印发《补贴\n管理办法》的通知\n各区财政局：\n",
            "关于印发《补贴管理办法》的通知",
        ),
        (
            "国务院办公厅关于推进\n政务新媒体发展的意见\n国办发〔2018〕123号\n",
            "国务院办公厅关于推进政务新媒体发展的意见",
        ),
        ("首页 > 公开\n无锡市人民政府\n关于支持企业的若干意见\n", "无锡市人民政府关于支持企业的若干意见"),
        ("A\n类\n同意公开\n苏州市科技局\n对第1023号建议的答复\n", "苏州市科技局对第1023号建议的答复"),
        ("徐州市数字化转型三年行动计划\n（2022—2024年）\n", "徐州市数字化转型三年行动计划"),
        ("# 数据条例\n\n2022年1月5日 某市人民代表大会常务委员会第三次会议通过\n\n", "数据条例"),
        ("关于召开会议 的通知\n各单位：\n", "关于召开会议的通知"),
    ],
)
def test_title_is_joined_and_free_of_headers(read: Read, head: str, title: str) -> None:
    assert read(head + BODY).title == title


def test_title_of_a_reply_without_one_is_composed_of_the_proposal(read: Read) -> None:
    policy = read(
        "张某委员：\n您在市政协十届三次会议上提出的《关于扶持小店的建议》（第85号提案）收悉。现答复如下：\n" + BODY
    )
    assert policy.title == "对市政协十届三次会议第85号提案《关于扶持小店的建议》的答复"
    assert policy.kind == "proposal reply"
    assert policy.addressee == "张某委员"


def test_text_without_title_is_called_by_its_first_words(read: Read) -> None:
    assert read("今年以来全市新增经营主体三万户。\n").title == "今年以来全市新增经营主体三万户。"
    assert read("今" * 100 + "。\n").title == "今" * 39 + "…"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("常熟市商务局文件\n常商发〔2022〕8号\n关于补贴的通知\n" + BODY, "常熟市商务局"),
        ("关于补贴的通知\n" + BODY + "泰州市医疗保障局\n2022年3月1日\n", "泰州市医疗保障局"),
        ("关于补贴的通知\n" + BODY + "无锡市财政局 无锡市商务局\n2022年3月1日\n", "无锡市财政局、无锡市商务局"),
        ("关于补贴的通知\n" + BODY + "国家税务总局\n财政部\n2022年3月1日\n", "国家税务总局、财政部"),
        ("国务院关于促进发展的意见\n国发〔2019〕3号\n" + BODY, "国务院"),
        ("补贴办法\n来源：扬州市工业和信息化局 发布时间：2022-03-01\n" + BODY, "扬州市工业和信息化局"),
        (
            "# 条例\n\n2022年1月5日 江苏省第十三届人民代表大会常务委员会第三次会议通过\n\n" + BODY,
            "江苏省人民代表大会常务委员会",
        ),
        ("人民银行大连市中心支行 大连市财政局关于贴息的通知\n" + BODY, "人民银行大连市中心支行、大连市财政局"),
        ("国务院办公厅关于推进\n政务公开的意见\n" + BODY, "国务院办公厅"),
        ("补贴办法\n" + BODY, None),
    ],
)
def test_issuer_is_read_where_it_stands(read: Read, text: str, issuer: str | None) -> None:
    assert read(text).issuer == issuer


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("常工信复〔2021〕第27号", "常工信复〔2021〕第27号"),
        ("国办发〔2021〕45号", "国办发〔2021〕45号"),
        ("常人社发[2020]26 号", "常人社发[2020]26号"),
        ("财税(2019)5号", "财税(2019)5号"),
        ("（国发〔2018〕7号）", "国发〔2018〕7号"),
        ("镇政办发〔2022〕31号　签发人：王某", "镇政办发〔2022〕31号"),
        ("津工信函〔2021〕3号（A类）", "津工信函〔2021〕3号"),
        ("发文字号：苏府〔2023〕9号", "苏府〔2023〕9号"),
        ("某部令第7号", "某部令第7号"),
        ("索引号：014006438/2020-00021", None),
        ("11330200735123456K/2021-10423", None),
    ],
)
def test_number_is_that_of_the_document_itself(read: Read, line: str, number: str | None) -> None:
    cited = "根据国办发〔2020〕1号文件要求，制定本通知。\n"
    assert read(f"{line}\n关于补贴的通知\n各单位：\n{cited}{BODY}").doc_number == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("关于补贴的通知\n" + BODY + "某市财政局\n2022年3月1日\n", "2022-03-01"),
        ("关于补贴的通知\n" + BODY + "某市财政局\n二〇二一年三月二十二日\n", "2021-03-22"),
        ("关于补贴的通知\n来源：某市财政局 发布时间：2021-03-22 18:00\n" + BODY, "2021-03-22"),
        ("关于补贴的通知\n" + BODY + "某市财政局\n2022年3月1日\n某市财政局办公室 2022年3月3日印发\n", "2022-03-01"),
        ("关于补贴的通知\n根据2020年1月1日的规定制定。\n" + BODY, None),
        (
            "# 条例\n\n2017年8月18日 会议通过\n\n2017年10月5日 国务院令第688号公布\n\n2017年12月1日 施行\n\n" + BODY,
            "2017-10-05",
        ),
    ],
)
def test_date_is_that_of_issue_never_a_cited_one(read: Read, text: str, date: str | None) -> None:
    assert read(text).date == date


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于对市政协第0126号提案的答复", "proposal reply"),
        ("对第1023号建议的答复", "proposal reply"),
        ("关于同意设立园区的批复", "reply"),
        ("纾困帮扶实施方案", "implementation plan"),
        ("三年行动计划（2022—2024年）", "implementation plan"),
        ("关于印发实施方案的通知", "notice"),
        ("关于支持发展的若干意见（试行）", "opinions"),
        ("专项资金管理办法", "measures"),
        ("支持餐饮业若干措施", "measures"),
        ("数据条例", "regulation"),
        ("个人所得税法实施条例", "regulation"),
        ("中小企业促进法", "law"),
        ("关于申报项目的公告", "announcement"),
        ("创业担保贷款办事指南", "service guide"),
        ("《若干措施》政策解读", "interpretation"),
        ("“十四五”发展规划", "plan"),
        ("政府工作报告", "report"),
        ("某某材料", "other"),
    ],
)
def test_kind_follows_the_title(read: Read, title: str, kind: str) -> None:
    assert read(f"{title}\n{BODY}").kind == kind


@pytest.mark.parametrize(
    ("ending", "contact"),
    [
        ("签发人：薛某\n经办人：黄某某\n联系电话：85550123\n", Contact("黄某某", "85550123")),
        ("（联系人：王小明，联系电话：0519-85550123）\n", Contact("王小明", "0519-85550123")),
        ("联系人及电话：李华 13900001234\n", Contact("李华", "13900001234")),
        ("签 发 人：薛某\n经 办 人：黄 某\n联系电话：85550123\n", Contact("黄某", "85550123")),
        ("咨询电话：12345\n", Contact(None, "12345")),
        ("签发人：薛某\n", None),
        ("拨打热线“63550187”反映诉求。\n", None),
    ],
)
def test_contact_is_who_handles_not_who_signs(read: Read, ending: str, contact: Contact | None) -> None:
    assert read("关于补贴的通知\n" + BODY + ending).contact == contact


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("关于补贴的通知\n" + BODY + "慈溪市财政局\n2022年3月1日\n", ("慈溪市", "浙江省")),
        ("关于补贴的通知\n" + BODY + "常州市武进区财政局\n2022年3月1日\n", ("武进区", "江苏省")),
        ("上海市关于补贴的通知\n" + BODY, ("上海市", "上海市")),
        (
            "补贴方案\n结合我市实际制定。（责任单位：大同海关、人行大同中心支行、大同银保监分局）\n" + BODY,
            ("大同市", "山西省"),
        ),
        ("关于补贴的意见\n晋政办发〔2022〕30号\n" + BODY, ("山西省", "山西省")),
        ("关于补贴的意见\n支持北京、上海、广州企业。\n" + BODY + "国务院\n2022年3月1日\n", (None, None)),
        ("补贴办法\n" + BODY, (None, None)),
    ],
)
def test_region_follows_the_evidence_of_names(read: Read, text: str, region: tuple[str | None, str | None]) -> None:
    policy = read(text)
    assert (policy.region, policy.province) == region


def test_front_matter_overrides_the_text_and_is_not_part_of_it(read: Read) -> None:
    policy = read(
        "---\ntitle: 摘要\nissuer: 某局\nregion: 常州市\ndoc_number: 某发〔2020〕1号\ndate: 2020-05-06\nkind: notice\n"
        "addressee: 各单位\ndigest: true\n---\n# 关于补贴的意见\n\n" + BODY,
        ".md",
    )
    assert (policy.title, policy.issuer, policy.region, policy.province) == ("摘要", "某局", "常州市", "江苏省")
    assert (policy.doc_number, policy.date, policy.kind) == ("某发〔2020〕1号", "2020-05-06", "notice")
    assert (policy.addressee, policy.digest) == ("各单位", True)
    assert policy.text.startswith("# 关于补贴的意见")


def test_documents_are_no_digests_unless_they_say_so(read: Read) -> None:
    assert read("补贴办法\n" + BODY).digest is False
