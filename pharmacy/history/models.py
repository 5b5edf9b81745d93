"""What enters the history: for each table these columns, and no other.

Ids, states, amounts, units, dates, who. Never a name, an address, an answer, a file's name, or a
text people write about a patient: an event cannot be erased. The shop's own texts, and what it says
its pictures show, are kept whole, because they bind it. Of the units reserved there is none: every
sale changes them, the order's lines say the same, and only what is on hand is stock.
"""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.lots.models import Lot, StockMovement
from catalog.models import Dosage, Product
from catalog.partner.models import StockRecord
from catalog.pictures.models import Picture
from catalog.prices.scheduled import ScheduledPrice
from catalog.reductions.models import Reduction
from catalog.substances.models import Interaction, Substance
from catalog.texts.models import Text
from checkout.accounts.models import User
from checkout.order.models import Line, Order, OrderStatusChange
from checkout.payment.models import PaymentAttempt, Refund
from checkout.prescriptions.models import (
    Decision,
    Inquiry,
    Patient,
    PrescribedItem,
    Prescription,
    PrescriptionFile,
)
from pharmacy.history.indexes import indexes

EVENTS: dict[str, Any] = {}
ONLY_ADDED_TO = pgtrigger.Trigger(
    name="only_added_to",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    level=pgtrigger.Statement,
    func="RAISE EXCEPTION 'The history is only ever added to.'"
    " USING ERRCODE = 'restrict_violation';",
)


class Entry(models.Model):  # noqa: DJ008 - there is none
    """One event of any kind, as pharmacists see it: no table, only who may look."""

    class Meta:
        managed = False
        default_permissions = ("view",)
        verbose_name = _("event")
        verbose_name_plural = _("history")


def kept(
    name: str,
    words: Promise,
    model: type[models.Model],
    *columns: str,
    of: str = "",
    grows: bool = False,
) -> None:
    """Make the event model of `model`, kept for every insert, update and delete of `columns`.

    `of` is the column of the row it belongs to; what `grows` does so with every order. The triggers
    are a proxy's, so that their migrations are ours, whosever the model is.
    """
    proxy = type(f"Tracked{name}", (model,), {"__module__": __name__, "Meta": _meta(proxy=True)})
    slug = name.lower()
    EVENTS[slug] = pghistory.create_event_model(
        proxy,
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=["id", *filter(None, [of]), *columns],
        obj_field=None,
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        model_name=f"{name}Event",
        app_label="history",
        attrs={"words": words, "belongs_to": of},
        meta={
            "default_permissions": (),
            "indexes": indexes(slug, of=of, grows=grows),
            "triggers": [ONLY_ADDED_TO],
        },
        abstract=False,
    )


def _meta(**options: Any) -> type:
    return type("Meta", (), {"app_label": "history", "default_permissions": (), **options})


# What is sold, for how much, what of it is on the shelf and what it looks like.
kept("Price", _("price"), StockRecord, "price", of="product")
kept(
    "Reduction",
    _("price reduction"),
    Reduction,
    "begins_at",
    "ends_at",
    "announced_by",
    "ended_by",
    of="pack",
)
kept(
    "ScheduledPrice",
    _("scheduled price"),
    ScheduledPrice,
    "price",
    "starts_at",
    "ends_at",
    "state",
    "started_at",
    "price_before",
    "by",
    "cancelled_by",
    of="pack",
)
kept(
    "Product",
    _("medicine or pack"),
    Product,
    "structure",
    "dosage",
    "units",
    "is_public",
    "legal_class",
    "max_units_per_order",
    "max_units_per_period",
    "period_days",
    "minimum_age",
    "is_high_risk",
    of="parent",
)
kept(
    "Substance",
    _("substance"),
    Substance,
    "is_group",
    "general_sale_up_to",
    "pharmacy_up_to",
    "max_units_per_sale",
)
kept("Interaction", _("interaction"), Interaction, "b", "severity", of="a")
kept(
    "Dosage",
    _("stock of a dosage"),
    Dosage,
    "label",
    "units_on_hand",
    "units_short",
    of="medicine",
    grows=True,
)
kept(
    "Lot",
    _("lot"),
    Lot,
    "number",
    "expires_on",
    "units",
    "withdrawn_at",
    "withdrawn_because",
    of="dosage",
    grows=True,
)
kept(
    "StockMovement",
    _("stock movement"),
    StockMovement,
    "lot",
    "units",
    "by",
    of="dosage",
    grows=True,
)
kept("Text", _("text of the shop"), Text, "kind", "body")
kept("Picture", _("picture"), Picture, "position", "alt", "added_by", of="medicine")

# What was ordered, decided about it, paid and given back.
kept(
    "Order",
    _("order"),
    Order,
    "user",
    "status",
    "currency",
    "total_incl_tax",
    "shipping_incl_tax",
    "amount_to_capture",
    "payment_due_at",
    "information_due_at",
    grows=True,
)
kept(
    "OrderLine",
    _("order line"),
    Line,
    "product",
    "dosage",
    "units",
    "quantity",
    "legal_class",
    "line_price_incl_tax",
    "approved_quantity",
    "replaces",
    of="order",
    grows=True,
)
kept(
    "OrderMove",
    _("order's move"),
    OrderStatusChange,
    "old_status",
    "new_status",
    "by",
    of="order",
    grows=True,
)
kept(
    "Payment",
    _("payment"),
    PaymentAttempt,
    "state",
    "amount",
    "captured",
    "pays",
    of="order",
    grows=True,
)
kept("Refund", _("refund"), Refund, "amount", "state", "by", of="attempt", grows=True)
kept("Patient", _("patient"), Patient, "way", "erased_at", of="order", grows=True)
kept(
    "File",
    _("file"),
    PrescriptionFile,
    "kind",
    "added_by",
    "added_at",
    "erased_at",
    of="patient",
    grows=True,
)
kept(
    "Prescription",
    _("prescription"),
    Prescription,
    "issued_on",
    "valid_until",
    "verified",
    "verified_at",
    "original_received_at",
    "recorded_by",
    of="patient",
    grows=True,
)
kept(
    "Item",
    _("prescribed item"),
    PrescribedItem,
    "dosage",
    "units",
    "repeats",
    of="prescription",
    grows=True,
)
kept(
    "Decision",
    _("decision"),
    Decision,
    "outcome",
    "packs",
    "units",
    "item",
    "by",
    of="line",
    grows=True,
)
kept("Inquiry", _("question to a patient"), Inquiry, "answered_at", of="decision", grows=True)

# Who may do what.
kept("Person", _("account"), User, "is_active", "is_staff", "is_superuser", grows=True)
kept("Role", _("role"), Group, "name")
kept("Permission", _("permission"), Permission, "codename", of="content_type")
kept("RoleGiven", _("role of a person"), User.groups.through, "group", of="user")
kept("RoleMay", _("permission of a role"), Group.permissions.through, "permission", of="group")
kept(
    "PersonMay",
    _("permission of a person"),
    User.user_permissions.through,
    "permission",
    of="user",
)
