"""`expand[]`: an id in an answer replaced by the whole object, along the paths the shop uses."""

from collections.abc import Callable

from checkout.payment.sandbox.core import charges, intents, lists, refunds
from checkout.payment.sandbox.core.errors import ApiError
from checkout.payment.sandbox.core.work import Json, Work

_DEEPEST = 4


def expand(work: Work, answer: Json, paths: list[str]) -> Json:
    """The answer with these paths filled in. Raises ApiError for one that cannot be expanded."""
    for path in paths:
        steps = path.split(".")
        if len(steps) - (steps[0] == "data") > _DEEPEST:
            raise ApiError(f"You cannot expand more than {_DEEPEST} levels.", param="expand")
        _expand(work, answer, steps, path)
    return answer


def _expand(work: Work, answer: Json, steps: list[str], path: str) -> None:
    first, *rest = steps
    if first == "data" and answer["object"] == "list" and rest:
        for item in answer["data"]:
            _expand(work, item, rest, path)
        return
    loader = _LOADERS.get((answer["object"], first))
    if loader is None:
        raise ApiError(f"This property cannot be expanded ({path}).", param="expand")
    if not isinstance(answer.get(first), dict):
        answer[first] = loader(work, answer)
    if rest and answer[first] is not None:
        _expand(work, answer[first], rest, path)


def _intent(work: Work, answer: Json) -> Json | None:
    key = answer["payment_intent"]
    return intents.answer(work, intents.find(work, key)) if key else None


def _charge(work: Work, key: str | None) -> Json | None:
    return charges.answer(work, charges.find(work, key)) if key else None


def _refunds(work: Work, answer: Json) -> Json:
    """The ten newest refunds of a charge."""
    found = refunds.of_charge(work, charges.find(work, answer["id"]))[::-1]
    data = [refunds.answer(work, refund) for refund in found[:10]]
    return lists.answer(data, len(found) > 10, f"/v1/charges/{answer['id']}/refunds")


_LOADERS: dict[tuple[str, str], Callable[[Work, Json], Json | None]] = {
    ("checkout.session", "payment_intent"): _intent,
    ("payment_intent", "latest_charge"): lambda work, answer: _charge(
        work, answer["latest_charge"]
    ),
    ("charge", "payment_intent"): _intent,
    ("charge", "refunds"): _refunds,
    ("refund", "charge"): lambda work, answer: _charge(work, answer["charge"]),
    ("refund", "payment_intent"): _intent,
    ("dispute", "charge"): lambda work, answer: _charge(work, answer["charge"]),
    ("dispute", "payment_intent"): _intent,
    ("radar.early_fraud_warning", "charge"): lambda work, answer: _charge(work, answer["charge"]),
    ("radar.early_fraud_warning", "payment_intent"): _intent,
}
