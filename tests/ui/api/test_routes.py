"""The routes under ``/api``: the same JSON as on the command line, and problem details for everything else."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from qa import Answer, PolicyQA, Quote
from qa.datatypes import AlsoIn
from qa.formats import answer_row, document_row, part_row
from tests.ui.payloads import PAYLOADS
from ui import build_app
from ui.api import models
from ui.settings import ServerSettings

QUESTION = "有哪些贷款贴息政策?"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def client(bundled: PolicyQA) -> Iterator[TestClient]:
    with TestClient(build_app(bundled, settings=ServerSettings(rate_limit="100000/minute"))) as client:
        yield client


def plain(row: dict[str, Any]) -> Any:
    return json.loads(json.dumps(row))


@pytest.mark.parametrize(
    "asked",
    [
        {"question": QUESTION},
        {"question": "大同的贷款贴息", "k": 2},
        {"question": "失业保险能退多少", "region": "常州"},
        {"question": "怎么申请", "documents": ["datong.md", "cixi.md"]},
        {"question": "Who pays the interest on a start-up guarantee loan in Datong?"},
        {"question": "火星上的天气怎么样"},
    ],
)
def test_ask_gives_what_the_command_line_gives(client: TestClient, bundled: PolicyQA, asked: dict[str, Any]) -> None:
    response = client.post("/api/ask", json=asked)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == plain(answer_row(bundled.ask(**asked)))
    models.Answer.model_validate(response.json())


def test_history_is_the_questions_before(client: TestClient) -> None:
    alone = client.post("/api/ask", json={"question": "那大同呢?"}).json()
    after = client.post("/api/ask", json={"question": "那大同呢?", "history": ["失业保险能退多少"]}).json()
    assert "失业保险" in after["quotes"][0]["text"]
    assert alone["quotes"][0]["text"] != after["quotes"][0]["text"]


def test_search_gives_the_passages_that_ask_quotes_without_a_decision(client: TestClient) -> None:
    found = client.post("/api/search", json={"question": QUESTION, "k": 7}).json()
    answer = client.post("/api/ask", json={"question": QUESTION, "k": 7}).json()
    assert found == {"question": QUESTION, "passages": answer["quotes"]}
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    models.SearchResponse.model_validate(found)


def test_documents_are_listed_page_by_page(client: TestClient, bundled: PolicyQA) -> None:
    everything = client.get("/api/documents").json()
    assert everything["documents"] == [plain(document_row(policy)) for policy in bundled.policies]
    page = client.get("/api/documents", params={"limit": 2, "offset": 3}).json()
    assert page == {"total": 5, "offset": 3, "limit": 2, "documents": everything["documents"][3:5]}
    assert client.get("/api/documents", params={"offset": 99}).json()["documents"] == []
    models.DocumentsResponse.model_validate(page)


def test_a_document_comes_with_its_text_and_the_parts_that_tile_it(client: TestClient, bundled: PolicyQA) -> None:
    policy = bundled.policies[0]
    row = client.get(f"/api/documents/{policy.id}").json()
    parts = [part_row(part) for part in policy.parts]
    assert row == plain({**document_row(policy), "text": policy.text, "parts": parts})
    assert "".join(part["text"] for part in row["parts"]) == row["text"]
    models.DocumentText.model_validate(row)


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (models.Answer, {field.name for field in dataclasses.fields(Answer)}),
        (models.Quote, {field.name for field in dataclasses.fields(Quote)}),
        (models.AlsoIn, {field.name for field in dataclasses.fields(AlsoIn)}),
    ],
)
def test_the_models_have_the_fields_of_the_answers(model: type[BaseModel], names: set[str]) -> None:
    assert set(model.model_fields) == names


def test_the_models_of_documents_have_the_fields_of_their_rows(bundled: PolicyQA) -> None:
    policy = bundled.policies[0]
    assert set(models.Document.model_fields) == set(document_row(policy))
    assert set(models.Part.model_fields) == set(part_row(policy.parts[0]))


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/question"),
        ({"question": ""}, "#/question"),
        ({"question": "  \n"}, "#/question"),
        ({"question": "问" * 501}, "#/question"),
        ({"question": 7}, "#/question"),
        ({"question": None}, "#/question"),
        ({"question": QUESTION, "k": 0}, "#/k"),
        ({"question": QUESTION, "k": 101}, "#/k"),
        ({"question": QUESTION, "k": "many"}, "#/k"),
        ({"question": QUESTION, "region": ""}, "#/region"),
        ({"question": QUESTION, "region": "州" * 51}, "#/region"),
        ({"question": QUESTION, "documents": []}, "#/documents"),
        ({"question": QUESTION, "documents": ["a"] * 101}, "#/documents"),
        ({"question": QUESTION, "history": ["q"] * 21}, "#/history"),
        ({"question": QUESTION, "history": ["q", ""]}, "#/history/1"),
        ({"question": QUESTION, "top_k": 3}, "#/top_k"),
        ([QUESTION], "#"),
    ],
)
def test_what_is_wrong_with_a_request_is_told_field_by_field(client: TestClient, body: Any, pointer: str) -> None:
    response = client.post("/api/ask", json=body)
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == PROBLEM
    assert (problem["type"], problem["status"]) == ("/api/docs#invalid-request", 422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


def test_a_question_of_the_greatest_length_is_answered(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "贷" * 500}).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"nonsense", b'{"question": "\\ud800"}', b'{"question": NaN}']
)
def test_what_is_no_json_is_refused(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)


@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"a":' * 12_000, b'{"question": ' + b"1" * 60_000 + b"}"])
def test_json_that_is_made_to_exhaust_a_parser_is_refused(client: TestClient, body: bytes) -> None:
    for path in ("/api/ask", "/mcp", "/gradio_api/queue/join"):
        headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
        response = client.post(path, content=body, headers=headers)
        assert 400 <= response.status_code < 500, (path, response.text)


def test_a_form_is_no_json(client: TestClient) -> None:
    body = json.dumps({"question": QUESTION})
    for media_type in ("text/plain", "application/x-www-form-urlencoded"):  # what a page sends without asking first
        assert client.post("/api/ask", content=body, headers={"Content-Type": media_type}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "name"),
    [
        ("POST", "/api/ask", {"json": {"question": QUESTION, "region": "亚特兰蒂斯"}}, 422, "unknown-region"),
        ("POST", "/api/search", {"json": {"question": QUESTION, "region": "Atlantis"}}, 422, "unknown-region"),
        ("POST", "/api/ask", {"json": {"question": QUESTION, "documents": ["no.md"]}}, 422, "unknown-source"),
        ("POST", "/api/search", {"json": {"question": QUESTION, "documents": ["no.md"]}}, 422, "unknown-source"),
        ("GET", "/api/documents/no", {}, 404, "unknown-document"),
        ("GET", "/api/documents?limit=0", {}, 422, "invalid-request"),
        ("GET", "/api/documents?limit=1001", {}, 422, "invalid-request"),
        ("GET", "/api/documents?offset=-1", {}, 422, "invalid-request"),
        ("GET", "/api/ask", {}, 404, "not-found"),
        ("GET", "/api/nothing", {}, 404, "not-found"),
        ("POST", "/api/ask", {"json": {"question": "a" * 70_000}}, 413, "too-large"),
    ],
)
def test_errors_are_problem_details(
    client: TestClient, method: str, path: str, options: dict[str, Any], status: int, name: str
) -> None:
    response = client.request(method, path, **options)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (status, PROBLEM)
    assert (problem["type"], problem["status"]) == (f"/api/docs#{name}", status)
    assert problem["instance"] == f"urn:uuid:{response.headers['x-request-id']}"


@pytest.mark.parametrize("place", ["question", "region", "documents", "history"])
def test_injected_text_comes_back_as_json_data_or_not_at_all(client: TestClient, place: str) -> None:
    for payload in PAYLOADS:
        value: Any = [payload] if place in ("documents", "history") else payload
        response = client.post("/api/ask", json={"question": QUESTION, place: value})
        assert response.status_code in (200, 422), payload
        assert response.headers["content-type"] in ("application/json", PROBLEM)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in response.headers
        if response.status_code == 200 and place == "question":
            assert response.json()["question"] == payload


def test_injected_ids_of_documents_find_nothing(client: TestClient) -> None:
    for payload in PAYLOADS:
        if payload.strip("./\\"):
            path = "/api/documents/" + "".join(f"%{byte:02x}" for byte in payload.encode())
            response = client.get(path)
            assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM), payload


def test_documents_whose_names_are_no_unicode_are_listed(make_qa: Any, policy: Any) -> None:
    broken = dataclasses.replace(policy, source="a\udcff.txt")
    with TestClient(build_app(make_qa(policies=(broken,)))) as client:
        assert r"a\udcff.txt" in client.get("/api/documents").text
