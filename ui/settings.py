"""How the server is run: what `policy-qa serve` takes as options."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from qa.errors import QAError

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
RATE_LIMIT = "600/minute"
MAX_BODY = 65_536  # bytes


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Raises QAError for values that cannot be meant."""

    host: str = "127.0.0.1"
    port: int = 7860
    rate_limit: str = RATE_LIMIT  # of each client's questions and pages: "60/minute"
    trusted_proxies: tuple[str, ...] = ()  # addresses or networks (CIDR) whose X-Forwarded-* headers are believed
    allowed_hosts: tuple[str, ...] = ()  # the names that the server answers to; () for any
    cors: tuple[str, ...] = ()  # origins whose scripts may read answers
    embed_on: tuple[str, ...] = ()  # origins whose pages may show the chat in a frame
    time_limit: float = 10.0  # seconds for a request to arrive, and for its answer to be found
    max_body: int = MAX_BODY  # bytes of a request
    log: Path | None = None  # where requests are logged as JSON lines; "-" is standard error
    log_questions: bool = False  # whether the log holds the questions asked
    keep_declined: bool = False  # whether the store holds the questions that got no answer

    def __post_init__(self) -> None:
        _check_rate(self.rate_limit)
        for network in self.trusted_proxies:
            _check_network(network)
        for option, origins in (("--cors", self.cors), ("--embed-on", self.embed_on)):
            for origin in origins:
                _check_origin(option, origin)
        if self.log_questions and self.log is None:
            raise QAError("--log-questions needs --log FILE, which says where to")


def answered_hosts(host: str, named: tuple[str, ...], trusted_proxies: tuple[str, ...]) -> tuple[str, ...]:
    """The names a server answers to: those named, else on a loopback address without a proxy its loopback names.

    A page of another site can have its own name resolve to 127.0.0.1 and read a server there as its own (DNS
    rebinding); the browser then still sends that name as Host.
    """
    if named:
        return (*named, *LOOPBACK_HOSTS)
    return LOOPBACK_HOSTS if host in LOOPBACK_HOSTS and not trusted_proxies else ()


def _check_rate(text: str) -> None:
    from limits import parse

    try:
        parse(text)
    except ValueError:
        raise QAError(f"--rate-limit {text!r}: expected a number per time, for example 60/minute or 5/second") from None


def _check_network(text: str) -> None:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise QAError(f"--trusted-proxies {text!r}: {error}; give an address or a network as 10.0.0.0/8") from None


def _check_origin(option: str, text: str) -> None:
    parts = urlsplit(text)
    plain = f"{parts.scheme}://{parts.netloc}" == text and re.fullmatch(r"[A-Za-z0-9.\-\[\]:]+", parts.netloc)
    if parts.scheme not in ("http", "https") or not plain:
        raise QAError(f"{option} {text!r}: expected an origin, for example https://www.example.org (no path, no slash)")
