"""Questions to invented documents: the right words, where they stand, and honest silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import PolicyQA, QAError
from qa.directory import read_manifest
from qa.errors import NothingToReadError
from qa.policy_qa import LIST_MARGIN, LIST_QUOTES
from qa.reading import bundled_policies
from tests.conftest import ROOT


def first(qa: PolicyQA, question: str, **options: object) -> str:
    return qa.ask(question, **options).quotes[0].text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("出去摆摊见老外，摊位钱给报多少", "展位费的60%"),
        ("老外收了货赖账怎么办", "出口信用保险"),
        ("不裁人能退保险钱吗", "稳岗返还"),
        ("社保实在交不起，晚半年补上罚不罚", "缓缴"),
        ("Can we get part of our unemployment insurance back?", "稳岗返还"),
        ("Who will insure us against foreign buyers who do not pay?", "出口信用保险"),
        ("连云港商务局电话", "0518-8550123"),
    ],
)
def test_everyday_questions_find_the_measure(qa: PolicyQA, question: str, words: str) -> None:
    assert words in first(qa, question)


def test_quotes_are_verbatim_and_highlights_lie_within(qa: PolicyQA) -> None:
    for question in ("摊位费", "缓缴多久", "deadline for exporters", "zzz"):
        answer = qa.ask(question, 10)
        assert len(answer.quotes) == 10
        for quote in answer.quotes:
            assert qa.policy(quote.policy_id).text[quote.start : quote.end] == quote.text
            assert quote.highlights
            ends = [0, *(edge for span in quote.highlights for edge in span)]
            assert ends == sorted(ends)
            assert ends[-1] <= len(quote.text)
            assert all(start < end for start, end in quote.highlights)


def test_quotes_are_best_first_and_as_many_as_asked_for(qa: PolicyQA) -> None:
    answer = qa.ask("企业补助", 7)
    assert [q.score for q in answer.quotes] == sorted((q.score for q in answer.quotes), reverse=True)
    assert len({q.measure_id for q in answer.quotes}) == 7
    everything = qa.ask("企业补助", 1000)
    assert len({q.measure_id for q in everything.quotes}) == len(everything.quotes) == len(qa.collection.passages)


def test_a_quote_says_where_it_stands(qa: PolicyQA) -> None:
    quote = qa.ask("境外展会的展位费补助多少").quotes[0]
    assert (quote.source, quote.issuer, quote.region, quote.doc_number, quote.date, quote.digest) == (
        "harbour.txt", "连云港市商务局", "连云港市", "连商发〔2022〕第8号", "2022-05-16", False,
    )  # fmt: skip
    assert quote.outline == ("一、参展支持",)
    assert quote.responsible_units == ("市商务局", "市财政局")
    assert quote.contact is not None
    assert quote.contact.phone == "0518-8550123"
    assert any("60%" in quote.text[a:b] for a, b in quote.highlights)


def test_the_same_clause_elsewhere_is_named(qa: PolicyQA) -> None:
    quote = qa.ask("缓缴养老工伤保险费期限").quotes[0]
    assert {quote.source, *(place.source for place in quote.also_in)} == {"sub/river.txt", "same.txt"}


def test_sources_below_the_folder_keep_folder_and_extension(qa: PolicyQA) -> None:
    assert [policy.source for policy in qa.policies] == ["harbour.txt", "same.txt", "sub/river.txt"]


def test_a_region_no_document_covers(qa: PolicyQA) -> None:
    answer = qa.ask("乌鲁木齐的展位费补助多少")
    assert (answer.abstained, answer.reason) == (True, "region")
    assert len(answer.quotes) == 5
    assert answer.nearest_topics


def test_a_year_no_document_covers(qa: PolicyQA) -> None:
    answer = qa.ask("2031年展位费补助多少")
    assert (answer.abstained, answer.reason) == (True, "year")


@pytest.mark.parametrize("question", ["你好，在吗", "Write me a poem about the moon", "周末天气怎么样"])
def test_chit_chat_is_declined(qa: PolicyQA, question: str) -> None:
    answer = qa.ask(question)
    assert (answer.abstained, answer.reason) == (True, "off_topic")
    assert answer.confidence < 0.5
    assert answer.quotes


def test_an_answered_question_is_confident(qa: PolicyQA) -> None:
    answer = qa.ask("失业保险稳岗返还比例是多少")
    assert (answer.abstained, answer.reason) == (False, None)
    assert answer.confidence > 0.7


def test_a_follow_up_keeps_the_subject(qa: PolicyQA) -> None:
    assert "缓缴" in first(qa, "期限多久", history=["社保费可以缓缴吗"])


def test_the_same_question_gives_the_same_answer(qa: PolicyQA) -> None:
    assert qa.ask("企业补助") == qa.ask("企业补助")


def test_bad_questions_are_refused_with_a_remedy(qa: PolicyQA) -> None:
    with pytest.raises(QAError, match="empty"):
        qa.ask("  \n")
    with pytest.raises(QAError, match="unknown region"):
        qa.ask("补助", region="Atlantis")
    with pytest.raises(QAError, match="k is 0"):
        qa.ask("补助", 0)


@pytest.mark.parametrize(
    "question", ["？？？", "\x00", "补助\ud800", "😀" * 50, "a" * 20_000, "补助" * 5_000, "<script>alert(1)</script>"]
)
def test_odd_questions_do_no_harm(qa: PolicyQA, question: str) -> None:
    assert len(qa.ask(question).quotes) == 5


def test_unreadable_files_are_skipped_and_the_rest_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("一、给予补助。对企业给予补助10万元。", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 500)
    (tmp_path / "empty.txt").write_text("")
    assert [policy.source for policy in PolicyQA.build([tmp_path]).policies] == ["good.txt"]
    (tmp_path / "good.txt").unlink()
    with pytest.raises(NothingToReadError, match=r"bad\.txt[\s\S]*empty\.txt"):
        PolicyQA.build([tmp_path])


def test_every_region_of_the_documents_can_be_chosen(qa: PolicyQA, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nregion: 华东地区\n---\n一、补助。给予补助。", encoding="utf-8")
    for answerer in (qa, PolicyQA.build([tmp_path])):
        assert answerer.regions
        for region in answerer.regions:
            assert answerer.ask("补助", region=region).quotes[0].region == region


def test_another_places_contact_is_not_given(qa: PolicyQA) -> None:
    assert qa.ask("乌鲁木齐的展位费补助多少").contact is None


def test_the_bundled_collection_is_that_of_the_samples_and_the_encoder(tmp_path: Path) -> None:
    fresh = PolicyQA.from_policies(bundled_policies(), tmp_path)
    saved, made = (folder / read_manifest(folder)["data"] for folder in (ROOT / "qa" / "bundled", tmp_path))
    for name in ("policies.jsonl", "passages.jsonl"):
        assert (saved / name).read_text(encoding="utf-8") == (made / name).read_text(encoding="utf-8")
    assert read_manifest(ROOT / "qa" / "bundled")["encoder"] == read_manifest(tmp_path)["encoder"]
    assert PolicyQA.bundled().ask("有哪些贷款贴息政策?").quotes[0] == fresh.ask("有哪些贷款贴息政策?").quotes[0]


def test_only_the_chosen_documents_are_looked_in(qa: PolicyQA) -> None:
    answer = qa.ask("缓缴社会保险费多久", 50, documents=["same.txt"])
    assert {quote.source for quote in answer.quotes} == {"same.txt"}
    assert "6个月" in answer.quotes[0].text
    assert qa.ask("缓缴社会保险费多久", 1, documents=["sub/river.txt"]).quotes[0].source == "sub/river.txt"


def test_an_unknown_document_is_named(qa: PolicyQA) -> None:
    with pytest.raises(QAError, match=r"nowhere\.txt"):
        qa.ask("缓缴", documents=["nowhere.txt"])


def test_a_question_for_a_list_gets_more_than_the_usual_five(qa: PolicyQA) -> None:
    listed = qa.ask("有哪些补贴和支持政策?")
    assert listed.is_list
    assert 5 <= len(listed.quotes) <= LIST_QUOTES
    least = listed.quotes[0].score - LIST_MARGIN
    assert all(quote.score >= least - 1e-3 for quote in listed.quotes[5:])
    single = qa.ask("展位费补助多少")
    assert (single.is_list, len(single.quotes)) == (False, 5)


@pytest.mark.parametrize(
    "name", ["连商发〔2022〕第8号", "连商发[2022]8号", "《关于支持外贸企业开拓市场的若干措施》", "连云港市商务局"]
)
def test_a_document_named_by_number_title_or_issuer_comes_first(qa: PolicyQA, name: str) -> None:
    assert qa.ask(f"{name}里有什么规定").quotes[0].source == "harbour.txt"


def test_a_programme_in_quotation_marks_is_found_by_its_words(qa: PolicyQA) -> None:
    assert "线上展会" in first(qa, "“线上展会”要钱吗")


def test_earlier_turns_decide_a_follow_up_and_not_a_new_topic(qa: PolicyQA) -> None:
    history = ["出口信用保险的保费谁出?"]
    assert "出口信用保险" in first(qa, "多久赔?", history=history)
    assert "稳岗返还" in first(qa, "不裁员的企业能退多少失业保险费?", history=history)
