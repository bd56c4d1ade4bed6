"""What stands between the network and the application: middleware, outermost first."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from ui.monitoring.log import JsonLog
from ui.monitoring.metrics import Metrics
from ui.monitoring.requests import ObservedRequests
from ui.protection.body import BodyLimit
from ui.protection.failures import Failures
from ui.protection.headers import SecurityHeaders
from ui.protection.hosts import AllowedHosts
from ui.protection.proxies import TrustedProxies
from ui.protection.rate import RateLimit
from ui.settings import ServerSettings

EXPOSED = ["Retry-After", "X-Request-Id"]  # headers that scripts of named origins may read


def middleware(settings: ServerSettings, metrics: Metrics, log: JsonLog) -> list[Middleware]:
    """All of it, in the order that requests meet it.

    CORS is always among them, also where no origin is named: Gradio then leaves it to us.
    """
    return [
        Middleware(TrustedProxies, networks=settings.trusted_proxies),
        Middleware(ObservedRequests, metrics=metrics, log=log),
        Middleware(Failures),
        Middleware(SecurityHeaders, embed_on=settings.embed_on),
        Middleware(AllowedHosts, hosts=settings.allowed_hosts, cors=settings.cors),
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors,
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name"],
            expose_headers=EXPOSED,
        ),
        Middleware(RateLimit, limit=settings.rate_limit),
        Middleware(BodyLimit, most=settings.max_body, seconds=settings.time_limit),
    ]
