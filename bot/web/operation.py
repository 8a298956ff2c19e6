"""What the operator's machines ask: is it alive, can it serve, how does it do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.storage import Store

Check = Callable[[], bool]
NO_CHECKS: Mapping[str, Check] = MappingProxyType({})


def operation_routes(store: Store, checks: Mapping[str, Check]) -> list[Route]:
    """`/healthz`, `/readyz` and `/metrics`; `checks` say by name what must hold to be ready."""

    def ready(_request: Request) -> Response:
        failed = [name for name, check in checks.items() if not check()]
        if failed:
            return PlainTextResponse(f"not ready: {', '.join(failed)}", 503)
        return PlainTextResponse("ready")

    def metrics(_request: Request) -> Response:
        queues = "".join(map(_as_text, standing_of(store)))
        shown = generate_latest() + queues.encode()
        return Response(shown, media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", _healthy),
        Route("/readyz", ready),
        Route("/metrics", metrics),
    ]


async def _healthy(_request: Request) -> Response:
    return PlainTextResponse("ok")


def standing_of(store: Store) -> tuple[Metric, ...]:
    """The queues as gauges; none while the database does not answer."""
    try:
        now = store.backlog.standing()
    except SQLAlchemyError:
        return ()
    return (
        GaugeMetricFamily("huiqi_inbox_waiting", "Updates not taken yet.", now.inbox_waiting),
        GaugeMetricFamily("huiqi_inbox_age_seconds", "Age of the oldest.", now.oldest_seconds),
        GaugeMetricFamily("huiqi_inbox_failed", "Updates given up.", now.inbox_failed),
        GaugeMetricFamily("huiqi_outbox_waiting", "Replies not sent yet.", now.outbox_waiting),
        GaugeMetricFamily("huiqi_dead_letters", "Replies given up.", now.dead_letters),
    )


def _as_text(gauge: Metric) -> str:
    [sample] = gauge.samples
    about = f"# HELP {gauge.name} {gauge.documentation}\n# TYPE {gauge.name} gauge\n"
    return f"{about}{sample.name} {float(sample.value)}\n"
