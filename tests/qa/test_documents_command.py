"""Documents of a saved collection shown, changed and removed: as if the collection had been built that way."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from qa import PolicyQA
from qa.collection import saved_documents
from qa.directory import read_manifest
from tests.qa.test_cli import run

QUESTIONS = ("摊位费报多少", "社保费可以缓缴吗", "南昌市的稳岗返还", "乌鲁木齐的展位费", "Who pays for insurance?")


@pytest.fixture
def collection(folder: Path, tmp_path: Path) -> Path:
    PolicyQA.build([folder], tmp_path / "c")
    return tmp_path / "c"


def identity(collection: Path, source: str) -> str:
    return next(policy.id for policy in saved_documents(collection)[0] if policy.source == source)


def test_show_names_every_field_by_id_or_source(collection: Path) -> None:
    by_id = run("documents", "show", identity(collection, "sub/river.txt"), "--collection", collection, "--json")
    by_source = run("documents", "--collection", collection, "show", "sub/river.txt", "--json")
    assert by_id.stdout == by_source.stdout
    row = json.loads(by_id.stdout)
    assert (row["source"], row["date"], row["attachments"]) == ("sub/river.txt", "2023-03-01", [])
    text = run("documents", "show", "harbour.txt", "-c", collection).stdout
    assert "doc_number:     连商发〔2022〕第8号\n" in text
    assert "contact:        王敏 0518-8550123\n" in text
    assert "digest:         false\n" in text


def test_list_is_what_documents_alone_prints(collection: Path) -> None:
    alone = run("documents", "--collection", collection).stdout
    assert len(alone.splitlines()) == 3
    assert run("documents", "list", "--collection", collection).stdout == alone
    assert run("documents", "--json", "-c", collection, "list").stdout.startswith('{"source": "harbour.txt"')


def test_removed_collection_is_that_of_an_ingest_without_the_file(
    collection: Path, folder: Path, tmp_path: Path
) -> None:
    result = run("documents", "remove", "same.txt", "same.txt", "--collection", collection)
    assert result.exit_code == 0, result.output
    assert "2 documents left" in result.stdout
    shutil.copytree(folder, tmp_path / "less")
    (tmp_path / "less" / "same.txt").unlink()
    PolicyQA.build([tmp_path / "less"], tmp_path / "again")
    assert read_manifest(collection) == read_manifest(tmp_path / "again")  # checksums of all files


@pytest.mark.parametrize(
    ("values", "side"),
    [
        (
            ("issuer=吉安市人社局", "date=2022年7月1日"),
            "文件,发文机关,日期,地区\nsame.txt,吉安市人社局,20220701,吉安市\n",
        ),
        (
            ("标题=稳岗", "kind=notice", "region=南昌市"),
            "文件,标题,类型,地区,发文机关\nsame.txt,稳岗,notice,南昌市,{issuer}\n",
        ),
        (("digest=是", "doc_number=吉人社发〔2022〕3号"), "file,digest,文号\nsame.txt,true,吉人社发〔2022〕3号\n"),
    ],
)
def test_changed_collection_is_that_of_an_ingest_with_a_side_file(
    collection: Path, folder: Path, tmp_path: Path, values: tuple[str, ...], side: str
) -> None:
    result = run("documents", "set", "same.txt", *values, "--collection", collection)
    assert result.exit_code == 0, result.output
    shutil.copytree(folder, tmp_path / "told")
    (tmp_path / "told" / "metadata.csv").write_text(side.format(issuer="吉安市人力资源和社会保障局"), encoding="utf-8")
    built = PolicyQA.build([tmp_path / "told"], tmp_path / "again")
    changed = PolicyQA.open(collection)
    assert changed.policies == built.policies
    kept, made = (read_manifest(directory)["files"] for directory in (collection, tmp_path / "again"))
    assert kept.pop("files.jsonl") != made.pop("files.jsonl")  # the side file is part of what is read
    assert kept == made
    for question in QUESTIONS:
        assert changed.ask(question) == built.ask(question)


def test_a_changed_region_counts_for_questions(collection: Path) -> None:
    assert PolicyQA.open(collection).ask("乌鲁木齐的缓缴社保费").reason == "region"
    assert run("documents", "set", "same.txt", "region=乌鲁木齐市", "-c", collection).exit_code == 0
    policy = next(p for p in saved_documents(collection)[0] if p.source == "same.txt")
    assert (policy.region, policy.province) == ("乌鲁木齐市", "新疆维吾尔自治区")
    answer = PolicyQA.open(collection).ask("乌鲁木齐的缓缴社保费")
    assert (answer.reason, answer.quotes[0].source) == (None, "same.txt")


def test_an_empty_value_takes_a_field_away(collection: Path) -> None:
    result = run("documents", "set", "harbour.txt", "doc_number=", "-c", collection)
    assert result.stdout == "harbour.txt: doc_number = -\n"
    assert saved_documents(collection)[0][0].doc_number is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "harbor.txt"), "no document has the id or source 'harbor.txt'; the nearest: harbour-"),
        (("show", "zzz"), "lists them"),
        (("set", "river", "date=2021-01-01"), "the nearest: sub-river-"),
        (("set", "same.txt", "date=2021-02-30"), "'2021-02-30' is no date that exists; write it like 2021-03-22"),
        (("set", "same.txt", "date=soon"), "no date"),
        (("set", "same.txt", "colour=red"), "fields: title, issuer"),
        (("set", "same.txt", "title"), "expected field=value"),
        (("set", "same.txt", "title="), "every document has a title"),
        (("set", "same.txt", "digest=perhaps"), "neither true nor false"),
        (("set", "same.txt", "date=2021-01-01", "日期=2021-01-02"), "given twice"),
        (("remove", "same.txt", "nowhere.txt"), "nowhere.txt"),
        (("remove", "same.txt", "harbour.txt", "sub/river.txt"), "delete the directory"),
    ],
)
def test_mistakes_name_the_remedy_and_change_nothing(
    collection: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = read_manifest(collection)
    result = run("documents", *arguments, "--collection", collection)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert read_manifest(collection) == before


def test_only_a_saved_collection_is_changed(tmp_path: Path) -> None:
    assert "--collection DIR" in run("documents", "remove", "datong.md").stderr
    result = run("documents", "set", "a", "title=b", "-c", tmp_path / "none")
    assert "no collection here" in result.stderr
    assert not (tmp_path / "none").exists()


def test_of_two_changes_at_once_neither_is_lost(collection: Path) -> None:
    def change(source: str) -> None:
        from qa.editing import edit, parse, with_metadata

        values = parse(["title=甲"])
        edit(collection, lambda all_: [with_metadata(p, values) if p.source == source else p for p in all_])

    threads = [threading.Thread(target=change, args=(source,)) for source in ("same.txt", "harbour.txt")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [policy.title for policy in saved_documents(collection)[0]][:2] == ["甲", "甲"]


def test_a_change_stays_until_the_file_changes(collection: Path, folder: Path, tmp_path: Path) -> None:
    assert run("documents", "set", "same.txt", "issuer=吉安市人社局", "-c", collection).exit_code == 0
    assert "0 changed" in run("ingest", folder, "-c", collection).stdout
    assert [policy.issuer for policy in saved_documents(collection)[0]][1] == "吉安市人社局"
    shutil.copytree(folder, tmp_path / "later")
    with (tmp_path / "later" / "same.txt").open("a", encoding="utf-8") as file:
        file.write("\n三、减免房租。\n")
    assert "1 changed" in run("ingest", tmp_path / "later", "-c", collection).stdout
    assert [policy.issuer for policy in saved_documents(collection)[0]][1] == "吉安市人力资源和社会保障局"


def test_a_removed_document_comes_back_with_the_next_ingest(collection: Path, folder: Path) -> None:
    assert run("documents", "remove", "same.txt", "-c", collection).exit_code == 0
    assert "1 new" in run("ingest", folder, "-c", collection).stdout
    assert len(saved_documents(collection)[0]) == 3


def test_help_says_how_long_a_change_stays() -> None:
    shown = " ".join(run("documents", "set", "--help").stdout.split())
    assert "metadata.csv" in shown
    assert "finds the file changed" in shown
