from hashlib import sha1

from django.contrib.auth.models import GroupManager, PermissionManager
from django.db import migrations
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from catalog.at_once import AtOnce

# Of each kind of event the model it is about, and the columns it keeps.
KEPT = {
    "Price": ("partner.stockrecord", "id price product_id"),
    "Reduction": (
        "reductions.reduction",
        "announced_by_id begins_at ended_by_id ends_at id pack_id",
    ),
    "Product": (
        "catalogue.product",
        "dosage_id id is_high_risk is_public legal_class max_units_per_order max_units_per_period"
        " minimum_age parent_id period_days structure units",
    ),
    "Substance": (
        "substances.substance",
        "general_sale_up_to id is_group max_units_per_sale pharmacy_up_to",
    ),
    "Interaction": ("substances.interaction", "a_id b_id id severity"),
    "Dosage": ("catalogue.dosage", "id label medicine_id units_on_hand units_short"),
    "Lot": (
        "lots.lot",
        "dosage_id expires_on id number units withdrawn_at withdrawn_because",
    ),
    "StockMovement": ("catalogue.stockmovement", "by_id dosage_id id lot_id units"),
    "Text": ("texts.text", "body id kind"),
    "Picture": ("pictures.picture", "added_by_id alt id medicine_id position"),
    "Order": (
        "order.order",
        "amount_to_capture currency id information_due_at payment_due_at shipping_incl_tax status"
        " total_incl_tax user_id",
    ),
    "OrderLine": (
        "order.line",
        "approved_quantity dosage_id id legal_class line_price_incl_tax order_id product_id"
        " quantity replaces_id units",
    ),
    "OrderMove": ("order.orderstatuschange", "by_id id new_status old_status order_id"),
    "Payment": ("payment.paymentattempt", "amount captured id order_id pays state"),
    "Refund": ("payment.refund", "amount attempt_id by_id id state"),
    "Patient": ("prescriptions.patient", "erased_at id order_id way"),
    "File": (
        "prescriptions.prescriptionfile",
        "added_at added_by_id erased_at id kind patient_id",
    ),
    "Prescription": (
        "prescriptions.prescription",
        "id issued_on original_received_at patient_id recorded_by_id valid_until verified"
        " verified_at",
    ),
    "Item": ("prescriptions.prescribeditem", "dosage_id id prescription_id repeats units"),
    "Decision": ("prescriptions.decision", "by_id id item_id line_id outcome packs units"),
    "Inquiry": ("prescriptions.inquiry", "answered_at decision_id id"),
    "Person": ("accounts.user", "id is_active is_staff is_superuser"),
    "Role": ("auth.group", "id name"),
    "Permission": ("auth.permission", "codename content_type_id id"),
    "RoleGiven": ("accounts.user_groups", "group_id id user_id"),
    "RoleMay": ("auth.group_permissions", "group_id id permission_id"),
    "PersonMay": ("accounts.user_user_permissions", "id permission_id user_id"),
}
# Of these each column is kept: any other row is an event.
WHOLE = {"Lot", "Role", "RoleGiven", "RoleMay", "PersonMay"}
MANAGERS = {
    "Role": [("objects", GroupManager())],
    "Permission": [("objects", PermissionManager())],
}
# What every event says beside its columns: who acts, as acting() leaves it on the connection.
ALSO = {
    "pgh_context": "COALESCE(NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), ''), NULL)"
    "::JSONB",
    "pgh_context_id": "COALESCE(NULLIF(CURRENT_SETTING('pghistory.context_id', TRUE), ''), NULL)"
    "::UUID",
    "pgh_created_at": "NOW()",
}


def tracked(name, model):
    """The proxy whose triggers are ours, whosever the model is."""
    return migrations.CreateModel(
        f"Tracked{name}",
        [],
        {"proxy": True, "default_permissions": ()},
        bases=(model,),
        managers=MANAGERS.get(name, []),
    )


def triggers(name, model, columns):
    """One for each thing that can happen to a row."""
    for deed, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
        when = {"condition": f"WHEN ({changed(name, columns)})"} if deed == "update" else {}
        trigger = Trigger(
            name=f"{deed}_{deed}",
            sql=UpsertTriggerSql(
                pgid=f"pgtrigger_{deed}_{deed}_{hashed(name, deed)}",
                table=model.replace(".", "_"),
                when="AFTER",
                operation=deed.upper(),
                func=written(name, columns, deed, row),
                **when,
            ),
        )
        yield AddTrigger(f"tracked{name.lower()}", trigger)


def hashed(name, deed):
    """pgtrigger finds its own by such names."""
    return sha1(f"history.Tracked{name}:{deed}_{deed}".encode()).hexdigest()[:5]


def changed(name, columns):
    if name in WHOLE:
        return "OLD.* IS DISTINCT FROM NEW.*"
    return " OR ".join(f'OLD."{column}" IS DISTINCT FROM (NEW."{column}")' for column in columns)


def written(name, columns, deed, row):
    values = {column: f'{row}."{column}"' for column in columns}
    values = dict(sorted((values | ALSO | {"pgh_label": f"'{deed}'"}).items()))
    into = ", ".join(f'"{column}"' for column in values)
    return (
        f'INSERT INTO "history_{name.lower()}event" ({into})'
        f" VALUES ({', '.join(values.values())}); RETURN NULL;"
    )


class Migration(migrations.Migration):
    replaces = [("history", "0004_prices_recorded_so_far")]
    # Roles that were there from the start are no events.
    dependencies = [
        ("accounts", "0001_people_sign_in_by_email"),
        ("catalogue", "0038_roles_of_staff"),
        ("history", "0001_events_of_every_kind"),
        ("lots", "0004_pharmacists_withdraw_and_dispensers_receive"),
        ("order", "0026_who_does_what_with_orders"),
        ("partner", "0008_prices_of_packs_and_their_past"),
        ("pictures", "0001_pictures_of_medicines"),
        ("prescriptions", "0005_pharmacists_decide_cases"),
        ("reductions", "0003_price_editors_and_pharmacists_announce"),
        ("substances", "0006_paracetamol_as_its_market_sells_it"),
        ("texts", "0001_texts_of_the_shop"),
    ]
    operations = [
        AtOnce(*(tracked(name, model) for name, (model, _columns) in KEPT.items())),
        # A step of its own: also to go, a trigger looks for its proxy.
        AtOnce(
            *(
                trigger
                for name, (model, columns) in KEPT.items()
                for trigger in triggers(name, model, columns.split())
            ),
        ),
    ]
