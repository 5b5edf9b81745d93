"""Stripe's error envelope, and the refusals the sandbox gives, in Stripe's words where known.

Source: docs.stripe.com/api/errors and /error-codes; wording of the intent and refund refusals from
answers other projects recorded from Stripe.
"""

from checkout.payment.sandbox.core.work import Json


class ApiError(Exception):
    """An answer other than 200.

    `saved` says whether an idempotency key remembers it: Stripe saves what happened once the
    endpoint began to work, and nothing before (parameters, limits, a key in use).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        saved: bool = False,
        intent: Json | None = None,
        should_retry: bool = False,
    ) -> None:
        super().__init__(message)
        self.status, self.saved = status, saved
        self.headers = {"stripe-should-retry": "true"} if should_retry else {}
        optional = {"code": code, "param": param, "payment_intent": intent}
        said = {name: value for name, value in optional.items() if value is not None}
        self.body: Json = {"error": {**said, "message": message, "type": kind}}


def refused(
    message: str, *, code: str | None = None, param: str | None = None, intent: Json | None = None
) -> ApiError:
    """The request was well formed, but the object's state does not allow it."""
    return ApiError(message, code=code, param=param, saved=True, intent=intent)


def no_such(what: str, key: str, *, param: str, status: int = 404) -> ApiError:
    return ApiError(
        f"No such {what}: '{key}'", status=status, code="resource_missing", param=param, saved=True
    )


def unknown_parameter(param: str) -> ApiError:
    return ApiError(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def missing_parameter(param: str) -> ApiError:
    return ApiError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def shop_rule(message: str, param: str) -> ApiError:
    """Stripe would allow it; this shop must not ask for it."""
    return ApiError(f"Shop rule: {message}", code="shop_rule", param=param)


def unauthorised(message: str) -> ApiError:
    return ApiError(message, status=401)


def no_such_address(method: str, path: str) -> ApiError:
    return ApiError(
        f"Unrecognized request URL ({method}: {path}). The sandbox has only what the shop uses.",
        status=404,
    )


def rate_limited() -> ApiError:
    return ApiError(
        "Request rate limit exceeded. Planned by the fault plan.", status=429, code="rate_limit"
    )


def declined(intent: Json | None) -> ApiError:
    """The bank says no without a reason, as it does to Stripe's own test card 4000000000000002."""
    error = ApiError(
        "Your card was declined.",
        status=402,
        kind="card_error",
        code="card_declined",
        saved=True,
        intent=intent,
    )
    error.body["error"] |= {
        "advice_code": "try_again_later",
        "decline_code": "generic_decline",
        "network_decline_code": "01",
        **({"charge": intent["latest_charge"]} if intent else {}),
    }
    return error


def key_in_use(key: str) -> ApiError:
    return ApiError(
        "There is currently another in-progress request using this Stripe-Idempotency-Key (that "
        "probably means you submitted twice, and the other request is still going through): "
        f"{key}. Try again later.",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )


def lock_timeout(intent: str) -> ApiError:
    """Source: docs.stripe.com/rate-limits, "Object lock timeouts"."""
    return ApiError(
        "This object cannot be accessed right now because another API request or Stripe process is "
        "currently accessing it. If you see this error intermittently, retry the request. If you "
        "see this error frequently and are making multiple concurrent requests to a single object, "
        "make your requests serially or at a lower rate.",
        status=429,
        code="lock_timeout",
        should_retry=True,
    )


def key_reused(message: str) -> ApiError:
    return ApiError(message, kind="idempotency_error")


def broken() -> ApiError:
    return ApiError(
        "Sorry! Something broke at our side. Planned by the fault plan.",
        status=500,
        kind="api_error",
        saved=True,
    )
