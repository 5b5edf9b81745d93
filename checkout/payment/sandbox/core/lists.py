"""Stripe's lists: newest first, `limit` of them, `starting_after` and `ending_before` an id."""

from collections.abc import Sequence

from checkout.payment.sandbox.core import store
from checkout.payment.sandbox.core.errors import ApiError, no_such
from checkout.payment.sandbox.core.store import Page, R
from checkout.payment.sandbox.core.work import Json, Params, Work

_MOST = 100


def read(
    work: Work, kind: type[R], params: Params, **wanted: str | Sequence[str] | None
) -> tuple[list[R], bool]:
    """The page asked for and whether more follows. Raises ApiError for a page that cannot be."""
    if "starting_after" in params and "ending_before" in params:
        raise ApiError(
            "Received both starting_after and ending_before parameters. Please pass in only one."
        )
    for cursor in ("starting_after", "ending_before"):
        if cursor in params and not store.knows(work.db, kind.kind, params[cursor]):
            raise no_such(kind.kind, params[cursor], param=cursor, status=400)
    return store.page(work.db, kind, _page(params), **wanted)


def answer(data: Sequence[Json], has_more: bool, url: str) -> Json:
    return {"object": "list", "data": list(data), "has_more": has_more, "url": url}


def _page(params: Params) -> Page:
    limit = params.get("limit", 10)
    if not 1 <= limit <= _MOST:
        message = f"This value must be between 1 and {_MOST}."
        raise ApiError(message, code="parameter_invalid_integer", param="limit")
    return Page(
        limit=limit,
        after=params.get("starting_after"),
        before=params.get("ending_before"),
        created=params.get("created"),
    )
