"""Every visible string of the web application, in Chinese and in English.

A language is one ``Texts`` value: a string missing in either language fails type checking and import.
Braces are ``str.format`` fields; both languages use the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Texts:
    """The strings of one language."""

    html_lang: str
    # masthead
    name: str
    what_it_is: str
    what_it_will_not_do: str
    language_label: str
    # welcome
    coverage: str
    coverage_digests: str
    coverage_some_digests: str
    covered_regions: str
    more_regions: str
    empty_collection: str
    examples_heading: str
    examples: tuple[str, ...]
    # composer
    region_label: str
    all_regions: str
    question_label: str
    question_placeholder: str
    ask: str
    # conversation
    conversation_label: str
    you_asked: str
    within_region: str
    place_taken: str
    every_place: str
    searching: str
    found_one: str
    found_many: str
    caveat_label: str
    passages_one: str
    passages_many: str
    show_more: str
    failed_heading: str
    failed_text: str
    # quote card
    quote_label: str
    digest: str
    outline_label: str
    number_label: str
    date_label: str
    issuer_label: str
    responsible_label: str
    inherited_label: str
    contact_label: str
    also_in_label: str
    not_in_passage: str
    not_in_document: str
    age_today: str
    age_day: str
    age_days: str
    age_month: str
    age_months: str
    age_year: str
    age_years: str
    copy: str
    copied: str
    copy_failed: str
    view_document: str
    view_digest: str
    citation: str
    citation_source: str
    page_label: str
    page: str
    ocr: str
    valid_until_label: str
    repealed: str
    expired: str
    clause_comma: str
    # nothing to quote
    abstained_heading: str
    abstained_off_topic: str
    abstained_region: str
    abstained_year: str
    abstained_not_stated: str
    abstained_other: str
    nearest_topics_heading: str
    call_heading: str
    nearest_passages: str
    nearest_passages_note: str
    # below an answer
    feedback_label: str
    feedback_useful: str
    feedback_not_useful: str
    feedback_kept: str
    feedback_failed: str
    answer_changed: str
    reason_label: str
    reason_send: str
    reason_kept: str
    share: str
    share_link_label: str
    share_copied: str
    share_not_copied: str
    share_failed: str
    related_heading: str
    next_heading: str
    next_amount: str
    next_rate: str
    next_date: str
    next_steps: str
    next_topic: str
    new_conversation: str
    # shared answer
    shared_question: str
    shared_on: str
    shared_none_changed: str
    shared_some_changed: str
    shared_caveat_label: str
    shared_ask_yourself: str
    shared_missing_heading: str
    shared_missing_text: str
    passage_changed: str
    passage_removed: str
    passage_gone: str
    # source view
    close: str
    document_digest: str
    document_changed: str
    document_missing_heading: str
    document_missing_text: str
    back_to_chat: str


ZH = Texts(
    html_lang="zh-Hans",
    name="惠企政策问答",
    what_it_is="用自己的话提问，从政策文件里找到能回答的段落，逐字摘引并注明出处。",
    what_it_will_not_do="只引用，不解释、不建议、不编造；文件里没有写的，会直接告诉您。",
    language_label="语言 / Language",
    coverage="目前从 {documents} 份文件中查找",
    coverage_digests="目前从 {documents} 份文件摘要中查找（摘要，非原文）",
    coverage_some_digests="目前从 {documents} 份文件中查找，其中 {digests} 份为摘要，非原文",
    covered_regions="涉及地区：",
    more_regions="及其他 {count} 个地区",
    empty_collection="目前还没有任何文件，暂时无法回答问题。",
    examples_heading="可以这样问",
    examples=(
        "没有房子抵押，能贷到款吗？",
        "有哪些贷款贴息政策？",
        "不裁员能拿到补贴吗？",
        "生意难做，房租能减免吗？",
        "参加境外展会有补助吗？",
        "评上“专精特新”有什么支持？",
    ),
    region_label="地区",
    all_regions="全部地区",
    question_label="您的问题",
    question_placeholder="请输入您的问题",
    ask="提问",
    conversation_label="问答记录",
    you_asked="您的问题",
    within_region="地区：{region}",
    place_taken="您问到了{place}，接下来先找那里的文件。",
    every_place="改回全部地区",
    searching="正在查找……",
    found_one="找到 1 段相关内容。",
    found_many="找到 {count} 段相关内容，最相关的排在最前。",
    caveat_label="请注意",
    passages_one="1 段",
    passages_many="{count} 段",
    show_more="再看 {count} 段",
    failed_heading="没能完成这次查找",
    failed_text="程序出了问题，您的问题没有得到回答。请稍后再试一次；如果仍然不行，请联系网站管理员。",
    quote_label="第 {number} 段",
    digest="摘要，非原文",
    outline_label="所在章节",
    number_label="发文字号",
    date_label="日期",
    issuer_label="发文机关",
    responsible_label="责任单位",
    inherited_label="共同落实",
    contact_label="联系方式",
    also_in_label="同样见于",
    not_in_passage="本段未写明",
    not_in_document="文件未写明",
    age_today="今天发布",
    age_day="昨天发布",
    age_days="{count} 天前发布",
    age_month="1 个月前发布",
    age_months="{count} 个月前发布",
    age_year="1 年前发布",
    age_years="{count} 年前发布",
    copy="复制引文",
    copied="已复制",
    copy_failed="未能复制，请选中文字后手动复制",
    view_document="查看原文",
    view_digest="查看摘要全文",
    citation="——{parts}",
    citation_source="来源：{source}",
    page_label="页码",
    page="第{page}页",
    ocr="文字由图像识别，可能有误",
    valid_until_label="有效期至",
    repealed="已废止 · 由《{title}》废止",
    expired="已失效 · 有效期至 {date}",
    clause_comma="，",
    abstained_heading="这些文件里没有答案",
    abstained_off_topic="这个问题不在这些政策文件的范围内。",
    abstained_region="没有收录您所问地区的文件。",
    abstained_year="没有收录您所问年份的文件。",
    abstained_not_stated="文件谈到了相关内容，但没有写明您问的这一点。",
    abstained_other="没有找到能够回答这个问题的内容。",
    nearest_topics_heading="文件里有这些相近的内容，点一下就能查",
    call_heading="可以向文件的联系人询问",
    nearest_passages="查看最接近的 {count} 段（不是答案）",
    nearest_passages_note="以下是文字上最接近的段落，并没有回答您的问题，仅供参考。",
    feedback_label="这个回答有用吗？",
    feedback_useful="有用",
    feedback_not_useful="没用",
    feedback_kept="谢谢，已记下您的评价。",
    feedback_failed="没能记下，请稍后再试。",
    answer_changed="文件刚刚有更新，这个回答已不是最新的，请重新提问。",
    reason_label="哪里不合适？可以不填",
    reason_send="发送",
    reason_kept="谢谢，已记下您的说明。",
    share="分享",
    share_link_label="这条问答的链接",
    share_copied="链接已复制，打开链接就能看到这条问答。",
    share_not_copied="请选中链接后手动复制。",
    share_failed="没能生成链接，请稍后再试。",
    related_heading="同一文件的相关措施",
    next_heading="还可以接着问",
    next_amount="最高额度是多少？",
    next_rate="比例是多少？",
    next_date="截止到什么时候？",
    next_steps="怎么申请？",
    next_topic="{place}在“{topic}”方面有什么具体做法？",
    new_conversation="新对话",
    shared_question="所问的问题",
    shared_on="这条问答于 {date} 分享。",
    shared_none_changed="下面是文件现在的原文，分享以来没有改动。",
    shared_some_changed="下面是文件现在的原文；有些内容在分享以后有变化，已在相应位置注明。",
    shared_caveat_label="分享时的提示（{date}）",
    shared_ask_yourself="我也要提问",
    shared_missing_heading="这个链接没有对应的问答",
    shared_missing_text="请检查链接是否完整，或者直接提问。",
    passage_changed="第 {number} 段的文字在分享以后有改动。以下是现在的文字，可能已不能回答这个问题。",
    passage_removed="第 {number} 段在分享以后已从文件中移除。",
    passage_gone="第 {number} 段所在的文件已不再收录，无法显示其内容。",
    close="关闭",
    document_changed="引用过的那段文字在文件更新后已不再如此；下面是文件现在的原文。",
    document_digest="这是一份摘要，不是文件原文；办理事项请以原文为准。",
    document_missing_heading="找不到这份文件",
    document_missing_text="文件可能已经更新或移除。请回到问答页面重新提问。",
    back_to_chat="返回问答",
)

EN = Texts(
    html_lang="en",
    name="Business policy answers",
    what_it_is=(
        "Ask in your own words: it finds the passages of policy documents that answer, "
        "and quotes them word for word with their source."
    ),
    what_it_will_not_do=(
        "It quotes; it does not explain, advise or make anything up. If the documents do not say, it tells you so."
    ),
    language_label="语言 / Language",
    coverage="Answers come from {documents} documents",
    coverage_digests="Answers come from digests of {documents} documents (digests, not the original wording)",
    coverage_some_digests=(
        "Answers come from {documents} documents; {digests} of them are digests, not the original wording"
    ),
    covered_regions="Regions covered:",
    more_regions="and {count} more",
    empty_collection="There are no documents yet, so no question can be answered.",
    examples_heading="Questions you can ask",
    examples=(
        "Can I get a loan without property as collateral?",
        "Who pays the interest on a start-up guarantee loan?",
        "Is there a refund of unemployment insurance if I keep my staff?",
        "Can my rent be reduced or waived?",
        "Is there support for exhibiting at trade fairs abroad?",
        "What support do specialised and innovative SMEs get?",
    ),
    region_label="Region",
    all_regions="All regions",
    question_label="Your question",
    question_placeholder="Type your question",
    ask="Ask",
    conversation_label="Questions and answers",
    you_asked="Your question",
    within_region="Region: {region}",
    place_taken="You asked about {place}; its documents come first from here on.",
    every_place="Back to all regions",
    searching="Searching…",
    found_one="Found 1 relevant passage. It is quoted in Chinese, the language of the documents.",
    found_many=(
        "Found {count} relevant passages, most relevant first. "
        "They are quoted in Chinese, the language of the documents."
    ),
    caveat_label="Please note",
    passages_one="1 passage",
    passages_many="{count} passages",
    show_more="Show {count} more",
    failed_heading="The search did not finish",
    failed_text=(
        "Something went wrong and your question was not answered. Please try again in a moment; "
        "if it happens again, tell whoever runs this site."
    ),
    quote_label="Passage {number}",
    digest="digest, not the original wording",
    outline_label="Section",
    number_label="Document no.",
    date_label="Date",
    issuer_label="Issued by",
    responsible_label="Responsible",
    inherited_label="Also in charge",
    contact_label="Contact",
    also_in_label="Also in",
    not_in_passage="not stated in this passage",
    not_in_document="not stated in the document",
    age_today="issued today",
    age_day="issued yesterday",
    age_days="issued {count} days ago",
    age_month="issued a month ago",
    age_months="issued {count} months ago",
    age_year="issued a year ago",
    age_years="issued {count} years ago",
    copy="Copy quote",
    copied="Copied",
    copy_failed="Could not copy: please select the text and copy it by hand",
    view_document="View in document",
    view_digest="View in digest",
    citation="— {parts}",
    citation_source="source: {source}",
    page_label="Page",
    page="page {page}",
    ocr="read from an image: characters may be wrong",
    valid_until_label="Valid until",
    repealed="Repealed · by {title}",
    expired="Expired · valid until {date}",
    clause_comma=", ",
    abstained_heading="Not in these documents",
    abstained_off_topic="This question is outside what these policy documents are about.",
    abstained_region="There are no documents for the region you asked about.",
    abstained_year="There are no documents for the year you asked about.",
    abstained_not_stated="The documents speak of this subject but do not state what you asked.",
    abstained_other="Nothing was found that answers this question.",
    nearest_topics_heading="The documents do cover these; choose one to look it up",
    call_heading="You can ask the contact named in the document",
    nearest_passages="Show the {count} nearest passages (not answers)",
    nearest_passages_note=("These passages are merely the closest in wording. They do not answer your question."),
    feedback_label="Was this useful?",
    feedback_useful="Useful",
    feedback_not_useful="Not useful",
    feedback_kept="Thank you, your rating has been saved.",
    feedback_failed="Your rating could not be saved. Please try again in a moment.",
    answer_changed="The documents have changed since this answer. Please ask your question again.",
    reason_label="What was wrong with it? (optional)",
    reason_send="Send",
    reason_kept="Thank you, your comment has been saved.",
    share="Share",
    share_link_label="Link to this answer",
    share_copied="Link copied. Whoever opens it sees this question and its passages.",
    share_not_copied="Please select the link and copy it by hand.",
    share_failed="The link could not be made. Please try again in a moment.",
    related_heading="Related measures in the same document (in Chinese)",
    next_heading="You can go on to ask",
    next_amount="What is the maximum amount?",
    next_rate="What percentage is it?",
    next_date="When is the deadline?",
    next_steps="How do I apply?",
    next_topic="What is done about “{topic}”{place}?",
    new_conversation="New conversation",
    shared_question="The question asked",
    shared_on="This answer was shared on {date}.",
    shared_none_changed="The passages below are what the documents say now; they have not changed since.",
    shared_some_changed=(
        "The passages below are what the documents say now; where something has changed since, it is noted."
    ),
    shared_caveat_label="Noted when it was shared ({date})",
    shared_ask_yourself="Ask a question",
    shared_missing_heading="There is no answer behind this link",
    shared_missing_text="Please check that the link is complete, or ask your question directly.",
    passage_changed=(
        "The text of passage {number} has changed since it was shared. "
        "This is how it reads now; it may no longer answer the question."
    ),
    passage_removed="Passage {number} has been removed from its document since it was shared.",
    passage_gone="The document of passage {number} is no longer here, so the passage cannot be shown.",
    close="Close",
    document_changed="The document was changed, and the words quoted are no longer in it. This is what it says now.",
    document_digest="This is a digest, not the original document; rely on the original for any application.",
    document_missing_heading="Document not found",
    document_missing_text="It may have been updated or removed. Please go back to the chat and ask again.",
    back_to_chat="Back to the chat",
)

TEXTS: dict[Language, Texts] = {"zh": ZH, "en": EN}
