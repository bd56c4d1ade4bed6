"""Text as PDF files and old web pages give it: every line broken after so many characters."""

from __future__ import annotations

BODY = (
    "为帮助小微企业渡过难关，经市政府研究，现就有关事项通知如下，请各县区和有关部门结合实际认真抓好落实，重要情况及时报告。\n\n"
    "一、融资支持。对符合条件的小微企业发放的贷款，按照贷款实际利率的百分之五十给予贴息，贴息期限与贷款期限一致，所需资金由市"
    "和县区两级财政按照六比四的比例分担，每年年底前由市财政局统一结算。\n\n"
    "二、用工支持。企业每新招用一名登记失业人员并签订一年以上劳动合同、按时缴纳社会保险费的，给予一次性补贴一千元，由县区人力"
    "资源和社会保障部门在受理后十个工作日内审核发放到企业账户。\n\n"
)


def wrapped(text: str, width: int) -> str:
    """The text with a line break after every ``width`` characters of a line."""
    lines = text.split("\n")
    return "\n".join("\n".join(line[at : at + width] for at in range(0, max(len(line), 1), width)) for line in lines)
