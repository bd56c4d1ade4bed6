"""ZIP archives: every document in them is read under its own name, and hostile ones do no harm."""

from __future__ import annotations

import os
import re
import stat
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from corpus import Policy, ReadError, Unread, load, load_all
from qa import PolicyQA
from tests.corpus.archive_files import NOTICE, overlapping_zip, raw_zip, zipped


def results(folder: Path, data: bytes, name: str = "a.zip", **limits: int) -> list[Policy | Unread]:
    path = folder / name
    path.write_bytes(data)
    return list(load_all(path, name, **limits))


def sources(found: list[Policy | Unread]) -> list[str]:
    return [read.source for read in found if isinstance(read, Policy)]


def reasons(found: list[Policy | Unread]) -> dict[str, str]:
    return {read.source: read.why for read in found if isinstance(read, Unread)}


def only_reason(found: list[Policy | Unread]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Unread)
    return found[0].why


def test_members_are_documents_under_the_name_of_the_archive(tmp_path: Path) -> None:
    found = results(tmp_path, zipped({"甲/通知.txt": NOTICE, "b.md": "# 乙\n\n一、奖励。奖励5万元。\n", "空/": ""}))
    assert sources(found) == ["a.zip/甲/通知.txt", "a.zip/b.md"]
    assert len(found) == 2
    assert isinstance(found[0], Policy)
    assert (found[0].title, found[0].issuer, found[0].date) == ("关于发放补贴的通知", "嘉兴市财政局", "2022-05-05")


def test_member_is_cut_as_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(NOTICE, encoding="utf-8")
    alone = load(tmp_path / "x.txt", "a.zip/x.txt")
    assert results(tmp_path, zipped({"x.txt": NOTICE})) == [alone]


def test_archives_inside_each_other_are_read_to_the_fourth(tmp_path: Path) -> None:
    data: bytes = zipped({"x.txt": NOTICE})
    for _ in range(3):
        data = zipped({"in.zip": data, "y.txt": NOTICE})
    found = results(tmp_path, data)
    assert "a.zip/in.zip/in.zip/in.zip/x.txt" in sources(found)
    assert len(sources(found)) == 4
    deeper = results(tmp_path, zipped({"in.zip": data, "z.txt": NOTICE}))
    assert "a.zip/in.zip/in.zip/in.zip/y.txt" in sources(deeper)
    assert "more than 4 archives inside each other" in reasons(deeper)["a.zip/in.zip/in.zip/in.zip/in.zip"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("政策/关于补贴的通知（2022）.txt".encode("gb18030"), "政策/关于补贴的通知（2022）.txt"),
        ("政策/通知.txt".encode(), "政策/通知.txt"),
        ("résumé.txt".encode("cp437"), "résumé.txt"),
        ("政策\\通知.txt".encode("gb18030"), "政策/通知.txt"),
    ],
)
def test_names_without_the_flag_of_utf8_are_read_right(tmp_path: Path, raw: bytes, name: str) -> None:
    assert sources(results(tmp_path, raw_zip([(raw, NOTICE.encode())]))) == [f"a.zip/{name}"]


def test_unicode_name_of_info_zip_counts(tmp_path: Path) -> None:
    raw, meant = b"??.txt", "通知.txt".encode()
    field = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + meant
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert sources(results(tmp_path, raw_zip([(raw, NOTICE.encode())], extra=extra))) == ["a.zip/通知.txt"]


def test_resource_forks_and_hidden_files_are_passed_over_silently(tmp_path: Path) -> None:
    members = {
        "x.txt": NOTICE,
        "__MACOSX/._x.txt": "\0",
        "._x.txt": "\0",
        ".DS_Store": "\0",
        ".git/config": "x",
        "~$x.docx": "",
    }
    assert len(results(tmp_path, zipped(members))) == 1


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"../../../../tmp/escaped-policy.txt", "tmp/escaped-policy.txt"),
        (b"/tmp/escaped-policy.txt", "tmp/escaped-policy.txt"),
        (b"C:\\Windows\\escaped-policy.txt", "Windows/escaped-policy.txt"),
        (b"\\\\server\\share\\x.txt", "server/share/x.txt"),
        (b"a/./b//../x.txt", "a/b/x.txt"),
        (b"CON.txt", "CON.txt"),
        (b"dev/null.txt", "dev/null.txt"),
        (b"a\nb\x1b[31m\x07.txt", "a\\nb\\x1b[31m\\x07.txt"),
        ("\u202etxt.exe.txt".encode(), "\\u202etxt.exe.txt"),
        (b"x" * 3000 + b".txt", "x" * 496 + ".txt"),
    ],
)
def test_names_cannot_leave_the_archive_nor_the_line_they_are_shown_on(
    tmp_path: Path, written: bytes, name: str
) -> None:
    before = set(os.listdir("/tmp"))
    found = results(tmp_path, raw_zip([(written, NOTICE.encode())]))
    assert sources(found) == [f"a.zip/{name}"]
    assert os.listdir(tmp_path) == ["a.zip"]
    assert "escaped-policy.txt" not in set(os.listdir("/tmp")) - before


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    entries = [(b"x.txt", NOTICE.encode()), (b"../x.txt", NOTICE.encode()), (b"x.txt", NOTICE.encode())]
    found = results(tmp_path, raw_zip(entries))
    assert sources(found) == ["a.zip/x.txt", "a.zip/2/x.txt", "a.zip/3/x.txt"]
    assert len({read.id for read in found if isinstance(read, Policy)}) == 3


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(tmp_path: Path) -> None:
    broken = bytearray(zipped({"1.txt": NOTICE, "2.txt": NOTICE * 9, "3.txt": NOTICE}, zipfile.ZIP_STORED))
    broken[broken.index("每户".encode(), broken.index(b"2.txt"))] ^= 0xFF
    found = results(tmp_path, bytes(broken))
    assert sources(found) == ["a.zip/1.txt", "a.zip/3.txt"]
    why = reasons(found)["a.zip/2.txt"]
    assert "a.zip/2.txt: the file is damaged" in why
    mixed = results(tmp_path, zipped({"a.exe": b"MZ", "leer.txt": "", "b.pdf": b"%PDF-", "metadata.csv": "a"}))
    assert "unknown format .exe" in reasons(mixed)["a.zip/a.exe"]
    assert "empty" in reasons(mixed)["a.zip/leer.txt"]
    assert "a.zip/b.pdf" in reasons(mixed)
    assert "beside the archive" in reasons(mixed)["a.zip/metadata.csv"]


