"""What owners ask of small-business policies: subjects, by the words that documents have for them, as questions.

The Chinese question begins with ``{place}``, the name of a place or nothing; the English one ends with it
(" in Datong").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ui.texts import Language


class Subject(NamedTuple):
    """A subject: the words of documents that tell it, and a question in either language."""

    stated: re.Pattern[str]
    question: dict[Language, str]


def _subject(stated: str, zh: str, en: str) -> Subject:
    return Subject(re.compile(stated), {"zh": zh, "en": en})


SUBJECTS = (
    # money
    _subject("贴息|利息补", "{place}贷款有贴息吗？", "Is loan interest subsidised{place}?"),
    _subject("创业担保贷款", "{place}怎样申请创业担保贷款？", "What start-up guarantee loans are there{place}?"),
    _subject("首贷|首次贷款", "{place}第一次贷款有什么帮助？", "What help is there with a first bank loan{place}?"),
    _subject("转贷|过桥|续贷", "{place}贷款到期周转不开怎么办？", "What help is there with refinancing a loan{place}?"),
    _subject(
        "质押融资|质押贷款|产权质押",
        "{place}专利可以质押贷款吗？",
        "Can intellectual property be pledged for a loan{place}?",
    ),
    _subject(
        "融资担保|担保费|担保机构", "{place}融资担保有什么支持？", "What support is there for loan guarantees{place}?"
    ),
    _subject(
        "风险补偿|保证基金|增信",
        "{place}有哪些贷款风险补偿？",
        "What loan risk compensation or credit guarantee funds are there{place}?",
    ),
    _subject("上市|后备库", "{place}企业上市有什么支持？", "What support is there for companies going public{place}?"),
    _subject(
        "专项资金|扶持资金|纾困资金", "{place}有哪些专项扶持资金？", "What special funds support businesses{place}?"
    ),
    # taxes and costs
    _subject("减税|税费|增值税|所得税", "{place}有哪些税费减免？", "What tax relief is there for businesses{place}?"),
    _subject("房租|租金|减租", "{place}房租能减免吗？", "Can rent be reduced or waived{place}?"),
    _subject(
        "用电|电价|用水|用气|水电气",
        "{place}水电气费有什么优惠？",
        "Is there relief on electricity, water and gas{place}?",
    ),
    _subject(
        "物流|运输|货运", "{place}物流运输有什么支持？", "What support is there for logistics and transport{place}?"
    ),
    _subject(
        "原材料|大宗商品|保供", "{place}原材料涨价怎么办？", "What is done about the prices of raw materials{place}?"
    ),
    _subject(
        "拖欠|账款|款项支付", "{place}账款被拖欠怎么办？", "What is done about overdue payments to small firms{place}?"
    ),
    _subject(
        "政府采购", "{place}政府采购怎样照顾小企业？", "How does government procurement favour small firms{place}?"
    ),
    # people
    _subject(
        "社保费|社会保险费|养老保险|工伤保险",
        "{place}社保费有什么减免？",
        "What relief is there on social insurance contributions{place}?",
    ),
    _subject("稳岗|裁员", "{place}不裁员有什么补贴？", "What do employers that keep their staff get back{place}?"),
    _subject("毕业生|吸纳|就业补", "{place}招用毕业生有补贴吗？", "Are there subsidies for hiring graduates{place}?"),
    _subject("培训|以工代训", "{place}职工培训有什么支持？", "What support is there for training staff{place}?"),
    _subject(
        "人才|企业家", "{place}对企业人才有什么支持？", "What support is there for skilled people and managers{place}?"
    ),
    _subject("创业", "{place}对创业有什么支持？", "What support is there for starting a business{place}?"),
    # markets
    _subject(
        "展会|参展|博览会|展位",
        "{place}参加展会有什么支持？",
        "What support is there for taking part in trade fairs{place}?",
    ),
    _subject(
        "出口信用保险|信保",
        "{place}出口信用保险有什么支持？",
        "What support is there for export credit insurance{place}?",
    ),
    _subject("外贸|出口|国际市场", "{place}对外贸企业有什么支持？", "What support is there for exporters{place}?"),
    _subject("电商|电子商务|直播", "{place}做电商有什么支持？", "What support is there for e-commerce{place}?"),
    _subject("品牌", "{place}创品牌有什么支持？", "What support is there for building a brand{place}?"),
    # growing
    _subject(
        "专精特新|小巨人|单项冠军",
        "{place}专精特新企业有什么支持？",
        "What support is there for specialised and innovative firms{place}?",
    ),
    _subject(
        "数字化|智能化|上云|工业互联网|智能制造|智造",
        "{place}数字化、智能化改造有什么支持？",
        "What support is there for digital and smart manufacturing{place}?",
    ),
    _subject(
        "研发|技术改造|科技创新|技术创新",
        "{place}对研发和技术创新有什么支持？",
        "What support is there for research and innovation{place}?",
    ),
    _subject(
        "专利|知识产权",
        "{place}怎样保护和支持知识产权？",
        "What support is there for patents and intellectual property{place}?",
    ),
    _subject("产业集群|产业链", "{place}培育哪些产业集群？", "Which industrial clusters are being built up{place}?"),
    _subject(
        "绿色|节能|环保",
        "{place}绿色发展有什么支持？",
        "What support is there for green and energy-saving projects{place}?",
    ),
    _subject(
        "园区|企业园|示范基地|孵化",
        "{place}有哪些小微企业园区和基地？",
        "What business parks and bases for small firms are there{place}?",
    ),
    _subject(
        "用地|土地|厂房", "{place}用地和厂房有什么支持？", "What support is there with land and factory space{place}?"
    ),
    # dealing with the government
    _subject(
        "服务平台|公共服务|服务中心",
        "{place}有哪些企业服务平台？",
        "What service platforms for businesses are there{place}?",
    ),
    _subject(
        "政务服务|审批|一网通办|网上办",
        "{place}办事手续有哪些简化？",
        "How has dealing with government offices been made easier{place}?",
    ),
    _subject("法律|维权|纠纷", "{place}企业维权有什么帮助？", "What legal help is there for businesses{place}?"),
    _subject(
        "投诉|举报|诉求", "{place}企业遇到问题向哪里反映？", "Where can a business complain or report a problem{place}?"
    ),
    _subject(
        "领导小组|专班|联席会议", "{place}由谁来协调帮扶企业？", "Who coordinates the help for businesses{place}?"
    ),
    _subject(
        "复工复产|疫情",
        "{place}帮企业应对疫情有哪些措施？",
        "What was done to help businesses through the pandemic{place}?",
    ),
    _subject("宣传|宣讲", "{place}怎样了解最新政策？", "How are businesses told about new policies{place}?"),
)
