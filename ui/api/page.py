"""``/api/docs``: the OpenAPI document as a page, made here: the usual viewers load scripts from another host."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from ui.api.problems import MEDIA_TYPE, PROBLEM_TYPES
from ui.pages import render
from ui.texts import TEXTS


def api_page(app: FastAPI) -> APIRouter:
    """The router; also has the OpenAPI document name the media type of problem details."""
    router = APIRouter(include_in_schema=False)
    described = app.openapi

    def openapi() -> dict[str, Any]:
        document = described()
        for _, _, operation in operations(document):
            for status, response in operation["responses"].items():
                content = response.get("content", {})
                if status >= "400" and "application/json" in content:
                    content[MEDIA_TYPE] = content.pop("application/json")
        return document

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI has it be replaced

    @router.get("/api/docs", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        document = app.openapi()
        html = render(
            "api.html",
            TEXTS["en"],
            document=document,
            operations=operations(document),
            schema=lambda content: _schema(document, content),
            type_of=_type_of,
            problems=PROBLEM_TYPES,
            server=str(request.base_url).rstrip("/"),
        )
        return HTMLResponse(html)

    return router


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation of an OpenAPI document."""
    return [
        (method.upper(), path, operation)
        for path, methods in document.get("paths", {}).items()
        for method, operation in methods.items()
    ]


def _schema(document: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body, looked up where it is only named."""
    schema: dict[str, Any] = next(iter(content.values()))["schema"]
    return _named(document, schema["$ref"]) if "$ref" in schema else schema


def _named(document: dict[str, Any], reference: str) -> dict[str, Any]:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _type_of(schema: dict[str, Any]) -> str:
    """The type of a field in few words: "string, 1 to 500 characters"."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return " or ".join(_type_of(choice) for choice in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f'"{value}"' for value in schema["enum"])
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {_type_of(schema['items'])}{_limits(schema, 'Items')}" if "items" in schema else "pair"
    return kind + (_limits(schema, "Length") or _bounds(schema))


def _limits(schema: dict[str, Any], of: str) -> str:
    least, most = schema.get(f"min{of}", 0), schema.get(f"max{of}")
    return f", {least} to {most}" if most is not None else ""


def _bounds(schema: dict[str, Any]) -> str:
    return f", {schema['minimum']} to {schema['maximum']}" if "maximum" in schema else ""
