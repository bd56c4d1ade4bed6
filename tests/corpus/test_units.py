"""Responsible units: the forms in which official documents name them."""

from __future__ import annotations

import pytest

from corpus.cutting.units import general_clause, responsible_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("给予补助。(责任单位:市财政局、市工信局)", ("市财政局", "市工信局")),
        ("给予补助。（责任 单位：市税务局）", ("市税务局",)),
        ("给予补助。（责任单位：市财政局、市商务局等有关单位）", ("市财政局", "市商务局")),
        ("给予补助。\n责任部门：市住建局；完成时限：2023年底。", ("市住建局",)),
        ("（牵头单位：市发展改革委；配合单位：市财政局、市统计局）", ("市发展改革委", "市财政局", "市统计局")),
        ("（市科技局牵头，市财政局、市税务局配合）", ("市科技局", "市财政局", "市税务局")),
        ("（人力资源社会保障部、财政部按职责分工负责）", ("人力资源社会保障部", "财政部")),
        ("（国家发展改革委会同有关部门负责）", ("国家发展改革委",)),
        ("具体事务由市人力资源社会保障局负责。", ("市人力资源社会保障局",)),
        ("（责任单位：市教育局，各市、区人民政府）", ("市教育局", "各市、区人民政府")),
        ("（责任单位：各县（市、区）人民政府、市民政局）", ("各县（市、区）人民政府", "市民政局")),
        ("（责任单位：市农业农村局（牵头）、市水利局）", ("市农业农村局", "市水利局")),
    ],
)
def test_units_written_beside_a_measure_are_read_in_order(text: str, units: tuple[str, ...]) -> None:
    assert responsible_units(text) == units


@pytest.mark.parametrize(
    "text",
    [
        "各部门要各负其责，抓好落实。",
        "由企业提出申请，符合条件的给予补贴。",
        "单位缴费部分（比例为16%）可以缓缴。",
        "（责任单位：有关单位）",
        "",
    ],
)
def test_text_without_named_offices_has_no_units(text: str) -> None:
    assert responsible_units(text) == ()


def test_clause_for_the_following_measures_names_its_units() -> None:
    clause = general_clause("（责任单位：市财政局，以下措施均需各县区人民政府落实，不再列出。）")
    assert clause is not None
    assert (clause.reach, clause.units) == ("following", ("各县区人民政府",))


def test_clause_for_the_preceding_measures_names_its_units() -> None:
    clause = general_clause("上述两项措施由市地方金融监管局负责落实。")
    assert clause is not None
    assert (clause.reach, clause.units) == ("preceding", ("市地方金融监管局",))


@pytest.mark.parametrize(
    "sentence",
    ["符合以下条件的企业应当提交申请。", "投资500万元以上，由市工信局负责认定。", "规模以上企业须由市统计局负责核实。"],
)
def test_sentence_about_following_or_larger_things_is_no_clause(sentence: str) -> None:
    assert general_clause(sentence) is None
