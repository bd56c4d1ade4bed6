"""JSON Lines: each row is a document, a bad row is named by its line and the others are read."""

from __future__ import annotations

import gzip
import json
import lzma
import random
import tracemalloc
from pathlib import Path

import pytest

from corpus import Policy, Unread, load_all
from qa import PolicyQA
from tests.corpus.archive_files import NOTICE, zipped

Found = list[Policy | Unread]


def results(folder: Path, data: bytes | str, name: str = "rows.jsonl", **limits: int) -> Found:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(load_all(path, name, **limits))


def read(found: Found) -> list[Policy]:
    return [one for one in found if isinstance(one, Policy)]


def whys(found: Found) -> list[str]:
    return [one.why for one in found if isinstance(one, Unread)]


def row(**fields: object) -> str:
    return json.dumps({"text": NOTICE, **fields}, ensure_ascii=False) + "\n"


def test_fields_of_a_row_state_the_metadata(tmp_path: Path) -> None:
    fields = {
        "id": "tz-1", "title": "甲通知", "date": "2021年3月2日", "issuer": "杭州市商务局", "region": "杭州市",
        "doc_number": "杭商〔2021〕1号", "kind": "notice", "url": "https://example.org/1", "digest": True,
    }  # fmt: skip
    (policy,) = read(results(tmp_path, row(**fields)))
    assert policy.source == "rows.jsonl/tz-1"
    assert (policy.title, policy.date, policy.issuer) == ("甲通知", "2021-03-02", "杭州市商务局")
    assert (policy.region, policy.province, policy.doc_number) == ("杭州市", "浙江省", "杭商〔2021〕1号")
    assert (policy.kind, policy.digest, policy.text) == ("notice", True, NOTICE)


def test_names_of_fields_may_be_chinese(tmp_path: Path) -> None:
    (policy,) = read(results(tmp_path, json.dumps({"标题": "乙", "正文": NOTICE, "发文机关": "乙局"})))
    assert (policy.title, policy.issuer) == ("乙", "乙局")


def test_rows_without_id_are_named_by_their_line_and_equal_ids_are_told_apart(tmp_path: Path) -> None:
    found = read(results(tmp_path, row() + "\n" + row(id=7) + row(id="7") + row()))
    assert [policy.source for policy in found] == [f"rows.jsonl/{name}" for name in ("1", "7", "2/7", "5")]
    assert len({policy.id for policy in found}) == 4


def test_a_field_that_does_not_fit_is_left_out(tmp_path: Path) -> None:
    (policy,) = read(results(tmp_path, row(date="2021-13-45", title=["x"], issuer=None)))
    assert (policy.date, policy.title, policy.issuer) == ("2022-05-05", "关于发放补贴的通知", "嘉兴市财政局")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": "甲"', "not valid JSON"),
        ("[1, 2]", "the row is a list; expected an object"),
        ("null", "the row is null"),
        ('{"title": "甲"}', "the row has no \"text\" but 'title'"),
        ('{"text": ["甲"]}', "'text' is a list; expected a text"),
        ('{"text": "  "}', "'text' is empty"),
        ("[" * 200_000, "nests brackets too deeply"),
        ('{"a":' * 200_000, "nests brackets too deeply"),
        ("9" * 1_000_000, "the row is"),
        ("\x00\x01\x02", "binary"),
    ],
)
def test_bad_row_is_named_by_its_line_and_the_others_are_read(tmp_path: Path, line: str, why: str) -> None:
    found = results(tmp_path, row() + line + "\n" + row())
    assert [policy.source for policy in read(found)] == ["rows.jsonl/1", "rows.jsonl/3"]
    (said,) = whys(found)
    assert f"{tmp_path / 'rows.jsonl'}/2: line 2: " in said
    assert why in said


def test_numbers_stay_as_written_however_long(tmp_path: Path) -> None:
    (policy,) = read(results(tmp_path, '{"text": "甲乙。", "title": 2.50, "n": ' + "9" * 1_000_000 + "}"))
    assert policy.title == "2.50"


def test_lone_surrogates_and_nul_become_the_replacement_character(tmp_path: Path) -> None:
    (policy,) = read(
        results(tmp_path, '{"id": "a\\ud800", "text": "甲\\udc00乙\\u0000丙\\ud83d\\ude00。", "title": "\\ud800丁"}')
    )
    assert (policy.text, policy.title, policy.source) == ("甲\ufffd乙\ufffd丙😀。", "\ufffd丁", "rows.jsonl/a\ufffd")
    PolicyQA.from_policies([policy], tmp_path / "collection")


