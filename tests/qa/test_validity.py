"""Documents that others repeal, or that have expired: marked, ranked below what is in force, and still found."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.datatypes import Policy, Repealed
from qa import PolicyQA
from qa.editing import with_metadata
from qa.validity import Validities
from tests.qa.test_cli import run

OLD = """云岭市人力资源和社会保障局关于支持创业的通知

云人社发〔2015〕3号

各县区：

一、一次性创业补贴。首次创办小微企业、正常经营一年以上的，给予一次性创业补贴三千元。

二、场地租金补贴。租用经营场地的，每年给予租金补贴两千元，最长三年。

三、大棚蔬菜保险。种植大棚蔬菜的农户参加保险，保费由财政补贴八成。

云岭市人力资源和社会保障局

2015年3月2日
"""
NEW = """云岭市人力资源和社会保障局关于进一步支持创业的通知

云人社发〔2021〕8号

各县区：

一、一次性创业补贴。首次创办小微企业、正常经营一年以上的，给予一次性创业补贴八千元。

二、场地租金补贴。租用经营场地的，每年给予租金补贴五千元，最长三年。

三、本通知自2021年5月1日起施行，有效期至2025年12月31日。《云岭市人力资源和社会保障局关于支持创业的通知》（云人社发〔2015〕3号）同时废止。

云岭市人力资源和社会保障局