def test_encrypted_members_are_named_with_what_to_do(tmp_path: Path) -> None:
    found = results(tmp_path, raw_zip([(b"x.txt", NOTICE.encode())], flags=1))
    assert "encrypted; unpack the archive with its password" in reasons(found)["a.zip/x.txt"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link, not a file" in only_reason(list(load_all(path, "a.zip")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", b"PK\x05\x06" + b"\xff" * 18])
def test_damaged_archive_is_one_clear_error(tmp_path: Path, data: bytes) -> None:
    why = only_reason(results(tmp_path, data))
    assert re.search(r"a\.zip: .*(damaged|far more|empty)", why)


def test_truncated_archive_is_an_error(tmp_path: Path) -> None:
    assert "damaged or cut off" in only_reason(results(tmp_path, zipped({"x.txt": NOTICE * 50})[:-60]))


def test_flat_bomb_is_refused_without_unpacking(tmp_path: Path) -> None:
    data = zipped({"bomb.txt": b"0" * 15_000_000, "large.txt": b"0" * 30_000_000, "x.txt": NOTICE})
    found = results(tmp_path, data)
    assert sources(found) == ["a.zip/x.txt"]
    assert "300 times its size" in reasons(found)["a.zip/bomb.txt"]
    assert "more than the limit of 20,000,000" in reasons(found)["a.zip/large.txt"]


def test_nested_bomb_ends_at_the_total(tmp_path: Path) -> None:
    layer = zipped({f"{at}.txt": b"0" * 1_000 for at in range(16)})
    for _ in range(3):
        layer = zipped({f"{at}.zip": layer for at in range(16)})
    began = time.monotonic()
    found = results(tmp_path, layer, max_bytes=200_000)  # unpacked, 16 ** 4 files of 65 million bytes
    assert time.monotonic() - began < 20
    assert 0 < len(sources(found)) < 4_000
    assert "unpack to more than" in list(reasons(found).values())[-1]


def test_overlapping_bomb_is_refused(tmp_path: Path) -> None:
    assert "overlap" in only_reason(results(tmp_path, overlapping_zip(500, b"0" * 1_900_000)))


def test_member_that_lies_about_its_size_is_an_error(tmp_path: Path) -> None:
    found = results(tmp_path, raw_zip([(b"x.txt", NOTICE.encode() * 100)], stated=50))
    assert sources(found) == []
    assert "a.zip/x.txt" in reasons(found)


def test_hundred_thousand_members_are_refused_at_once(tmp_path: Path) -> None:
    data = raw_zip([(b"%06d.txt" % at, b"") for at in range(65_000)])
    began = time.monotonic()
    assert "65,000 files, more than the limit of 20,000" in only_reason(results(tmp_path, data))
    far_more = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65_535, 65_535, 0x0FFFFFFF, 0, 0)
    assert "far more than 20,000" in only_reason(results(tmp_path, far_more))
    assert time.monotonic() - began < 5


def test_load_of_one_document_says_that_an_archive_holds_many(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"x.txt": NOTICE}))
    with pytest.raises(ReadError, match="holds many documents"):
        load(tmp_path / "a.zip", "a.zip")


def test_side_file_may_speak_of_the_archive_or_of_one_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"x.txt": NOTICE, "y.txt": NOTICE}))
    overrides = {"a.zip": {"region": "杭州市", "kind": "notice"}, "a.zip/y.txt": {"region": "宁波市"}}
    x, y = load_all(path, "a.zip", overrides=overrides)
    assert isinstance(x, Policy)
    assert isinstance(y, Policy)
    assert (x.region, y.region, x.kind, y.kind) == ("杭州市", "宁波市", "notice", "notice")


def test_questions_can_be_put_to_one_member_by_its_source(tmp_path: Path) -> None:
    other = NOTICE.replace("500", "800").replace("嘉兴", "绍兴")
    (tmp_path / "a.zip").write_bytes(zipped({"嘉兴.txt": NOTICE, "绍兴.txt": other}))
    asked = PolicyQA.build([tmp_path])
    answer = asked.ask("每户补贴多少钱?", documents=["a.zip/绍兴.txt"])
    assert answer.quotes
    assert {quote.source for quote in answer.quotes} == {"a.zip/绍兴.txt"}
    assert "800元" in answer.quotes[0].text