@pytest.mark.parametrize("name", ["rows.jsonl.gz", "rows.jsonl.xz", "rows.jsonl"])
def test_packed_rows_are_read_as_plain_ones(tmp_path: Path, name: str) -> None:
    data = (row(id="a") + row(id="b")).encode()
    packed = {"gz": gzip.compress, "xz": lzma.compress}.get(name.rsplit(".", 1)[1], lambda plain: plain)(data)
    assert [policy.source for policy in read(results(tmp_path, packed, name))] == [f"{name}/a", f"{name}/b"]


def test_streams_of_xz_and_gz_after_each_other_are_read_on(tmp_path: Path) -> None:
    for name, pack in (("r.jsonl.xz", lzma.compress), ("r.jsonl.gz", gzip.compress)):
        data = pack(row(id="a").encode()) + pack(row(id="b").encode())
        assert [policy.source for policy in read(results(tmp_path, data, name))] == [f"{name}/a", f"{name}/b"]


@pytest.mark.parametrize("name", ["r.jsonl.gz", "r.jsonl.xz"])
def test_cut_off_stream_keeps_the_rows_before(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith("gz") else lzma.compress
    data = pack("".join(row(id=str(at), noise=random.Random(at).randbytes(300).hex()) for at in range(600)).encode())
    found = results(tmp_path, data[: len(data) // 2], name)
    assert len(read(found)) >= 1
    (said,) = whys(found)[-1:]
    assert "damaged or cut off" in said
    assert "no archive" not in said
    assert "cannot be unpacked" in whys(results(tmp_path, b"not packed at all", name))[0]


def test_encodings_of_excel_and_of_offices_are_read(tmp_path: Path) -> None:
    for data in (b"\xef\xbb\xbf" + row().encode(), row().encode("gb18030"), row().replace("\n", "\r\n").encode()):
        assert [policy.title for policy in read(results(tmp_path, data))] == ["关于发放补贴的通知"]
    assert "UTF-16" in whys(results(tmp_path, row().encode("utf-16")))[0]


@pytest.mark.parametrize("name", ["b.jsonl.gz", "b.jsonl.xz"])
def test_bomb_of_one_line_ends_at_the_limit_in_little_memory(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith("gz") else lzma.compress
    path = tmp_path / name
    path.write_bytes(pack(b"0" * 60_000_000))
    tracemalloc.start()
    found = list(load_all(path, name, max_bytes=1_000_000))
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()
    assert len(found) == 1
    assert "unpack to more than" in whys(found)[0]


def test_row_beyond_the_limit_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    found = results(tmp_path, row(id="a") + row(x="y" * 200_000) + row(id="c"), max_bytes=100_000)
    assert [policy.source for policy in read(found)] == ["rows.jsonl/a", "rows.jsonl/c"]
    assert "line 2: the row has more than 100,000 bytes" in whys(found)[0]


def test_rows_are_read_one_after_another(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for at in range(1_000):
            stream.write(row(id=str(at), filler="x" * 15_000))
    tracemalloc.start()
    count = sum(1 for _ in load_all(path, "rows.jsonl"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_000
    assert peak < 4_000_000  # the file has 16 million bytes


def test_file_of_another_kind_is_given_up_after_a_thousand_lines(tmp_path: Path) -> None:
    found = results(tmp_path, "一行文字\n" * 50_000)
    assert len(found) == 1_001
    assert "none of its first 1,000 rows" in whys(found)[-1]


def test_rows_in_an_archive_are_documents_too(tmp_path: Path) -> None:
    data = zipped({"d/r.jsonl.gz": gzip.compress(row(id="a").encode())})
    assert [policy.source for policy in read(results(tmp_path, data, "a.zip"))] == ["a.zip/d/r.jsonl.gz/a"]


def test_questions_are_answered_from_a_row_and_can_be_put_to_it(tmp_path: Path) -> None:
    rows = row(id="嘉兴") + row(id="绍兴", text=NOTICE.replace("500", "800").replace("嘉兴", "绍兴"))
    (tmp_path / "rows.jsonl").write_text(rows, encoding="utf-8")
    asked = PolicyQA.build([tmp_path])
    assert "800元" in asked.ask("绍兴每户补贴多少钱?").quotes[0].text
    only = asked.ask("每户补贴多少钱?", documents=["rows.jsonl/嘉兴"]).quotes
    assert {quote.source for quote in only} == {"rows.jsonl/嘉兴"}
