"""Every table that names a person, and why it is taken along by its person or not."""

# What names a person, and where it stands in data.json; of the rest, why it does not.
EXPORTED = {
    "accounts.User": "account",
    "account.EmailAddress": "account",
    "mfa.Authenticator": "account",
    "accounts.Session": "browsers",
    "address.UserAddress": "addresses",
    "basket.Basket": "carts",
    "basket.Line": "carts",
    "waiting.Waiting": "waiting_for",
    "order.Order": "orders",
    "order.Line": "orders",
    "order.OrderStatusChange": "orders",
    "order.ShippingAddress": "orders",
    "order.Dispatch": "orders",
    "order.TakenBack": "orders",
    "payment.PaymentAttempt": "orders",
    "payment.Refund": "orders",
    "payment.Outbox": "orders",
    "prescriptions.Patient": "orders",
    "prescriptions.Prescription": "orders",
    "prescriptions.Decision": "orders",
    "prescriptions.Inquiry": "orders",
    "prescriptions.PrescriptionFile": "orders",
}
STAFFS = "names a person of the staff, as one who did it"
NO_PAGE = "Oscar's; the shop has no page that writes it"
EXCUSED = {
    "accounts.OrderToKeep": "an order that is a guest's until the address is confirmed",
    "shopfacts.ShopFacts": "the shop's own address",
    "order.OrderNote": "what staff note for each other",
    "payment.Source": "the payment once more, as Oscar shows it",
    "prescriptions.Claim": STAFFS,
    "prescriptions.FileView": STAFFS,
    "admin.LogEntry": STAFFS,
    "leaflets.MonographReview": STAFFS,
    "leaflets.Leaflet": STAFFS,
    "prices.Proposal": STAFFS,
    "prices.ScheduledPrice": STAFFS,
    "reductions.Reduction": STAFFS,
    "pictures.Picture": STAFFS,
    "catalogue.StockMovement": STAFFS,
    "partner.PriceFrom": STAFFS,
    "offer.RangeProductFileUpload": NO_PAGE,
    "analytics.UserRecord": NO_PAGE,
    "analytics.UserProductView": NO_PAGE,
    "analytics.UserSearch": NO_PAGE,
    "reviews.ProductReview": NO_PAGE,
    "reviews.Vote": NO_PAGE,
    "communication.Email": NO_PAGE,
    "communication.Notification": NO_PAGE,
    "payment.Bankcard": NO_PAGE,
    "order.CommunicationEvent": NO_PAGE,
    "order.LinePrice": NO_PAGE,
    "order.ShippingEvent": NO_PAGE,
    "order.PaymentEvent": NO_PAGE,
    "order.OrderDiscount": NO_PAGE,
    "order.Surcharge": NO_PAGE,
    "customer.ProductAlert": NO_PAGE,
    "voucher.VoucherApplication": NO_PAGE,
    "wishlists.WishList": NO_PAGE,
    "wishlists.WishListSharedEmail": NO_PAGE,
}
PERSONS = {"accounts.User", "order.Order", "basket.Basket", "prescriptions.Patient"}
NAMES = {"email", "guest_email", "phone", "phone_number"}


def names_a_person(model) -> bool:
    fields = [field for field in model._meta.get_fields() if field.concrete]
    keys = {
        field.related_model._meta.concrete_model._meta.label
        for field in fields
        if field.is_relation and field.related_model and not field.many_to_many
    }
    return bool(keys & PERSONS or {field.name for field in fields} & NAMES)
