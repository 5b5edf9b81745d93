"""Who may see and decide what of an order: the guards, each with its test."""

from tests.guard import Guard

DESK = "checkout/order/desk/views.py"
ANSWERING = "checkout/order/desk/answering.py"
SEEN = "checkout/order/desk/seen.py"
DESK_FORMS = "checkout/order/desk/forms.py"
AT_THE_DESK = "tests/checkout/order/desk/test_views.py"
DESK_MONEY = "tests/checkout/order/desk/test_money.py"
REFUNDS = "tests/checkout/order/desk/test_refunds.py"
ROLES = "tests/checkout/order/desk/test_roles.py"
SAYS_HOW_MUCH = "checkout/order/migrations/0023_approved_orders_say_how_much_of_every_line.py"

ORDERS_GUARDS = (
    Guard(
        "a post from another site changes no cart",
        "checkout/basket/views.py",
        "@same_origin\ndef add(",
        "def add(",
        "tests/checkout/test_same_origin.py::"
        "test_what_another_site_sends_changes_nothing_and_is_told_so",
    ),
    Guard(
        "a number alone opens no order",
        "checkout/order/page/access.py",
        "if order is None or not may(request, order):",
        "if order is None:",
        "tests/checkout/order/page/test_access.py::test_a_number_alone_opens_nothing",
    ),
    Guard(
        "a mailed link ends after 30 days",
        "checkout/order/page/access.py",
        ", max_age=LINK_LIFE)",
        ")",
        "tests/checkout/order/page/test_access.py::test_a_link_opens_for_30_days",
    ),
    Guard(
        "a link is mailed to the order's own address alone",
        "checkout/order/page/finding.py",
        "if order and address_of(order).casefold() == email.casefold():",
        "if order:",
        "tests/checkout/test_find_order.py::"
        "test_whatever_was_typed_the_answer_is_the_same_and_nothing_is_mailed",
    ),
    Guard(
        "who has paid or need not is never asked to pay by mail",
        "checkout/order/mails/letters.py",
        "if case.order != S.APPROVED_AWAITING_PAYMENT or case.paid.remains:",
        "if False:",
        "tests/checkout/order/mails/test_letters.py::test_who_has_paid_or_need_not_is_never_asked_to",
    ),
    Guard(
        "who has paid or need not is never asked to pay on the order's page",
        "checkout/order/page/payment_view.py",
        "    if _is_taken(at):\n        return False\n",
        "",
        "tests/checkout/order/page/test_payment_view.py::test_nothing_is_said_that_is_not_so",
    ),
    Guard(
        "only who may refund refunds",
        DESK,
        '@who_may("order.refund_order")\ndef refund(',
        '@who_may("order.view_order")\ndef refund(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may dispense dispenses",
        "checkout/order/desk/shelf_views.py",
        '@who_may("order.dispense_order")\ndef dispense(',
        '@who_may("order.view_order")\ndef dispense(',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "only who may repair cancels for the shop",
        DESK,
        '@who_may("order.repair_order")\ndef give_up(',
        '@who_may("order.view_order")\ndef give_up(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair asks to pay with another card",
        DESK,
        '@who_may("order.repair_order")\ndef ask_to_pay(',
        '@who_may("order.view_order")\ndef ask_to_pay(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair tries again at once",
        DESK,
        '@who_may("order.repair_order")\ndef try_again(',
        '@who_may("order.view_order")\ndef try_again(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair gives a mail up",
        DESK,
        '@who_may("order.repair_order")\ndef give_up_mail(',
        '@who_may("order.view_order")\ndef give_up_mail(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair puts aside",
        DESK,
        '@who_may("order.repair_order")\ndef put_aside(',
        '@who_may("order.view_order")\ndef put_aside(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "only who may repair mails a link again",
        DESK,
        '@who_may("order.repair_order")\ndef mail_link(',
        '@who_may("order.view_order")\ndef mail_link(',
        f"{ROLES}::test_who_may_only_look_does_nothing",
    ),
    Guard(
        "a deed of staff asks for any permission",
        ANSWERING,
        'has_perms(["order.view_order", permission])',
        'has_perms(["order.view_order"])',
        f"{ROLES}::test_each_deed_asks_for_its_permission",
    ),
    Guard(
        "who may not see orders is shown none in answer to a deed",
        ANSWERING,
        'has_perms(["order.view_order", permission])',
        "has_perms([permission])",
        f"{ROLES}::test_who_may_not_see_orders_does_nothing_to_one_and_is_shown_none",
    ),
    Guard(
        "a deed of staff is posted",
        ANSWERING,
        "        @method\n",
        "",
        f"{ROLES}::test_a_deed_is_posted_with_a_token_and_never_followed_as_a_link",
    ),
    Guard(
        "a deed of staff asks who has signed in",
        DESK,
        "                seen_by_staff(view),\n",
        "                view,\n",
        f"{ROLES}::test_nobody_signed_in_is_sent_to_sign_in_and_nothing_is_done",
    ),
    Guard(
        "only who may see orders sees what needs attention",
        DESK,
        '    if not request.user.has_perm("order.view_order"):\n',
        "    if False:\n",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders sees one",
        "checkout/order/admin.py",
        "        if not self.has_view_permission(request):\n",
        "        if False:\n",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders sees the comparisons with Stripe",
        "checkout/payment/admin.py",
        '        return request.user.has_perm("order.view_order")',
        "        return True",
        f"{ROLES}::test_whoever_may_see_orders_sees_every_page_of_them",
    ),
    Guard(
        "only who may see orders hears of them on Today",
        "checkout/order/desk/today.py",
        '    if not request.user.has_perm("order.view_order"):\n',
        "    if False:\n",
        "tests/checkout/order/test_admin.py::test_today_tells_a_price_editor_nothing_of_orders",
    ),
    Guard(
        "a deed pressed twice is done once",
        SEEN,
        "    if mark_now(order.pk) != mark:\n",
        "    if False:\n",
        f"{REFUNDS}::test_a_refund_pressed_twice_is_one_refund",
    ),
    Guard(
        "two people who refund at once refund once",
        SEEN,
        "    locked(order.pk)\n",
        "",
        f"{REFUNDS}::test_two_people_who_refund_at_once_refund_once",
    ),
    Guard(
        "a reason nobody has seen is not put aside",
        SEEN,
        '"\\n".join(order.calls).encode()',
        'b""',
        f"{DESK_MONEY}::test_a_reason_that_came_meanwhile_is_not_put_aside_unseen",
    ),
    Guard(
        "a form refunds no more than is left",
        DESK_FORMS,
        "        if amount > self.left:\n",
        "        if False:\n",
        f"{REFUNDS}::test_a_refund_that_cannot_be_is_refused_in_the_form_and_nothing_typed_is_lost",
    ),
    Guard(
        "a refund is of the order it is asked for at",
        DESK,
        'get_object_or_404(order.attempts, pk=number_in(request, "payment"))',
        'get_object_or_404(type(order.attempts.get()), pk=number_in(request, "payment"))',
        f"{REFUNDS}::test_the_payment_of_another_order_is_not_refunded",
    ),
    Guard(
        "a refund is confirmed before it is made",
        DESK,
        '    if "confirmed" not in request.POST:\n',
        "    if False:\n",
        f"{REFUNDS}::test_support_refunds_a_part_with_a_reason",
    ),
    Guard(
        "a deed is offered only to those who may do it",
        "checkout/order/desk/attention.py",
        "if self.helps is None or NEEDS[self.helps.deed] in may:",
        "if True:",
        f"{DESK_MONEY}::test_a_pharmacist_is_told_that_a_refund_is_for_somebody_else",
    ),
    Guard(
        "the database wants every line of an approved order decided",
        SAYS_HOW_MUCH,
        "AND approved_quantity IS NULL AND order_order.status",
        "AND FALSE AND order_order.status",
        "tests/checkout/order/test_approving.py::"
        "test_no_order_is_approved_of_which_a_line_says_nothing",
    ),
    Guard(
        "the database lets no line of an approved order be undecided again",
        SAYS_HOW_MUCH,
        "AFTER INSERT OR UPDATE OF approved_quantity ON order_line",
        "AFTER INSERT ON order_line",
        "tests/checkout/order/test_approving.py::"
        "test_what_a_line_of_an_approved_order_says_is_not_taken_away",
    ),
    Guard(
        "what is against a payment is against dispensing",
        "checkout/order/shelf/dispensing.py",
        "    problems = [trouble for trouble in troubles if trouble]\n",
        "    problems = []\n",
        f"{AT_THE_DESK}::test_what_is_against_a_payment_is_against_dispensing",
    ),
)
