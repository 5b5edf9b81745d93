"""Who reaches what of the shop's own addresses: one table, held against every answer.

Each row has what a look is answered with and, behind the bar, a form with nothing in it and a good
token: to nobody, to another customer, and to Sam, whose the thing is. Staff are another customer
here. "page": shown. "again": the form with what is wrong. "on": to another page of the one who
asks. "none": there is no form, or nothing but one. The other words are what they say.
"""

# The same to everybody: what is looked at there, and never sent.
PUBLIC = {
    *("home", "medicines", "medicine", "leaflet", "picture", "search", "suggestions", "category"),
    *("contact", "text", "robots", "sitemap", "sitemap-pages", "sitemap-medicines"),
    *("order-link-sent", "cart", "personal", "waiting-noted", "consultation-packs"),
    *("account_inactive", "account_email_verification_sent", "account_reset_password_done"),
    "account_reset_password_from_key_done",
}
TABLE = """
order                            lost lost page           | none none none
pay                              lost lost on             | lost lost on
order-return                     lost lost on             | none none none
order-cancel                     none none none           | lost lost late
order-again                      none none none           | lost lost on
order-receipt                    lost lost page           | none none none
order-keep                       lost lost lost           | lost lost lost
order-prescription               lost lost on             | lost lost on
order-files                      none none none           | lost lost on
order-find                       page page page           | again again again
webhook                          none none none           | odd odd odd
cart-add                         none none none           | again again again
cart-add-set                     none none none           | again again again
cart-swap                        none none none           | again again again
cart-set                         none none none           | again again again
cart-clear                       none none none           | on on on
waiting                          none none none           | again again again
waiting-leave                    lost lost lost           | lost lost lost
consultation-begin               none none none           | lost lost lost
consultation                     lost lost lost           | lost lost lost
checkout-details                 on on page               | on on again
checkout-delivery                on on on                 | on on on
checkout-patient                 on on on                 | on on on
checkout-patient-files           none none none           | on on page
checkout-review                  on on on                 | on on on
account                          sign-in page page        | sign-in none none
account-orders                   sign-in page page        | sign-in none none
account-prescriptions            sign-in page page        | sign-in none none
account-addresses                sign-in page page        | sign-in none none
address-add                      sign-in page page        | sign-in again again
address                          sign-in lost page        | sign-in lost again
address-delete                   sign-in none none        | sign-in on on
address-default                  sign-in none none        | sign-in lost on
account-details                  sign-in page page        | sign-in on on
account-data                     sign-in page page        | sign-in page page
account-leave-waiting            sign-in none none        | sign-in on on
account-delete                   sign-in page page        | sign-in sign-in sign-in
account-staff                    sign-in on on            | sign-in none none
account-go-on                    sign-in on on            | sign-in none none
account-sign-out-others          sign-in none none        | sign-in on on
account_login                    page on on               | again on on
account_logout                   none none none           | on on on
account_signup                   page on on               | again on on
account_reauthenticate           sign-in page on          | sign-in again on
account_email                    sign-in page page        | sign-in on on
account_confirm_email            page page page           | lost lost lost
account_change_password          sign-in page page        | sign-in again again
account_set_password             sign-in on on            | sign-in on on
account_reset_password           page page page           | again again again
account_reset_password_from_key  page page page           | again again again
mfa_index                        sign-in page page        | sign-in none none
mfa_authenticate                 sign-in on on            | sign-in on on
mfa_reauthenticate               sign-in on on            | sign-in on on
mfa_activate_totp                sign-in page page        | sign-in again again
mfa_deactivate_totp              sign-in lost lost        | sign-in lost lost
mfa_view_recovery_codes          sign-in lost lost        | sign-in none none
mfa_generate_recovery_codes      sign-in page page        | sign-in again on
mfa_list_webauthn                sign-in page page        | sign-in none none
mfa_add_webauthn                 sign-in page page        | sign-in again again
mfa_reauthenticate_webauthn      sign-in on page          | sign-in on on
mfa_login_webauthn               sign-in on on            | sign-in on on
mfa_remove_webauthn              sign-in lost page        | sign-in lost on
"""


def told() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By address: the words of looks, and of forms."""
    rows = (line.split(maxsplit=1) for line in TABLE.strip().splitlines())
    halves = ((name, *answers.split("|")) for name, answers in rows)
    return {name: (tuple(looks.split()), tuple(sent.split())) for name, looks, sent in halves}
