"""Who may open what of the staff's pages: the table of the README, with the addresses behind it."""

from dataclasses import dataclass

# The demo's people, by the group each of them is in; the owner may do everything that anybody may.
ROLES = {
    "prices": "Price editor",
    "pharmacist": "Pharmacist",
    "dispenser": "Dispenser",
    "support": "Support",
}
PRICES, PHARMACIST, DISPENSER, SUPPORT = ROLES
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Area:
    """Some addresses, by their names in admin, and whose they are beside the owner's."""

    words: str
    who: tuple[str, ...]
    addresses: tuple[str, ...]


def of(model: str, *pages: str) -> tuple[str, ...]:
    return tuple(f"{model}_{page}" for page in pages)


AREAS = (
    Area(
        "Medicines and packs: look",
        (PRICES, PHARMACIST),
        of("catalogue_medicine", "changelist", "change", "history"),
    ),
    Area(
        "Prices: change, many at once, import, export, history, restore, costs",
        (PRICES,),
        (
            *of("catalogue_pack", "import", "export_xlsx", "export_csv"),
            *of("catalogue_pack", "changelist", "change", "history", "proposal", "prices"),
            *of("catalogue_pack_prices", "restore", "undo"),
        ),
    ),
    Area(
        "Scheduled prices: look, schedule, change, cancel",
        (PRICES,),
        of("prices_scheduledprice", "changelist", "add", "change", "cancel", "history"),
    ),
    Area(
        "Price reductions: announce, end",
        (PRICES, PHARMACIST),
        (
            "catalogue_medicine_reductions",
            *of("catalogue_medicine_reductions", "announce", "end"),
        ),
    ),
    Area(
        "Medicines: add, import a page, stand for their texts, leaflets, pictures",
        (PHARMACIST,),
        (
            *of("catalogue_medicine", "add", "import", "text", "review", "pictures", "add_picture"),
            *of("catalogue_picture", "describe", "move", "remove"),
            "catalogue_dosage_leaflet",
        ),
    ),
    Area(
        "Categories",
        (PHARMACIST,),
        of("catalogue_category", "changelist", "add", "change", "history"),
    ),
    Area(
        "Substances and interactions: look, export",
        (PRICES, PHARMACIST),
        (
            *of("substances_substance", "changelist", "change", "history"),
            *of("substances_interaction", "changelist", "change", "history", "export"),
        ),
    ),
    Area(
        "Substances and interactions: add, import",
        (PHARMACIST,),
        ("substances_substance_add", *of("substances_interaction", "add", "import")),
    ),
    Area(
        "Stock: look, receive, correct",
        (PHARMACIST, DISPENSER),
        of("catalogue_dosage", "changelist", "change", "history", "receive", "correct"),
    ),
    Area(
        "Lots: withdraw, take back, recall",
        (PHARMACIST,),
        (
            "catalogue_dosage_withdraw",
            "catalogue_dosage_put_back",
            *of("order_order_recall", "csv", "withdraw"),
            "order_order_recall",
        ),
    ),
    Area(
        "Prescriptions: see and decide cases, their files",
        (PHARMACIST,),
        of(
            "prescriptions_case",
            *("changelist", "next", "change", "file", "decide", "take", "put_back", "add_file"),
            "note_answers",
            "original_received",
        ),
    ),
    Area(
        "Questions to patients",
        (PHARMACIST,),
        of("prescriptions_question", "changelist", "add", "change", "history"),
    ),
    Area(
        "Orders and payments: look",
        (PHARMACIST, DISPENSER, SUPPORT),
        (
            *of("order_order", "changelist", "change", "history", "attention"),
            *of("payment_reconciliation", "changelist", "change", "history"),
        ),
    ),
    Area(
        "Orders: dispense, label, ship, take back",
        (PHARMACIST, DISPENSER),
        of(
            "order_order",
            *("dispense", "pick_list", "labels", "ship", "correct_dispatch", "deliver"),
            "take_back",
        ),
    ),
    Area(
        "Orders: put a payment right, cancel for the shop, mail the link",
        (PHARMACIST, SUPPORT),
        of(
            "order_order",
            *("give_up", "ask_to_pay", "try_again", "give_up_mail", "put_aside", "mail_link"),
        ),
    ),
    Area("History of every change", (PHARMACIST,), ("history_entry_changelist",)),
    Area("Orders: refund", (SUPPORT,), ("order_order_refund",)),
)
# Not in the README: whose they are goes without saying.
EVERY_STAFF = Area(
    "The start page and the own password",
    tuple(ROLES),
    (
        "index",
        *of("password_change", "done"),
        "password_change",
        "jsi18n",
        # Samples about nobody.
        *("mails", "mail", "mail_html"),
        # Leads on to the one row there is, which only the owner may open.
        "shopfacts_shopfacts_changelist",
    ),
)
OWNERS = Area(
    "Who works here, where we deliver, who we are; deleting what nobody used",
    (),
    (
        *of("shopfacts_shopfacts", "change", "history"),
        *of("texts_text", "changelist", "add", "change", "delete", "history"),
        *of("accounts_user", "changelist", "add", "change", "delete", "history", "sign_out"),
        "auth_user_password_change",
        *of("auth_group", "changelist", "add", "change", "delete", "history"),
        *of("shipping_deliverymethod", "changelist", "add", "change", "delete", "history"),
        *of("address_country", "changelist", "add", "change", "history"),
        "catalogue_category_delete",
        "substances_substance_delete",
        "substances_interaction_delete",
        "prescriptions_question_delete",
    ),
)
# Whose look at a page is all they may: nothing they send from there is taken.
ONLY_LOOK = {
    "substances_interaction_change": (PRICES,),
    "substances_substance_change": (PRICES,),
    "payment_reconciliation_change": (PHARMACIST, DISPENSER, SUPPORT, OWNER),
}
# What no page of admin does for anybody, the owner included.
NOBODYS = (
    "autocomplete",
    *of("catalogue_medicine", "delete"),
    *of("prices_scheduledprice", "delete"),
    *of("catalogue_dosage", "add", "delete"),
    *of("catalogue_pack", "add", "delete"),
    *of("shopfacts_shopfacts", "add", "delete"),
    *of("address_country", "delete"),
    *of("payment_reconciliation", "add", "delete"),
    *of("order_order", "add", "delete"),
)


def readme_table() -> list[str]:
    """The rows of the README's table."""
    head = f"| | {' | '.join(ROLES.values())} |"
    rows = [
        f"| {area.words} | {' | '.join('yes' if role in area.who else '' for role in ROLES)} |"
        for area in AREAS
    ]
    return [head, "|---" * (len(ROLES) + 1) + "|", *rows]
