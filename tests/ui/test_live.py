"""A server takes up a collection that was brought up to date, in every part of it."""

from __future__ import annotations

import time
from pathlib import Path

from fastapi.testclient import TestClient

from qa import PolicyQA
from qa.live import live_collection
from ui import build_app
from ui.coverage import coverage_of
from ui.settings import ServerSettings

NOTICE = "{0}商务局关于支持企业参展的通知\n\n一、参展补助。对赴境外参加展会的企业，按展位费的{1}%给予补助。\n"


def save(directory: Path, notices: dict[str, int]) -> None:
    folder = directory.parent / "docs"
    folder.mkdir(exist_ok=True)
    for place, percent in notices.items():
        (folder / f"{place}.txt").write_text(NOTICE.format(place, percent), encoding="utf-8")
    PolicyQA.build([folder], directory)


def test_answers_documents_health_and_coverage_follow_the_collection(tmp_path: Path) -> None:
    directory = tmp_path / "c"
    save(directory, {"泉州市": 31})
    settings = ServerSettings(rate_limit="100000/minute")
    with live_collection(directory, every=0.02) as qa, TestClient(build_app(qa, settings)) as client:

        def text() -> str:
            answer = client.post("/api/ask", json={"question": "泉州的展位费补助百分之多少"}).json()
            return str(answer["quotes"][0]["text"])

        coverage = coverage_of(qa)
        assert "31%" in text()
        assert client.get("/healthz").json()["documents"] == 1
        assert coverage().regions == ("泉州市",)
        save(directory, {"泉州市": 47, "漳州市": 20})
        end = time.monotonic() + 30
        while client.get("/healthz").json()["documents"] == 1:
            assert time.monotonic() < end
        assert "47%" in text()
        assert [row["source"] for row in client.get("/api/documents").json()["documents"]] == [
            "泉州市.txt",
            "漳州市.txt",
        ]
        assert "47%" in client.get("/document", params={"source": "泉州市.txt"}).text
        assert sorted(coverage().regions) == ["泉州市", "漳州市"]
