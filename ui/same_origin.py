"""Refuses requests that a page of another site sends through a visitor's browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from ui.api.problems import ORIGIN, Problem


def require_same_origin(request: Request) -> None:
    """Raises Problem where the browser says that another site's page sent the request.

    Browsers send Sec-Fetch-Site (Fetch Metadata, W3C), older ones only Origin (RFC 6454) with requests that change
    something. A program that is no browser sends neither, and has no visitor whose rights it could borrow.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        same = site == "same-origin"
    elif origin is not None:
        same = bool(origin) and urlsplit(origin).netloc == request.headers.get("host")
    else:
        same = True
    if not same:
        raise Problem(ORIGIN)
