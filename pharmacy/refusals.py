"""What a shop must not be started with: unsafe when live, not a demo's, or told to nobody."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from pharmacy.env import Environment


def refuse_what_must_not_run(env: Environment, settings: Mapping[str, Any]) -> None:
    """Note every problem of the settings with each other; `env.refuse_problems` tells them."""
    at = SimpleNamespace(**{name: value for name, value in settings.items() if name.isupper()})
    _refuse_an_unsafe_shop(env, at)
    _refuse_wrong_payments(env, at)


def _refuse_an_unsafe_shop(env: Environment, at: SimpleNamespace) -> None:
    env.refuse(at.LIVE and at.DEBUG, "DEBUG is 1 in live mode: unset it.")
    env.refuse(
        at.LIVE and at.SITE_URL != "" and not at.HTTPS,
        "SITE_URL must start with https:// in live mode.",
    )
    env.refuse(
        not at.LIVE and not at.SITE_URL.startswith(("http://", "https://")),
        f"SITE_URL is {at.SITE_URL!r}: it must start with http:// or https://.",
    )
    env.refuse(
        at.LIVE and "*" in at.ALLOWED_HOSTS,
        "ALLOWED_HOSTS is * in live mode: name the hosts, or anybody's name stands in our links.",
    )
    env.refuse(
        at.LIVE and at.ALLAUTH_TRUSTED_PROXY_COUNT == 0,
        "PROXIES is missing or 0 in live mode: say how many proxies of your own stand before the "
        "shop, or all visitors are one to it and ten wrong passwords keep everybody out.",
    )
    env.refuse(
        at.OWNER_EMAIL != "" and not _is_address(at.OWNER_EMAIL),
        f"OWNER_EMAIL is {at.OWNER_EMAIL!r}: use an address mail can be sent to.",
    )
    env.refuse(
        at.LIVE and 0 < len(at.SECRET_KEY) < 50,
        "SECRET_KEY is shorter than 50 characters: make a longer random one.",
    )
    env.refuse(
        at.LIVE and at.SECRET_KEY == at.DEMO_SECRET_KEY,
        "SECRET_KEY is the demo's, which everybody can read: make a random one.",
    )
    env.refuse(
        at.LIVE and at.DEMO_FILE_KEY in at.FILE_KEYS,
        "FILE_KEYS has the demo's key, which everybody can read: make one of your own.",
    )


def _refuse_wrong_payments(env: Environment, at: SimpleNamespace) -> None:
    env.refuse(
        at.LIVE and bool(at.STRIPE_API_BASE),
        "STRIPE_API_BASE names the sandbox in live mode: unset it.",
    )
    env.refuse(
        not at.LIVE and not at.PAYS_IN_SANDBOX and at.STRIPE_API_BASE != at.STRIPE_API,
        f"STRIPE_API_BASE is {at.STRIPE_API_BASE!r}: unset it for the payment sandbox, or use "
        f"{at.STRIPE_API} with the test key of a Stripe account.",
    )
    env.refuse(
        at.LIVE
        and at.STRIPE_SECRET_KEY != ""
        and not at.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")),
        "STRIPE_SECRET_KEY is not a live key (sk_live_... or rk_live_...).",
    )
    env.refuse(
        not at.LIVE and not at.STRIPE_SECRET_KEY.startswith(("sk_test_", "rk_test_")),
        "STRIPE_SECRET_KEY is not a test key (sk_test_...): a demo never touches real money.",
    )
    env.refuse(
        not at.PAYS_IN_SANDBOX and at.STRIPE_SECRET_KEY == at.SANDBOX_KEY,
        "STRIPE_SECRET_KEY is the sandbox's and Stripe does not know it: use your account's key.",
    )
    env.refuse(
        not at.PAYS_IN_SANDBOX and at.STRIPE_WEBHOOK_SECRET == at.SANDBOX_WEBHOOK_SECRET,
        "STRIPE_WEBHOOK_SECRET is the sandbox's, which everybody can read: use the one of your "
        "endpoint at Stripe.",
    )


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
