"""One request of the API, from its address to its answer."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from checkout.payment.sandbox.core import expanding, faults, forms, idempotency, intents, operations
from checkout.payment.sandbox.core.errors import (
    ApiError,
    broken,
    declined,
    key_in_use,
    lock_timeout,
    rate_limited,
    unauthorised,
)
from checkout.payment.sandbox.core.events import API_VERSION
from checkout.payment.sandbox.core.faults import Fault, Kind
from checkout.payment.sandbox.core.idempotency import Saved
from checkout.payment.sandbox.core.in_use import InUse
from checkout.payment.sandbox.core.operations import Operation
from checkout.payment.sandbox.core.work import Json, Params, Work, new_id

TEST_KEYS = ("Bearer sk_test_", "Bearer rk_test_")
_NO_FAULT = Fault(Kind.SLOW, seconds=0)


class NoAnswerError(Exception):
    """A planned fault: the caller hears nothing. `seconds` is how long to keep it waiting."""

    def __init__(self, seconds: float) -> None:
        super().__init__("The sandbox was told not to answer this request.")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Request:
    """One call; header names in lower case, parameters form-encoded."""

    method: str
    path: str
    parameters: str
    headers: Mapping[str, str]

    @property
    def idempotency_key(self) -> str | None:
        """Only writing requests have one."""
        return self.headers.get("idempotency-key") if self.method == "POST" else None


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Json
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Call:
    """A request understood: which operation, on which object, with what."""

    operation: Operation
    object_key: str
    params: Params
    path: str
    request_id: str
    idempotency_key: str | None


Begin = Callable[[str | None, str | None], AbstractContextManager[Work]]


class Api:
    """`begin` opens the one transaction of a request; `sleep` takes seconds."""

    def __init__(self, begin: Begin, sleep: Callable[[float], None]) -> None:
        self._begin = begin
        self._sleep = sleep
        self._keys = InUse(key_in_use)
        self._intents = InUse(lock_timeout)

    def answer(self, request: Request) -> Answer:
        """Stripe's answer. Raises NoAnswerError where the fault plan loses it."""
        request_id = new_id("req_", 14)
        try:
            answer = self._answer(request, request_id)
        except ApiError as error:
            answer = Answer(error.status, error.body, error.headers)
        return replace(answer, headers={**_headers(request, request_id), **answer.headers})

    def _answer(self, request: Request, request_id: str) -> Answer:
        _check_caller(request.headers)
        operation, object_key = operations.at(request.method, request.path)
        fault = self._take_fault(operation)
        if fault.kind is Kind.RATE_LIMIT:
            raise rate_limited()
        if fault.kind is Kind.TIMEOUT_BEFORE:
            raise NoAnswerError(fault.seconds)
        params = operation.read(forms.read(request.parameters))
        key = request.idempotency_key
        call = Call(operation, object_key, params, request.path, request_id, key)
        answer = self._once(call, fault)
        if fault.kind is Kind.TIMEOUT_AFTER:
            raise NoAnswerError(fault.seconds)
        return answer

    def _take_fault(self, operation: Operation) -> Fault:
        with self._begin(None, None) as work:
            return faults.take(work.db, faults.ON_REQUESTS, operation.name) or _NO_FAULT

    def _once(self, call: Call, fault: Fault) -> Answer:
        """Do it, or repeat what the idempotency key remembers."""
        key = call.idempotency_key
        if key is None:
            return self._do(call, fault)
        idempotency.check(key)
        with self._keys.holding(key):
            return self._do(call, fault)

    def _do(self, call: Call, fault: Fault) -> Answer:
        with self._begin(None, None) as work:
            replayed = _recall(work, call)
            intent = call.operation.changes(work, call.object_key, call.params)
        if replayed is not None:
            return replayed
        self._intents.check(intent)
        if fault.kind is not Kind.SLOW or not fault.seconds:
            return self._run(call, fault)
        # Stripe waits a moment for an object in use: only a slow request makes others give up
        with self._intents.holding(intent):
            self._sleep(fault.seconds)
            return self._run(call, fault)

    def _run(self, call: Call, fault: Fault) -> Answer:
        """In one transaction: ask the key once more, do what is asked, save the answer."""
        with self._begin(call.request_id, call.idempotency_key) as work:
            replayed = _recall(work, call)
            if replayed is not None:
                return replayed
            answer = _run(work, call, fault)
            _remember(work, call, answer)
            return answer


def _run(work: Work, call: Call, fault: Fault) -> Answer:
    """The answer worth remembering. An error undoes what was begun; one not worth it goes on up."""
    if fault.kind is Kind.ERROR_500:
        return _broken()
    work.db.execute("SAVEPOINT run")
    try:
        body = call.operation.run(work, call.object_key, call.params)
        expanding.expand(work, body, call.params.get("expand", []))
    except ApiError as error:
        work.db.execute("ROLLBACK TO run")
        if not error.saved:
            raise
        return Answer(error.status, error.body)
    if fault.kind is Kind.DECLINED:
        # only now: Stripe asks no bank about a request that it refuses by itself
        work.db.execute("ROLLBACK TO run")
        return _declined(work, call)
    return _broken() if fault.kind is Kind.ERROR_500_AFTER else Answer(200, body)


def _broken() -> Answer:
    # Stripe tells the SDK not to repeat a request whose answer is saved as broken
    return Answer(500, broken().body, {"stripe-should-retry": "false"})


def _declined(work: Work, call: Call) -> Answer:
    on_intent = call.operation.name.startswith("intents.") and call.object_key
    error = declined(intents.retrieve(work, call.object_key, {}) if on_intent else None)
    return Answer(error.status, error.body)


def _recall(work: Work, call: Call) -> Answer | None:
    key = call.idempotency_key
    if key is None:
        return None
    saved = idempotency.recall(work.db, key, call.path, call.params, work.now)
    if saved is None:
        return None
    replayed = {"idempotent-replayed": "true", "original-request": saved.request_id}
    return Answer(saved.status, saved.body, replayed)


def _remember(work: Work, call: Call, answer: Answer) -> None:
    key = call.idempotency_key
    if key is not None:
        saved = Saved(answer.status, answer.body, call.request_id)
        idempotency.remember(work.db, key, call.path, call.params, work.now, saved)


def _check_caller(headers: Mapping[str, str]) -> None:
    """Test keys only, and only the API version this sandbox speaks."""
    if not headers.get("authorization", "").startswith(TEST_KEYS):
        raise unauthorised("You must provide a test API key (sk_test_...) to the sandbox.")
    version = headers.get("stripe-version", API_VERSION)
    if version != API_VERSION:
        raise ApiError(f"Invalid Stripe API version: {version}; the sandbox has {API_VERSION}.")


def _headers(request: Request, request_id: str) -> dict[str, str]:
    key = request.idempotency_key
    return {
        "content-type": "application/json",
        "request-id": request_id,
        "stripe-version": API_VERSION,
        **({"idempotency-key": key} if key is not None else {}),
    }
