"""The OpenAPI document is complete: the page shows all of it, and a client generated from it completes a question."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from qa import PolicyQA
from tests.ui.serving import running
from ui import build_app
from ui.api.problems import PROBLEM_TYPES
from ui.settings import ServerSettings

CLIENT = """
import json, sys
from policy_qa_client import Client
from policy_qa_client.api.questions import ask
from policy_qa_client.models import AskRequest, ProblemDetails

client = Client(base_url=sys.argv[1])
answer = ask.sync(client=client, body=AskRequest(question="有哪些贷款贴息政策?", k=3))
problem = ask.sync(client=client, body=AskRequest(question="贷款", region="Atlantis"))
assert isinstance(problem, ProblemDetails)
print(json.dumps({"answer": answer.to_dict(), "problem": problem.to_dict()}))
"""


@pytest.fixture(scope="module")
def client(bundled: PolicyQA) -> Iterator[TestClient]:
    with TestClient(build_app(bundled)) as client:
        yield client


def test_the_document_describes_the_routes_for_programs_and_no_other(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert set(document["paths"]) == {"/api/ask", "/api/search", "/api/documents", "/api/documents/{id}"}


def test_the_answers_are_described_by_their_schemas(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    described = {
        operation["operationId"]: operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        for methods in document["paths"].values()
        for operation in methods.values()
    }
    assert {name: reference.rsplit("/", 1)[-1] for name, reference in described.items()} == {
        "ask": "Answer",
        "search": "SearchResponse",
        "list_documents": "DocumentsResponse",
        "get_document": "DocumentText",
    }


def test_every_field_has_a_description_or_a_telling_schema_and_every_error_is_a_problem(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            for status, response in operation["responses"].items():
                media_type = "application/json" if status == "200" else "application/problem+json"
                assert list(response["content"]) == [media_type], (path, status)
    for name in ("AskRequest", "SearchRequest"):
        schema = document["components"]["schemas"][name]
        assert schema["additionalProperties"] is False
        assert all(field.get("description") for field in schema["properties"].values())
    assert document["components"]["schemas"]["AskRequest"]["properties"]["question"]["maxLength"] == 500


def test_the_page_shows_every_operation_field_and_problem_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    soup = BeautifulSoup(client.get("/api/docs").text, "lxml")
    text = soup.get_text()
    assert all(path in text for path in document["paths"])
    for schema in document["components"]["schemas"].values():
        assert all(name in text for name in schema["properties"])
    assert {problem.name for problem in PROBLEM_TYPES} <= {str(found["id"]) for found in soup.select("dt[id]")}
    links = [str(found.get("href") or found.get("src")) for found in soup.select("link, script, img, a")]
    assert [link for link in links if "//" in link] == []
    targets = {str(found["id"]) for found in soup.select("[id]")}
    assert [link for link in links if link.startswith("#") and link[1:] not in targets] == []


def test_a_forged_host_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"Host": '"><script>alert(1)</script>'})
    assert "<script>alert(1)" not in page.text


@pytest.mark.slow
def test_a_client_generated_from_the_document_completes_a_question(bundled: PolicyQA, tmp_path: Path) -> None:
    with running(build_app(bundled, settings=ServerSettings())) as address, TestClient(build_app(bundled)) as client:
        document = tmp_path / "openapi.json"
        document.write_text(client.get("/api/openapi.json").text, encoding="utf-8")
        names = {"package_name_override": "policy_qa_client", "project_name_override": "policy-qa-client"}
        (tmp_path / "config.json").write_text(json.dumps({**names, "post_hooks": []}), encoding="utf-8")
        generate = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document)]
        options = [
            "--config",
            str(tmp_path / "config.json"),
            "--output-path",
            str(tmp_path / "client"),
            "--meta",
            "none",
        ]
        made = subprocess.run([*generate, *options], capture_output=True, text=True, check=True, cwd=tmp_path)
        assert "WARNING" not in made.stdout.upper(), made.stdout
        (tmp_path / "client").rename(tmp_path / "policy_qa_client")
        run = [sys.executable, "-c", CLIENT, address]
        found = json.loads(subprocess.run(run, capture_output=True, text=True, check=True, cwd=tmp_path).stdout)
    assert found["answer"]["abstained"] is False
    assert len(found["answer"]["quotes"]) == 3
    assert "贴息" in found["answer"]["quotes"][0]["text"]
    assert found["problem"]["type"] == "/api/docs#unknown-region"
