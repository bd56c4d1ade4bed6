"""What kind of fact a question asks for, and whether a text holds one of that kind."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal[
    "amount", "rate", "number", "count", "date", "duration", "phone", "address", "website",
    "office", "documents", "steps", "condition",
]  # fmt: skip
# Kinds whose facts have a form of their own: a text without that form does not state one.
FORMAL: frozenset[Kind] = frozenset(
    ("amount", "rate", "number", "count", "date", "duration", "phone", "address", "website")
)


class _Fact(NamedTuple):
    asked: str  # in Chinese
    asked_in_english: str
    held: str


_N = r"[0-9０-９一二三四五六七八九十百千万两半]"
_MANY = r"[0-9０-９]|[二三四五六七八九十百千万两]+(?!是)"  # any number: one stands in too many other words
_FACTS: dict[Kind, _Fact] = {
    "amount": _Fact(
        r"多少(?:钱|万|元|块|亿|补贴|补助|奖励|奖金|费)|[补给奖报贷赔罚拿领退减免省](?:到|我们?)?多少|几(?:[万千百]?[块元]|万|亿|角|毛|分钱?)(?!头)|"
        r"几个钱|几[百千](?=[?？，,。还]|$)|"
        r"金额|额度|封顶|上限(?:是|多少)|(?:补贴|补助|奖励|收费|缴费|发放|工资|什么)标准|标准(?:是|多少)",
        r"\bhow (?:much|big|large|high)\b|\bamount\b|\bwhat is the (?:maximum|ceiling|cap|most|upper limit)\b|"
        r"\bmaximum (?:amount|loan|subsidy|grant)\b",
        rf"{_N}[0-9.,，]*\s*[多余几]?\s*[万亿千百]?\s*(?:元|块|美元|人民币|[分角毛]钱)|\d\s*[万亿]|全额|免费|免收|RMB|CNY|yuan|USD|[¥￥]",
    ),
    "rate": _Fact(
        r"利率|费率|税率|利息|比例|百分之|百分比|几成|几折|多少个?点|占比|几个点",
        r"(?<!exchange )\brate\b|\bper ?cent|\bpercentage\b|\bwhat (?:share|proportion|portion)\b",
        rf"[%％‰]|分之|一半|半数|{_N}成|{_N}折|LPR|基点|{_N}倍|全额|\bper ?cent",
    ),
    "number": _Fact(r"多少", r"\bwhat number\b", _MANY),
    "count": _Fact(
        r"(?:多少|(?<!哪)几)个?(?:家|人|户|名|次|趟|处|所|件|批)|数量",
        r"\bhow (?:many|often)\b|\bnumber of\b",
        _MANY,
    ),
    "date": _Fact(
        r"什么时候|啥时候|何时|哪天|几号|几月|哪个月|哪年|截止|截至|起止|从何时",
        r"(?:^|\b(?:and|so|,) )when (?:is|are|was|were|do|does|did|will|can|must|should)\b|"
        r"\bdeadline\b|\bwhat date\b|\bclosing date\b",
        rf"{_N}\s*月(?:\s*{_N}+\s*日)?(?!内)|\d\s*年(?!内|以)|年底|年末|月底|之前|前(?:完成|提交|申报)|起(?:施行|执行|实施)|"
        r"即日|\b(?:19|20)\d\d\b",
    ),
    "duration": _Fact(
        r"多久|多长时间|(?<![这那近签])几(?:天|个?工作日|个月|年|周|个?小时|个?钟头)|多少(?:天|年|个月|个?工作日)|"
        r"期限(?:是|多|有多|几)|什么期限|有效期|时限",
        r"\bhow (?:long|soon|quickly)\b|\bhow many (?:days|months|years|weeks)\b|\bwithin what\b",
        rf"{_N}\s*个?\s*(?:工作日|天|日内|日以内|个月|月内|年|周|小时)|长期|当场|当日|即时|\d\s*(?:day|month|year|week)",
    ),
    "phone": _Fact(
        r"(?<!打)电话|(?:哪个|什么|啥)电话|热线|号码|联系方式|座机|手机号",
        r"\bphone number\b|\bphone\?|\bhotline\b|\bcontact (?:number|details)\b|\btelephone\b|"
        r"\bnumber .{0,12}\b(?:ring|call|dial)\b|\b(?:whom?|where|office) .{0,20}\bcall\b",
        r"(?<!\d)(?:0\d{2,3}[-－ ]?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)1?23\d{2,3}(?!\d)",
    ),
    "address": _Fact(
        r"地址|地点|哪个窗口|什么地方|哪条路|几楼|在哪(?:里|儿)?[?？]?$",
        r"\baddress\b|\bwhich window\b|\bvenue\b|"
        r"\bwhere (?:is|are) (?:the|your|its|their) (?:\w+ )?(?:office|window|hall|counter|centre)",
        r"地址|路\s*\d+\s*号|大街|街道|窗口|大厅|服务中心|楼\d*|现场|\bstreet\b|\broad\b|\bhall\b",
    ),
    "website": _Fact(
        r"网址|网站|链接|官网|网页|(?:哪个|什么|啥)(?:公众号|小程序)|(?:公众号|小程序)(?:叫|是|名)|邮箱",
        r"\bwebsite\b|\burl\b|\bweb ?page\b|\blink\b|\bonline address\b|\be-?mail\b|\b(?:which|what) app\b",
        r"网|平台|公众号|小程序|客户端|(?i:app|www|http|@)",
    ),
    "office": _Fact(
        r"谁(?:负责|管|牵头|来|出|给|审|批|认定|监督|落实)|(?:归|找|问|由)谁|什么部门|归哪|责任单位|牵头|主管|联系人|经办人|"
        r"哪[个些家]?(?:部门|单位|局|委|办|机关|机构)|去哪|哪里办|哪儿办",
        r"\bwho (?:is|are|does|handles|runs|decides|approves|checks|leads)\b|\bwhom\b|"
        r"\bwhich (?:\w+ )?(?:department|office|agenc|authorit|bureau|body|bodies|ministr|unit)|"
        r"\bwhere (?:do|can|should|must|to)\b",
        r"责\s*任\s*(?:单\s*位|部\s*门)|牵头|经办人|联系人|由[^，。；]{2,16}(?:负责|牵头|会同|组织|认定|审|制定)|"
        r"[局委厅部院办行](?:[、，,；;）)]|会同|负责|按|要|应)|机构|部门",
    ),
    "documents": _Fact(
        r"材料|证件|资料|证明|带什么|带哪些|交什么|交哪些|表格|手续",
        r"\bdocuments?\b|\bpaper(?:s|work)\b|\bforms?\b|\bcertificates?\b|"
        r"\bwhat (?:do|must) (?:i|we) (?:bring|submit)\b",
        r"材料|证明|身份证|执照|申请表|复印件|证书|凭证|承诺书|合同|报告|表\s*[0-9一二三]?",
    ),
    "steps": _Fact(
        r"(?:怎么|如何)(?:申请|申报|办|报名|领|参加|走|弄|登记|操作)|流程|步骤|程序",
        r"\bhow (?:do|can|to|should) .{0,20}(?:appl|regist|claim|sign up|get|join|enrol)|"
        r"\bprocedure\b|\bsteps\b|\bprocess\b",
        r"申请|申报|提交|审核|登录|办理|受理|报送|评审|公示|推荐|拨付|登记",
    ),
    "condition": _Fact(
        r"条件|资格|门槛|要求|算不算|够不够|符不符合|行不行|能不能|可以吗|能(?:申请|享受|领|报|拿).{0,6}吗",
        r"\beligib|\bqualif|\brequirements?\b|\bconditions?\b|\bcriteria\b|\bthreshold\b",
        r"条件|符合|具备|应当?|须|以上|以下|不低于|不超过|不少于|满足|范围|对象|除外|不得|属于|包括|"
        r"(?:企业|个人|人员|单位|者)[，,]",
    ),
}
_ASKED = {kind: re.compile(f"{fact.asked}|{fact.asked_in_english}", re.IGNORECASE) for kind, fact in _FACTS.items()}
_HELD = {kind: re.compile(fact.held) for kind, fact in _FACTS.items()}


def expected(question: str) -> tuple[Kind, ...]:
    """The kinds of fact that a question asks for."""
    return tuple(kind for kind, pattern in _ASKED.items() if pattern.search(question))


def holds(text: str, kind: Kind) -> bool:
    """Whether a text has words of a kind."""
    return bool(_HELD[kind].search(text))
