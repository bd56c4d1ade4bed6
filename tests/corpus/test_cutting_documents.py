"""Cutting of whole documents: laws, notices with an annexed text, question guides, replies, plain text."""

from __future__ import annotations

from tests.corpus.shapes import measures, parts_of, shapes


def test_article_of_a_law_keeps_its_paragraphs_and_items() -> None:
    text = (
        "# 数据条例\n\n2022年1月5日 某市人民代表大会常务委员会第三次会议通过\n\n## 第一章 总则\n\n"
        "第一条 为了规范数据处理，制定本条例。\n\n第二条 本条例所称数据，包括：\n\n（一）公共数据；\n\n"
        "（二）企业数据。\n\n"
        "前款第（一）项由市政府另行规定。\n\n## 第二章 附则\n\n第三条 本条例自2023年3月1日起施行。\n"
    )
    assert [(kind, label, outline) for kind, label, outline, _ in shapes(text)] == [
        ("title", "", ()),
        ("preamble", "", ()),
        ("heading", "第一章", ()),
        ("measure", "第一条", ("第一章 总则",)),
        ("measure", "第二条", ("第一章 总则",)),
        ("heading", "第二章", ()),
        ("measure", "第三条", ("第二章 附则",)),
    ]
    assert measures(text)[1][2].endswith("前款第（一）项由市政府另行规定。")


def test_table_of_contents_is_one_heading_and_opens_nothing() -> None:
    text = (
        "管理办法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 为了管理，制定本办法。\n第二章 附则\n"
        "第二条 自印发之日起施行。\n"
    )
    assert shapes(text)[1] == ("heading", "", (), "目录\n第一章 总则\n第二章 附则")
    assert [(label, outline) for label, outline, _ in measures(text)] == [
        ("第一条", ("第一章 总则",)),
        ("第二条", ("第二章 附则",)),
    ]


def test_notice_with_an_annexed_text_has_two_heads_and_a_signature_between() -> None:
    text = (
        "某市人民政府办公室文件\n某政办发〔2022〕31号\n关于印发若干措施的通知\n各区人民政府：\n"
        "若干措施已经同意，现印发给你们。\n"
        "某市人民政府办公室\n2022年6月8日\n（此件公开发布）\n若干措施\n为帮助企业，制定如下措施。\n"
        "一、减免租金。减免3个月。\n二、缓缴税费。缓缴半年。\n"
    )
    assert [(kind, text) for kind, _, _, text in shapes(text)] == [
        ("title", "某市人民政府办公室文件\n某政办发〔2022〕31号\n关于印发若干措施的通知"),
        ("salutation", "各区人民政府："),
        ("text", "若干措施已经同意，现印发给你们。"),
        ("signature", "某市人民政府办公室\n2022年6月8日"),
        ("furniture", "（此件公开发布）"),
        ("title", "若干措施"),
        ("preamble", "为帮助企业，制定如下措施。"),
        ("measure", "一、减免租金。减免3个月。"),
        ("measure", "二、缓缴税费。缓缴半年。"),
    ]


def test_question_and_answer_are_one_measure_whatever_is_numbered_inside() -> None:
    text = (
        "创业贷款问答\n1.什么是创业贷款？\n答：是贴息贷款。\n2.有哪些条件？\n答：须具备：\n（1）重点群体；\n"
        "（2）信用良好。\n"
        "3.额度是多少？\n答：一是个人20万元；二是企业300万元。\n"
    )
    assert [(label, text.splitlines()[0]) for label, _, text in measures(text)] == [
        ("1.", "1.什么是创业贷款？"),
        ("2.", "2.有哪些条件？"),
        ("3.", "3.额度是多少？"),
    ]
    assert measures(text)[1][2].endswith("（2）信用良好。")


def test_answers_end_where_the_next_heading_stands() -> None:
    text = (
        "政策解读\n一、背景\n为了促消费。\n二、主要内容\n问：怎么领？\n答：线上领。\n问：领多少？\n"
        "答：2000元。\n三、期限\n年底截止。\n"
    )
    assert measures(text) == [
        ("问：", ("二、主要内容",), "问：怎么领？\n答：线上领。"),
        ("问：", ("二、主要内容",), "问：领多少？\n答：2000元。"),
        ("", ("三、期限",), "年底截止。"),
    ]


def test_reply_has_salutation_conclusion_and_one_signature() -> None:
    text = (
        "对第12号建议的答复\n李某某代表：\n您提出的建议收悉。现答复如下：\n一、已做工作。开展了培训。\n"
        "二、下步打算。继续培训。\n"
        "感谢您的关心支持！\n某市教育局\n2023年5月20日\n联系人：王某\n联系电话：0512-65241111\n抄送：市政府办公室\n"
    )
    assert [(kind, text) for kind, _, _, text in shapes(text)] == [
        ("title", "对第12号建议的答复"),
        ("salutation", "李某某代表："),
        ("preamble", "您提出的建议收悉。现答复如下："),
        ("measure", "一、已做工作。开展了培训。"),
        ("measure", "二、下步打算。继续培训。"),
        ("text", "感谢您的关心支持！"),
        (
            "signature",
            "某市教育局\n2023年5月20日\n联系人：王某\n联系电话：0512-65241111\n抄送：市政府办公室",
        ),
    ]


