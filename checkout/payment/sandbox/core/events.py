"""Events: what happened, with the object as it stood at that moment."""

import json
from dataclasses import dataclass
from typing import ClassVar

from checkout.payment.sandbox.core import deliveries, lists, store
from checkout.payment.sandbox.core.errors import ApiError, no_such
from checkout.payment.sandbox.core.shapes import ListOf, Text, listing, only
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

API_VERSION = "2026-05-27.dahlia"

LISTED_FOR = 30 * 24 * 3600
MOST_TYPES = 20

LIST = listing({"type": Text(), "types": ListOf(Text())})
RETRIEVE = only()


@dataclass(slots=True)
class Event(store.Record):
    kind: ClassVar[str] = "event"
    type: str
    data: Json
    request_id: str | None
    idempotency_key: str | None


def emit(work: Work, type: str, snapshot: Json, previous: Json | None = None) -> None:
    """Write an event and queue its webhook. `previous` goes with "*.updated" types only."""
    event = Event(
        id=new_id("evt_"),
        created=work.now,
        due_at=None,
        type=type,
        data={"object": snapshot, **({"previous_attributes": previous} if previous else {})},
        request_id=work.asked_by,
        idempotency_key=work.idempotency_key,
    )
    store.add(work.db, event)
    deliveries.queue(work.db, event.id, type, work.now)


def answer(work: Work, event: Event) -> Json:
    return {
        "id": event.id,
        "object": "event",
        "api_version": API_VERSION,
        "created": event.created,
        "data": event.data,
        "livemode": False,
        "pending_webhooks": deliveries.pending(work.db, event.id),
        "request": {"id": event.request_id, "idempotency_key": event.idempotency_key},
        "type": event.type,
    }


def retrieve(work: Work, key: str, params: Params) -> Json:
    return answer(work, find(work, key))


def find(work: Work, key: str) -> Event:
    event = store.get(work.db, Event, key)
    if event is None:
        raise no_such("event", key, param="id")
    return event


def list_page(work: Work, key: str, params: Params) -> Json:
    """Of the last 30 days. Raises ApiError for types that cannot be asked for together."""
    _check_types(params)
    wanted = params.get("type") or params.get("types")
    asked = params.get("created", {})
    since = {**asked, "gt": max(asked.get("gt", 0), work.now - LISTED_FOR)}
    found, more = lists.read(work, Event, {**params, "created": since}, type=wanted)
    return lists.answer([answer(work, event) for event in found], more, "/v1/events")


def _check_types(params: Params) -> None:
    if "type" in params and "types" in params:
        raise ApiError("You may only specify one of these parameters: type, types.")
    if len(params.get("types", [])) > MOST_TYPES:
        raise ApiError(f"Invalid array: at most {MOST_TYPES} types", param="types")
    if "*" in params.get("type", ""):
        raise ApiError("The sandbox knows whole event types only.", param="type")


def payload(work: Work, key: str) -> bytes:
    """The body of the webhook, as it is signed and sent."""
    return json.dumps(answer(work, find(work, key)), indent=2).encode()
