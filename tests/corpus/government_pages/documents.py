"""Invented documents that the pages hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """An invented document."""

    title: str
    issuer: str
    number: str | None
    date: str  # ISO
    lines: tuple[str, ...]  # the main text below the title


GRANTS = Text(
    "云岭市人民政府办公室关于印发扶持小微企业发展若干措施的通知",
    "云岭市人民政府办公室",
    "云政办发〔2021〕17号",
    "2021-04-12",
    (
        "各县（区）人民政府，市政府各部门：",
        "《扶持小微企业发展若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "一、加大信贷支持。对首次获得贷款的小微企业，按贷款额的1%给予一次性贴息，最高5万元。",
        "二、减轻租金负担。承租国有房屋的，减免三个月租金；承租其他房屋的，鼓励房东减租。",
        "三、支持稳定就业。不裁员的企业，返还上年度失业保险费的60%。",
        "本措施自印发之日起施行，有效期至2023年12月31日。",
        "云岭市人民政府办公室",
        "2021年4月12日",
        "（此件公开发布）",
    ),
)
SHORT = Text(
    "关于申报2022年度技术改造补助的通知",
    "平湾县工业和信息化局",
    None,
    "2022-06-08",
    (
        "各有关企业：",
        "现组织申报2022年度技术改造补助，请符合条件的企业于6月30日前提交材料。",
        "特此通知。",
        "平湾县工业和信息化局",
        "2022年6月8日",
    ),
)
REPLY = Text(
    "对市政协九届三次会议第88号提案的答复",
    "临川新区商务局",
    "临商函〔2020〕9号",
    "2020-09-15",
    (
        "王小川委员：",
        "您提出的《关于扶持夜间经济的建议》收悉，现答复如下：",
        "一、放宽外摆经营。经备案的商户，晚上七点至十一点可以在店外设摊，不收占道费。",
        "二、补助水电费用。对夜间营业的餐饮企业，水电费按10%补助，每户每月最高800元。",
        "感谢您对我区商务工作的关心和支持。",
        "临川新区商务局",
        "2020年9月15日",
    ),
)
ANSWERS = Text(
    "《青禾市吸纳高校毕业生就业补贴办法》政策解读",
    "青禾市人力资源和社会保障局",
    None,
    "2023-03-20",
    (
        "问：哪些企业可以申请补贴？",
        "答：在本市注册、招用毕业两年内高校毕业生并签订一年以上劳动合同的中小微企业，都可以申请。",
        "问：补贴标准是多少？",
        "答：每招用一人补贴1500元，同一人只能享受一次。",
        "问：到哪里办理？",
        "答：可以到市政务服务中心三楼人社窗口办理，也可以在网上办理，咨询电话0871-6688990。",
    ),
)
TRADITIONAL = Text(
    "關於發放中小企業振興補助的公告",
    "海東縣政府經濟發展處",
    "海經字第1100012345號",
    "2021-07-05",
    (
        "一、補助對象：設籍本縣並辦妥登記的中小企業。",
        "二、補助金額：每家最高新臺幣十萬元，採一次撥付方式辦理。",
        "三、申請期限：自公告日起至110年9月30日止。",
    ),
)
ENGLISH = Text(
    "Notice on Rent Relief for Small Businesses",
    "Harbour City Bureau of Commerce",
    "HCBC [2022] No. 6",
    "2022-05-09",
    (
        "To all district offices:",
        "1. Small businesses that rent public premises pay no rent for three months, from May to July 2022.",
        "2. Applications are made online, and the district office decides within ten working days.",
        "This notice takes effect on the day it is published.",
    ),
)
