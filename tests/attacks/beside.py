"""What is sent along with a form that the form does not show, and what would have come of it."""

from datetime import timedelta

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from checkout.accounts.models import User
from tests.attacks.odd import pairs_of
from tests.checkout.accounts.people import PASSWORD
from tests.checkout.visitor import ADDRESS, PATIENT
from tests.html_form import SentForm

# No number and no text of the shop is like these.
SUM, NUMBER, WORD = "13.37", "1337", "zqzq1337"
SUMS = (
    *("price", "unit_price", "amount", "total", "total_incl_tax", "total_excl_tax", "captured"),
    *(
        "amount_to_capture",
        "refunded",
        "shipping_incl_tax",
        "price_incl_tax",
        "line_price_incl_tax",
    ),
    *(
        "unit_price_incl_tax",
        "line_price_before_discounts_incl_tax",
        "tax_rate",
        "cost",
        "cost_price",
    ),
)
COUNTS = (
    *(
        "quantity",
        "units",
        "packs",
        "approved_quantity",
        "units_on_hand",
        "units_reserved",
        "repeats",
    ),
    *("units_short", "max_units_per_order", "minimum_age", "position"),
)
WORDS = (
    *(
        "number",
        "order_number",
        "currency",
        "price_currency",
        "charge_id",
        "intent_id",
        "session_id",
    ),
    *("stripe_id", "card", "partner_sku", "slug", "token", "upc", "guest_email", "why", "reason"),
    *("first_name", "last_name", "name", "title", "medicine_name", "dosage_label", "digest"),
)
STATES = {
    **dict.fromkeys(("status", "state"), "refunded"),
    **dict.fromkeys(("legal_class", "effective_legal_class"), "GSL"),
    "structure": "standalone",
    "kind": "charged",
    "outcome": "approved",
    "way": "later",
}
FLAGS = (
    *(
        "is_staff",
        "is_superuser",
        "is_active",
        "verified",
        "primary",
        "is_public",
        "is_demo",
        "pays",
    ),
    *("is_discountable", "is_shipping_country", "is_broken", "on_sale", "is_default_for_shipping"),
)
OWNERS = ("user", "user_id", "owner", "owner_id", "by", "by_id", "added_by", "recorded_by")
GROUPS = ("groups", "user_permissions")
# What a form may ask for that its page shows empty.
FILLED = {
    **ADDRESS,
    **PATIENT,
    "reason": "Because",
    "amount": "1.00",
    "quantity": "1",
    "packs": "1",
    "carrier": "Post",
    "tracking": "AB 1",
    "password1": PASSWORD,
    "login": "customer@example.com",
    "password": PASSWORD,
    "oldpassword": PASSWORD,
    "number": "L-1",
    "need": "60",
    "title": "New",
    "expires_on": f"{timezone.localdate() + timedelta(days=400)}",
    "registration": "20001",
    "alt": "White tablet",
    "text": "Ever?",
    "short": "Ever",
    "advice": "Mind it",
    "code": "000000",
}
# Of several buttons a browser sends one.
NOT_PRESSED = {"_addanother", "_continue", "_saveasnew", "remove", "delete", "DELETE", "withdraw"}


# By the database, of what is in other tables; and what no page of the shop has.
WRITTEN_BY_ITSELF = {
    *("history", "search", "places", "analytics", "offer", "voucher", "wishlists", "reviews"),
}


def as_filled_in(form: SentForm) -> list[tuple[str, str]]:
    """What a page shows, its empty fields filled in and its boxes ticked."""
    fields = []
    for name, value in pairs_of(form):
        known = FILLED.get(name.rpartition("-")[2], "")
        fields.append((name, value or known))
    for name, choices in form.choices.items():
        if name not in form.fields and name not in NOT_PRESSED and choices:
            fields.append((name, choices[0]))
    return fields


def beside(form: SentForm, evil: User) -> list[tuple[str, str]]:
    """What no form of the page has: also as a field of each row the form has."""
    wanted = [
        *((name, SUM) for name in SUMS),
        *((name, NUMBER) for name in COUNTS),
        *((name, WORD) for name in WORDS),
        *STATES.items(),
        *((name, "on") for name in FLAGS),
        *((name, str(evil.pk)) for name in OWNERS),
        *((name, "1") for name in GROUPS),
    ]
    prefixes = {name.rpartition("-")[0] for name in form.names}
    sent = [
        (f"{prefix}-{name}" if prefix else name, value)
        for prefix in sorted(prefixes | {""})[:9]
        for name, value in wanted
    ]
    return [(name, value) for name, value in sent if name not in form.names]


def is_told_apart(field: models.Field) -> bool:
    """Whether it says what state something is in, or whose it is."""
    is_somebodys = isinstance(field, models.ForeignKey) and field.related_model is User
    return isinstance(field, models.BooleanField) or bool(field.choices) or is_somebodys


def _told_apart(field: models.Field) -> str:
    """Whoever was not there before is nobody in particular."""
    column = f'"{field.column}"'
    return f"LEAST({column}, %(newest)s + 1)" if field.is_relation else column


def _reads() -> str:
    """One query: of each table how many rows are in which state, and which say what was sent."""
    reads = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if (
            not meta.managed
            or meta.proxy
            or meta.app_label in WRITTEN_BY_ITSELF
            or "session" in meta.db_table
        ):
            continue
        columns = [_told_apart(field) for field in meta.local_fields if is_told_apart(field)]
        states = ", ".join(columns) or "1"
        blobs = [f.column for f in meta.local_fields if isinstance(f, models.BinaryField)]
        row = "to_jsonb(t)" + "".join(f" - '{column}'" for column in blobs)
        marks = f"({row})::text ~ '1337|13\\.37'"
        reads.append(
            f"SELECT '{meta.label}', jsonb_build_array({states})::text, count(*),"
            f' count(*) FILTER (WHERE {marks}) FROM "{meta.db_table}" t GROUP BY 2'
        )
    return " UNION ALL ".join(reads)


def rows_now(newest: int) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(READS, {"newest": newest})
        return set(cursor.fetchall())


READS = _reads()