def test_signature_after_the_units_of_the_last_measure_is_no_part_of_it() -> None:
    text = "一、减税。按规定减税。（责任单位：市税务局）\n\n某市人民政府\n\n2022年5月16日\n"
    assert [(kind, text) for kind, _, _, text in shapes(text)] == [
        ("measure", "一、减税。按规定减税。（责任单位：市税务局）"),
        ("signature", "某市人民政府\n\n2022年5月16日"),
    ]


def test_signature_is_found_though_the_full_stop_before_it_is_missing() -> None:
    text = "一、减税。按规定减税，减到最低\n某市人民政府\n2022年5月16日\n"
    assert [kind for kind, _, _, _ in shapes(text)] == ["measure", "signature"]


def test_list_of_attachments_is_one_part_before_the_signature() -> None:
    text = (
        "关于申报的通知\n一、对象。本市企业。\n二、时间。6月底前。\n附件：1.申请表\n2.承诺书\n某市财政局\n"
        "2023年5月4日\n"
    )
    assert [(kind, text) for kind, _, _, text in shapes(text)][-2:] == [
        ("attachment", "附件：1.申请表\n2.承诺书"),
        ("signature", "某市财政局\n2023年5月4日"),
    ]


def test_guiding_ideas_and_background_are_text_not_measures() -> None:
    text = (
        "一、总体要求\n（一）指导思想。坚持创新。\n（二）主要目标。完成改造。\n二、任务\n"
        "（一）开展诊断。免费诊断。\n（二）更新设备。补助8%。\n"
    )
    assert [(kind, label) for kind, label, _, _ in shapes(text)] == [
        ("heading", "一、"),
        ("text", "（一）"),
        ("text", "（二）"),
        ("heading", "二、"),
        ("measure", "（一）"),
        ("measure", "（二）"),
    ]


def test_units_on_a_line_of_their_own_belong_to_the_measure_above() -> None:
    text = "一、更新设备\n1.补助投资\n责任单位：市工信局、市财政局\n2.免费诊断。\n责任单位：市科技局\n"
    parts = [part for part in parts_of(text) if part.kind == "measure"]
    assert [(part.label, part.responsible_units) for part in parts] == [
        ("1.", ("市工信局", "市财政局")),
        ("2.", ("市科技局",)),
    ]


def test_units_of_a_heading_are_inherited_by_its_measures() -> None:
    text = (
        "（一）金融支持（责任单位：市金融局）\n1.降低利率。降1个点。\n2.延长期限。延半年。\n（二）用工支持\n"
        "1.补贴培训。每人500元。\n"
    )
    parts = [part for part in parts_of(text) if part.kind == "measure"]
    assert [part.inherited_units for part in parts] == [("市金融局",), ("市金融局",), ()]


def test_text_without_numbers_is_cut_at_sentence_ends_into_parts_of_four_hundred() -> None:
    sentence = "这是没有编号的一句说明文字，用来检查切分是否总在句末进行。"
    parts = parts_of(sentence * 60)
    assert {part.kind for part in parts} == {"text"}
    assert all(len(part.text) <= 400 and part.text.endswith("。") for part in parts)
    assert min(len(part.text) for part in parts) >= 250, "pieces are of nearly equal length"


def test_numbered_measure_is_whole_up_to_eight_hundred_and_cut_at_sentence_ends_beyond() -> None:
    sentence = "对符合条件的企业按照规定给予适当补贴和奖励。"
    whole = "一、支持企业。" + sentence * 34
    assert len(whole) <= 800
    assert parts_of(whole + "\n二、其他。略。\n")[0].text.strip() == whole
    long = parts_of("一、支持企业。" + sentence * 60 + "\n二、其他。略。\n")[:-1]
    assert [(part.label, part.kind) for part in long] == [("一、", "measure")] * 2
    assert all(part.text.strip().endswith("。") for part in long)
    assert [part.id for part in long] == ["doc/一、~1", "doc/一、~2"]


def test_sentence_longer_than_the_limit_is_cut_at_a_pause() -> None:
    parts = parts_of("一、" + "加强协调配合，" * 150 + "形成合力。\n")
    assert len(parts) == 2
    assert parts[0].text.endswith("，")


def test_list_dashes_between_measures_are_furniture_and_not_part_of_either() -> None:
    text = "一、措施\n- 1、减税。按规定减税。\n - 2、降费。按规定\n\n- 降费。\n"
    assert shapes(text) == [
        ("heading", "一、", (), "一、措施"),
        ("furniture", "", ("一、措施",), "-"),
        ("measure", "1、", ("一、措施",), "1、减税。按规定减税。"),
        ("furniture", "", ("一、措施",), "-"),
        ("measure", "2、", ("一、措施",), "2、降费。按规定\n\n- 降费。"),
    ]


def test_header_codes_and_breadcrumbs_are_furniture_and_everything_else_is_searchable() -> None:
    text = (
        "首页 > 政务公开\n11330200735123456K/2021-10423\n主动公开\n关于补贴的公告\n一、标准。每户500元。\n"
        "- 3 -\n二、期限。年底截止。\n"
    )
    furniture = [part.text.strip() for part in parts_of(text) if not part.searchable]
    assert furniture == ["首页 > 政务公开\n11330200735123456K/2021-10423\n主动公开", "- 3 -"]
    assert len(measures(text)) == 2
