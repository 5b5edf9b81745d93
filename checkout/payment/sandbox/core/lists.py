"""Stripe's lists: newest first, `limit` of them, `starting_after` and `ending_before` an id."""

from collections.abc import Sequence

from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.store import Page
from checkout.payment.sandbox.core.work import Json, Params

_MOST = 100


def page_of(params: Params) -> Page:
    """Raises ApiError for a limit outside 1 to 100."""
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


def answer(data: Sequence[Json], has_more: bool, url: str) -> Json:
    return {"object": "list", "data": list(data), "has_more": has_more, "url": url}
