"""What kind of fact a question asks for, and whether a text holds one of that kind."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "amount", "rate", "count", "date", "duration", "phone", "address", "website", "office", "documents", "steps",
    "condition",
]  # fmt: skip

_NUMBER = r"[0-9０-９一二三四五六七八九十百千万两半]"
_ASKS: dict[Kind, str] = {
    "amount": r"多少(?!家|人|户|个|名|天|年|月|次|比例|％|%|利率|费率|税率)|几(?:万|千|百|亿|块|元)"
    r"|金额|额度|封顶|上限|标准|\bhow (?:much|big|large)\b|\bamount\b"
    r"|\bmaximum\b|\bceiling\b|\bcap\b|\bupper limit\b|\bhow high\b",
    "rate": r"利率|费率|税率|利息|比例|百分之|百分比|几成|几折|多少个?点|占比|几个点"
    r"|\brate\b|\bper ?cent|\bpercentage\b|\bwhat (?:share|proportion|portion)\b|\binterest\b",
    "count": r"(?:多少|几)[个]?(?:家|人|户|名|种|项|类|次|趟|处|所|件|批|条)|数量"
    r"|\bhow (?:many|often)\b|\bnumber of\b",
    "date": r"什么时候|啥时候|何时|哪天|几号|几月|哪年|截止|截至|起止|从何时|最晚|最迟"
    r"|\bwhen\b|\bdeadline\b|\bwhat date\b|\bby what\b|\bclosing date\b|\blatest\b",
    "duration": r"多久|多长时间|几(?:天|个?工作日|个月|年|周|个?小时)|多少(?:天|年|个月|个?工作日)|期限|有效期|时限"
    r"|\bhow (?:long|soon|quickly)\b|\bhow many (?:days|months|years|weeks)\b|\bwithin what\b",
    "phone": r"电话|热线|号码|联系方式|座机|手机号|打哪"
    r"|\bphone\b|\bhotline\b|\bcall\b|\bcontact (?:number|details)\b|\btelephone\b|\bnumber to (?:ring|call)\b",
    "address": r"地址|地点|在哪(?!个)|哪个窗口|什么地方|去哪(?!个)|哪里办|哪儿办|几楼"
    r"|\baddress\b|\bwhich window\b|\bwhere (?:do|can|should|is|are|must|to)\b|\blocat",
    "website": r"网址|网站|链接|官网|网页|公众号|小程序|邮箱"
    r"|\bwebsite\b|\burl\b|\bweb ?page\b|\blink\b|\bonline address\b|\be-?mail\b|\bapp\b",
    "office": r"谁(?:负责|管|牵头|来|出|给|审|批|认定|监督|落实)|(?:归|找|问|由)谁|什么部门|归哪|责任单位"
    r"|牵头|主管|联系人|经办人|哪(?:个|些|家)?(?:部门|单位|局|委|办|机关|机构)"
    r"|\bwho (?:is|are|does|handles|runs|decides|approves|checks|leads)\b|\bwhom\b"
    r"|\bwhich (?:\w+ )?(?:department|office|agenc|authorit|bureau|body|bodies|ministr|unit)",
    "documents": r"材料|证件|资料|证明|带什么|带哪些|交什么|交哪些|表格|手续"
    r"|\bdocuments?\b|\bpaper(?:s|work)\b|\bforms?\b|\bcertificates?\b|\bwhat (?:do|must) (?:i|we) (?:bring|submit)\b",
    "steps": r"怎么(?:申请|申报|办|报名|领|参加|走|弄|登记|操作)|如何(?:申请|申报|办|报名|领|参加|登记)|流程|步骤|程序"
    r"|\bhow (?:do|can|to|should) .{0,20}(?:appl|regist|claim|sign up|get|join|enrol)"
    r"|\bprocedure\b|\bsteps\b|\bprocess\b",
    "condition": r"条件|资格|门槛|要求|算不算|够不够|符不符合|行不行|能不能|可以吗|能(?:申请|享受|领|报|拿).{0,6}吗"
    r"|\beligib|\bqualif|\brequirements?\b|\bconditions?\b|\bcriteria\b|\bthreshold\b",
}
_HOLDS: dict[Kind, str] = {
    "amount": rf"{_NUMBER}[0-9.,，]*\s*(?:多|余|几)?\s*(?:万|亿|千|百)?\s*(?:元|块|美元|人民币)|\d\s*[万亿]"
    r"|全额|免费|免收|RMB|CNY|yuan|USD|[¥￥]",
    "rate": rf"[%％‰]|百分之|{_NUMBER}成|{_NUMBER}折|LPR|基点|{_NUMBER}倍|全额|\bper ?cent",
    "count": rf"{_NUMBER}\s*(?:多|余)?\s*(?:万|千|百)?\s*(?:家|人|户|名|个|种|项|类|次|处|所|件|批|条)|\d\s+[a-z]+s\b",
    "date": rf"{_NUMBER}\s*月(?:\s*{_NUMBER}+\s*日)?(?!内)|\d\s*年(?!内|以)|年底|年末|月底|之前|前(?:完成|提交|申报)"
    r"|起(?:施行|执行|实施)|即日|\b(?:19|20)\d\d\b",
    "duration": rf"{_NUMBER}\s*(?:个)?\s*(?:工作日|天|日内|日以内|个月|月内|年|周|小时)|长期|当场|当日|即时"
    r"|\d\s*(?:day|month|year|week)",
    "phone": r"(?<!\d)(?:0\d{2,3}[-－ ]?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)1?23\d{2,3}(?!\d)",
    "address": r"地址|路\s*\d+\s*号|大街|街道|窗口|大厅|服务中心|楼\d*|现场|\bstreet\b|\broad\b|\bhall\b",
    "website": r"网|平台|公众号|小程序|客户端|(?i:app|www|http|@)",
    "office": r"责\s*任\s*(?:单\s*位|部\s*门)|牵头|经办人|联系人|由[^，。；]{2,16}(?:负责|牵头|会同|组织|认定|审|制定)"
    r"|[局委厅部院办行](?:[、，,；;）)]|会同|负责|按|要|应)|机构|部门",
    "documents": r"材料|证明|身份证|执照|申请表|复印件|证书|凭证|承诺书|合同|报告|表\s*[0-9一二三]?",
    "steps": r"申请|申报|提交|审核|登录|办理|受理|报送|评审|公示|推荐|拨付|登记",
    "condition": r"条件|符合|具备|应当?|须|以上|以下|不低于|不超过|不少于|满足|范围|对象|除外|不得|属于|包括"
    r"|(?:企业|个人|人员|单位|者)[，,]",
}
_ASK = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ASKS.items()}
_HOLD = {kind: re.compile(pattern) for kind, pattern in _HOLDS.items()}


def expected(question: str) -> tuple[Kind, ...]:
    """The kinds of fact that a question asks for."""
    return tuple(kind for kind, pattern in _ASK.items() if pattern.search(question))


def holds(text: str, kind: Kind) -> bool:
    """Whether a text has words of a kind."""
    return bool(_HOLD[kind].search(text))