2021年4月6日
"""
EARLY, BETWEEN, LATE = date(2021, 4, 30), date(2021, 5, 1), date(2026, 1, 1)


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> PolicyQA:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    return PolicyQA.build([folder])


def test_a_new_notice_answers_and_the_one_it_repeals_comes_second_and_is_marked(qa: PolicyQA) -> None:
    answer = qa.ask("一次性创业补贴有多少钱", today=BETWEEN)
    first, second = answer.quotes[:2]
    assert (first.source, first.in_force, first.valid_until, first.repealed_by) == (
        "new.txt", True, "2025-12-31", None,
    )  # fmt: skip
    assert "八千元" in first.text
    assert (second.source, second.in_force) == ("old.txt", False)
    assert "三千元" in second.text
    assert second.repealed_by is not None
    assert (second.repealed_by.source, second.repealed_by.doc_number) == ("new.txt", "云人社发〔2021〕8号")
    assert answer.caveats == ()


def test_a_repeal_counts_from_the_day_on_which_the_new_document_takes_effect(qa: PolicyQA) -> None:
    assert all(quote.in_force for quote in qa.search("创业补贴", today=EARLY))
    assert {quote.source for quote in qa.search("创业补贴", today=BETWEEN) if not quote.in_force} == {"old.txt"}
    assert not any(quote.in_force for quote in qa.search("创业补贴", today=LATE))


def test_what_only_a_repealed_document_answers_is_found_first_with_a_caveat(qa: PolicyQA) -> None:
    answer = qa.ask("大棚蔬菜的保险费财政补贴几成", today=BETWEEN)
    assert (answer.abstained, answer.quotes[0].source, answer.quotes[0].in_force) == (False, "old.txt", False)
    assert answer.caveats[0] == (
        "第一段引文所在的文件已被《云岭市人力资源和社会保障局关于进一步支持创业的通知》（云人社发〔2021〕8号）废止，"
        "请以现行规定为准，并向负责部门核实。"
    )


def test_the_caveat_of_an_expired_document_names_its_last_day_in_the_language_of_the_question(qa: PolicyQA) -> None:
    assert "有效期至2025-12-31，已经过期" in qa.ask("一次性创业补贴有多少钱", today=LATE).caveats[0]
    english = qa.ask("How much is the rent subsidy for premises?", today=LATE)
    assert "was valid until 2025-12-31 and has expired" in english.caveats[0]


def test_without_a_day_that_of_the_call_counts(qa: PolicyQA) -> None:
    assert qa.ask("一次性创业补贴有多少钱") == qa.ask("一次性创业补贴有多少钱", today=date.today())


def test_the_day_of_an_ingest_is_nowhere_in_the_collection(
    qa: PolicyQA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qa.collection.save(tmp_path / "one")

    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls(2040, 1, 1)

    monkeypatch.setattr("qa.validity.date", Later)
    again = PolicyQA.from_policies(qa.policies, tmp_path / "two")
    assert not any(quote.in_force for quote in again.search("创业补贴"))
    one, two = ((tmp_path / name / "manifest.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_command_line_says_what_is_no_longer_in_force(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    asked = run("ask", "大棚蔬菜的保险费财政补贴几成", "-c", tmp_path / "c", "--k", "1").stdout
    assert "! 第一段引文所在的文件已被《" in asked
    assert " · 2015-03-02 · 已废止，由《云岭市人力资源和社会保障局关于进一步支持创业的通知》废止 · old.txt" in asked
    expired, repealed = run("documents", "-c", tmp_path / "c").stdout.splitlines()
    assert (expired.split("\t")[-1], repealed.split("\t")[-1]) == ("expired 2025-12-31", "repealed by new.txt")
    row = json.loads(run("documents", "show", "new.txt", "-c", tmp_path / "c", "--json").stdout)
    assert (row["valid_from"], row["valid_until"], row["in_force"]) == ("2021-05-01", "2025-12-31", False)
    assert row["repeals"] == [
        {"title": "云岭市人力资源和社会保障局关于支持创业的通知", "doc_number": "云人社发〔2015〕3号"}
    ]
    shown = run("documents", "show", "old.txt", "-c", tmp_path / "c").stdout
    assert "repealed_by:    云岭市人力资源和社会保障局关于进一步支持创业的通知\n" in shown


def test_a_stated_last_day_changes_what_is_in_force(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    assert run("documents", "set", "new.txt", "有效期至=2099年12月31日", "-c", tmp_path / "c").exit_code == 0
    changed = PolicyQA.open(tmp_path / "c")
    assert changed.ask("一次性创业补贴有多少钱").quotes[0].in_force
    mistaken = run("documents", "set", "new.txt", "valid_until=soon", "-c", tmp_path / "c")
    assert "valid_until 'soon' is no date that exists" in mistaken.stderr


def test_a_corrected_date_moves_the_period_that_counts_from_it(tmp_path: Path) -> None:
    text = NEW.replace("自2021年5月1日起施行，有效期至2025年12月31日", "自发布之日起施行，有效期五年")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    [policy] = PolicyQA.build([tmp_path / "a.txt"]).policies
    assert policy.valid_until == "2026-04-05"
    assert with_metadata(policy, {"date": "2023-01-01"}).valid_until == "2027-12-31"
    stated = with_metadata(policy, {"valid_until": "2024-06-30"})
    assert with_metadata(stated, {"date": "2023-01-01"}).valid_until == "2024-06-30"


def documents(qa: PolicyQA, *fields: dict[str, object]) -> list[Policy]:
    """Documents of one place, issued one year after the other, with other fields as given."""
    plain = replace(qa.policies[0], valid_from=None, valid_until=None, repeals=(), doc_number=None)
    return [
        replace(plain, **{"id": str(at), "source": f"{at}.txt", "date": f"201{at}-01-01", **given})  # type: ignore[arg-type]
        for at, given in enumerate(fields)
    ]


def repealed_by(policies: list[Policy], day: date = BETWEEN) -> list[str | None]:
    found = Validities(policies)
    return [by.source if (by := found.of(policy, day).repealed_by) else None for policy in policies]


@pytest.mark.parametrize(
    ("title", "number", "cited", "cited_number", "is_repealed"),
    [
        ("云岭市创业补贴办法", None, "云岭市创业补贴办法", None, True),
        ("云岭市人民政府关于印发云岭市创业补贴办法的通知", None, "云岭市创业补贴办法", None, True),
        ("云岭市创业补贴办法", None, "云岭市人民政府关于印发〈云岭市创业补贴办法〉的通知", None, True),
        ("云岭市人民政府关于印发《云岭市创业补贴办法》的通知", None, "市政府关于印发云岭市创业补贴办法的通知", None,
         True),
        ("云岭市创业补贴办法（试行）", None, "云岭市创业补贴办法(试行)", None, True),
        ("云岭市创业补贴办法", None, "云岭市创业补贴办法（试行）", None, False),
        ("白石市人民政府关于支持创业的意见", None, "云岭市人民政府关于支持创业的意见", None, False),
        ("全然另一个题目", "云政发〔2015〕3号", "云岭市创业补贴办法", "云政发[2015]第3号", True),
        ("云岭市创业补贴办法", "云政发〔2015〕3号", None, "云政发〔2015〕3号", True),
        ("云岭市创业补贴办法", "云政发〔2015〕3号", "云岭市创业补贴办法", "云政发〔2015〕30号", False),
        ("云岭市创业补贴办法", "云岭市人民政府令第23号", "云岭市创业补贴办法", "市政府令第23号", True),
        ("云岭市创业补贴办法", "云岭市人民政府令第24号", "云岭市创业补贴办法", "市政府令第23号", False),
        ("创业补贴法", None, "中华人民共和国创业补贴法", None, True),
    ],
)  # fmt: skip
def test_a_document_is_repealed_by_title_or_number(
    qa: PolicyQA, title: str, number: str | None, cited: str | None, cited_number: str | None, is_repealed: bool
) -> None:
    policies = documents(
        qa,
        {"title": title, "doc_number": number},
        {"title": "新办法", "repeals": (Repealed(cited, cited_number),)},
    )
    assert repealed_by(policies) == ["1.txt" if is_repealed else None, None]


def test_a_title_counts_in_its_own_place_only(qa: PolicyQA) -> None:
    repeals = (Repealed("创业补贴办法", None),)
    policies = documents(
        qa,
        {"title": "创业补贴办法"},
        {"title": "创业补贴办法", "region": "白石市"},
        {"title": "新", "repeals": repeals},
    )
    assert repealed_by(policies) == ["2.txt", None, None]


def test_no_document_repeals_itself_a_copy_of_itself_or_a_later_one_of_its_title(qa: PolicyQA) -> None:
    fields = {"title": "创业补贴办法", "repeals": (Repealed("创业补贴办法", None),), "date": None}
    copies = documents(qa, {**fields, "doc_number": "甲〔2015〕1号"}, {**fields, "doc_number": "甲〔2015〕1号"})
    assert repealed_by(copies) == [None, None]
    assert repealed_by(documents(qa, fields, fields)) == [None, None]
    dated = {"title": "创业补贴办法", "repeals": (Repealed("创业补贴办法", None),)}
    assert repealed_by(documents(qa, dated, dated, dated)) == ["1.txt", "2.txt", None]


def test_a_chain_of_repeals_leaves_the_last_in_force(qa: PolicyQA) -> None:
    policies = documents(
        qa,
        {"title": "甲办法"},
        {"title": "乙办法", "repeals": (Repealed("甲办法", None),)},
        {"title": "丙办法", "repeals": (Repealed("乙办法", None),)},
    )
    assert repealed_by(policies) == ["1.txt", "2.txt", None]
    assert list(Validities(policies).lapsed(BETWEEN)) == [True, True, False]


def test_the_last_day_of_validity_is_in_force(qa: PolicyQA) -> None:
    [policy] = documents(qa, {"valid_until": "2021-05-01"})
    found = Validities([policy])
    assert found.of(policy, BETWEEN).in_force
    assert not found.of(policy, date(2021, 5, 2)).in_force
