"""What becomes of the rows of every table: forgotten by whom, or kept because of what."""

from django.db import connection

from checkout.running.chores import Kind

BY_THE_MONEY_LOOP = "the worker's loop of money"
WITH_ITS_ROW = "with the row it is of"
FORGOTTEN = {
    "accounts_session": Kind.SESSIONS,
    "accounts_user": Kind.ACCOUNTS,
    "basket_basket": Kind.CARTS,
    "basket_line": Kind.ORDERED,
    "order_order": Kind.ORDERS,
    "payment_stripeevent": Kind.EVENTS,
    "prescriptions_patient": Kind.TOLD,
    "prices_proposal": Kind.PROPOSALS,
    "shared_cache": Kind.TRIES,
    "visits_counted": Kind.VISITS,
    "waiting_waiting": Kind.WAITING,
    "order_shippingaddress": "with the person of its order",
    "order_billingaddress": "with the person of its order",
    "account_emailaddress": WITH_ITS_ROW,
    "accounts_ordertokeep": WITH_ITS_ROW,
    "address_useraddress": WITH_ITS_ROW,
    "mfa_authenticator": WITH_ITS_ROW,
    "prescriptions_claim": "by who decides the case",
    "prices_pricesheet": WITH_ITS_ROW,
    "prices_proposedprice": WITH_ITS_ROW,
    "prices_sheetfile": "once the sheet is read",
    "prices_sheetproblem": WITH_ITS_ROW,
    "prices_unchangedrows": WITH_ITS_ROW,
    "payment_reconciliation": "by each night's comparison, after thirty days",
    "shown_change": BY_THE_MONEY_LOOP,
    "places_due": "by the transaction that wrote them",
    "places_tally": BY_THE_MONEY_LOOP,
}
RECORD = "the record of what was ordered, decided, paid and sent; it names nobody once forgotten"
SHOPS = "what the shop sells and says: it grows by hand"
PROOF = "what is only added to, as a proof"
OSCARS = "Oscar's; the shop writes no row"
A_ROW = "a row, or a row for each of a few"
NOT_USED = "another table, or none, is in its place"


def _each(reason: str, *tables: str) -> dict[str, str]:
    return dict.fromkeys(tables, reason)


KEPT = {
    **_each(
        RECORD,
        *("order_line", "order_orderstatuschange", "order_ordernote"),
        *("payment_paymentattempt", "payment_refund", "payment_source", "payment_transaction"),
        *("prescriptions_inquiry", "prescriptions_prescribeditem", "prescriptions_prescription"),
        "prescriptions_prescriptionfile",
    ),
    "payment_outbox": "what was mailed and asked of Stripe, once each: its key lets none be twice",
    **_each(
        PROOF,
        *("order_dispatch", "order_dispensedlot", "order_takenback", "payment_ledgerentry"),
        *("prescriptions_decision", "prescriptions_fileview", "leaflets_monographreview"),
        *("leaflets_leaflet", "catalogue_stockmovement", "partner_pricefrom"),
        "reductions_reduction",
    ),
    "django_admin_log": "what staff did by hand where the history keeps nothing",
    **_each(
        SHOPS,
        *("catalogue_category", "catalogue_dosage", "catalogue_monographsection"),
        *("catalogue_product", "catalogue_productcategory", "lots_lot", "partner_stockrecord"),
        *("pictures_picture", "pictures_picturesize", "places_place", "prescriptions_question"),
        *("prices_scheduledprice", "search_entry", "search_spelling", "search_spelt"),
        *("shipping_deliverymethod", "shipping_deliverymethod_countries", "substances_interaction"),
        *("substances_substance", "substances_substance_medicines", "texts_text"),
        "substances_substance_members",
    ),
    "running_dailyreport": "a row a day: which were sent",
    **_each(
        A_ROW,
        *("running_chore", "running_heartbeat", "backups_lastbackup", "shopfacts_shopfacts"),
        *("address_country", "auth_group", "auth_group_permissions", "auth_permission"),
        *("catalogue_productclass", "django_content_type", "django_migrations", "django_site"),
        *("partner_partner", "payment_sourcetype"),
    ),
    **_each("who works here", "accounts_user_groups", "accounts_user_user_permissions"),
    **_each(NOT_USED, "django_session", "account_emailconfirmation", "pghistory_context"),
    **_each(
        OSCARS,
        *("analytics_productrecord", "analytics_userproductview", "analytics_userrecord"),
        *("analytics_usersearch", "basket_basket_vouchers", "basket_lineattribute"),
        *("catalogue_attributeoption", "catalogue_attributeoptiongroup", "catalogue_option"),
        *("catalogue_product_product_options", "catalogue_productattribute"),
        "catalogue_productattributevalue",
        "catalogue_productattributevalue_value_multi_option",
        *("catalogue_productclass_options", "catalogue_productimage"),
        "catalogue_productrecommendation",
        *("communication_communicationeventtype", "communication_email"),
        *("communication_notification", "customer_productalert"),
        *("django_flatpage", "django_flatpage_sites"),
        *("offer_benefit", "offer_condition", "offer_conditionaloffer"),
        *("offer_conditionaloffer_combinations", "offer_range", "offer_range_classes"),
        *("offer_range_excluded_categories", "offer_range_excluded_products"),
        *("offer_range_included_categories", "offer_rangeproduct"),
        "offer_rangeproductfileupload",
        *("order_communicationevent", "order_lineattribute", "order_lineprice"),
        *("order_orderdiscount", "order_orderlinediscount", "order_paymentevent"),
        *("order_paymenteventquantity", "order_paymenteventtype", "order_shippingevent"),
        *("order_shippingeventquantity", "order_shippingeventtype", "order_surcharge"),
        *("partner_partner_users", "partner_partneraddress", "partner_stockalert"),
        *("payment_bankcard", "reviews_productreview", "reviews_vote"),
        *("shipping_orderanditemcharges", "shipping_orderanditemcharges_countries"),
        *("shipping_weightband", "shipping_weightbased", "shipping_weightbased_countries"),
        *("voucher_voucher", "voucher_voucher_offers", "voucher_voucherapplication"),
        *("voucher_voucherset", "wishlists_line", "wishlists_wishlist"),
        "wishlists_wishlistsharedemail",
    ),
}


def tables() -> set[str]:
    """Every table there is; events of the history are all proofs and need no line each."""
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return {table for table in found if not table.startswith("history_")}
