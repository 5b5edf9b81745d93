"""Every address of the shop on one screen, but for /healthz and /readyz (pharmacy/health.py)."""

from django.contrib import admin
from django.urls import path, re_path, register_converter

from catalog import views as catalog
from catalog.found import views as found
from catalog.leaflets import views as leaflets
from catalog.pictures import views as pictures
from catalog.search import views as search
from catalog.shopfacts import views as shopfacts
from catalog.texts import views as texts
from catalog.texts.kinds import TextAddress
from checkout import views as checkout
from checkout.accounts import entrance, keeping
from checkout.accounts import views as account
from checkout.basket import views as basket
from checkout.consultation import views as consultation
from checkout.order.page import views as orders
from checkout.payment import views as payment
from checkout.prescriptions import views as prescriptions
from checkout.waiting import views as waiting

register_converter(TextAddress, "text")

handler429 = "pharmacy.limits.too_many"
urlpatterns = [
    path("", catalog.home, name="home"),
    path("medicines/", catalog.medicines, name="medicines"),
    path("medicines/<slug:slug>/", catalog.medicine, name="medicine"),
    path("leaflets/<slug:address>.pdf", leaflets.leaflet, name="leaflet"),
    path("media/<slug:address>-<int:width>.webp", pictures.picture, name="picture"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("categories/<slug:slug>/", catalog.category, name="category"),
    path("contact/", shopfacts.contact, name="contact"),
    path("<text:kind>/", texts.text, name="text"),
    path("robots.txt", found.robots, name="robots"),
    path("sitemap.xml", found.sitemap, name="sitemap"),
    path("sitemap-pages.xml", found.pages, name="sitemap-pages"),
    path("sitemap-medicines-<int:part>.xml", found.medicines, name="sitemap-medicines"),
    path("orders/find/", orders.find, name="order-find"),
    path("orders/find/sent/", orders.link_sent, name="order-link-sent"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/pay/", orders.pay, name="pay"),
    path("orders/<slug:number>/return/", orders.returned, name="order-return"),
    path("orders/<slug:number>/cancel/", orders.cancel, name="order-cancel"),
    path("orders/<slug:number>/again/", orders.again, name="order-again"),
    path("orders/<slug:number>/receipt/", orders.receipt, name="order-receipt"),
    path("orders/<slug:number>/keep/", keeping.keep, name="order-keep"),
    path(
        "orders/<slug:number>/prescription/", prescriptions.prescription, name="order-prescription"
    ),
    path("orders/<slug:number>/files/", prescriptions.order_files, name="order-files"),
    path("stripe/webhook/", payment.webhook, name="webhook"),
    path("cart/", basket.cart, name="cart"),
    path("cart/add/", basket.add, name="cart-add"),
    path("cart/add-set/", basket.add_set, name="cart-add-set"),
    path("cart/swap/", basket.swap, name="cart-swap"),
    path("cart/set/", basket.set_quantity, name="cart-set"),
    path("cart/clear/", basket.clear, name="cart-clear"),
    path("cart/personal/", basket.fragment, name="personal"),
    path("waiting/", waiting.wait, name="waiting"),
    path("waiting/leave/", waiting.leave, name="waiting-leave"),
    path("waiting/<slug:slug>/", waiting.noted, name="waiting-noted"),
    path("consultation/begin/", consultation.begin, name="consultation-begin"),
    path("consultation/", consultation.consultation, name="consultation"),
    path("consultation/packs/", consultation.packs, name="consultation-packs"),
    path("checkout/details/", checkout.details, name="checkout-details"),
    path("checkout/delivery/", checkout.delivery, name="checkout-delivery"),
    path("checkout/patient/", prescriptions.patient, name="checkout-patient"),
    path("checkout/patient/files/", prescriptions.patient_files, name="checkout-patient-files"),
    path("checkout/review/", checkout.review, name="checkout-review"),
    path("account/", account.overview, name="account"),
    path("account/orders/", account.orders, name="account-orders"),
    path("account/prescriptions/", account.prescriptions, name="account-prescriptions"),
    path("account/addresses/", account.addresses, name="account-addresses"),
    path("account/addresses/add/", account.add_address, name="address-add"),
    path("account/addresses/<int:pk>/", account.change_address, name="address"),
    path("account/addresses/<int:pk>/delete/", account.delete_address, name="address-delete"),
    path("account/addresses/<int:pk>/default/", account.make_default, name="address-default"),
    path("account/details/", account.details, name="account-details"),
    path("account/data/", account.own_data, name="account-data"),
    path("account/waiting/leave/", account.leave_waiting, name="account-leave-waiting"),
    path("account/delete/", account.delete, name="account-delete"),
    path("account/staff/", account.staffs_second_step, name="account-staff"),
    path("account/confirm/go-on/", account.go_on, name="account-go-on"),
    path("account/sign-out/others/", account.sign_out_elsewhere, name="account-sign-out-others"),
    # The names of these are those django-allauth knows its pages by.
    path("account/sign-in/", entrance.sign_in, name="account_login"),
    path("account/sign-out/", entrance.sign_out, name="account_logout"),
    path("account/sign-up/", entrance.sign_up, name="account_signup"),
    path("account/closed/", entrance.inactive, name="account_inactive"),
    path("account/confirm/", entrance.confirm, name="account_reauthenticate"),
    path("account/email/", entrance.change_email, name="account_email"),
    path("account/email/sent/", entrance.link_sent, name="account_email_verification_sent"),
    path("account/email/<key>/", entrance.confirm_email, name="account_confirm_email"),
    path("account/password/", entrance.change_password, name="account_change_password"),
    path("account/password/first/", entrance.first_password, name="account_set_password"),
    path("account/password/forgotten/", entrance.forgotten, name="account_reset_password"),
    path("account/password/sent/", entrance.forgotten_sent, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entrance.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/changed/",
        entrance.new_password_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/second-step/", entrance.second_steps, name="mfa_index"),
    path("account/second-step/sign-in/", entrance.second_step_in, name="mfa_authenticate"),
    path("account/second-step/confirm/", entrance.confirm_by_code, name="mfa_reauthenticate"),
    path("account/second-step/app/", entrance.add_app, name="mfa_activate_totp"),
    path("account/second-step/app/remove/", entrance.remove_app, name="mfa_deactivate_totp"),
    path("account/second-step/codes/", entrance.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-step/codes/new/", entrance.new_codes, name="mfa_generate_recovery_codes"),
    path("account/passkeys/", entrance.list_passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/add/", entrance.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/passkeys/confirm/", entrance.confirm_by_passkey, name="mfa_reauthenticate_webauthn"
    ),
    path("account/passkeys/sign-in/", entrance.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("account/passkeys/<int:pk>/remove/", entrance.remove_passkey, name="mfa_remove_webauthn"),
    path("admin/", admin.site.urls),
]
