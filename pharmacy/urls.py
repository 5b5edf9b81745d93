"""Every address of the shop on one screen, but for /healthz and /readyz (pharmacy/health.py)."""

from django.contrib import admin
from django.urls import path

from catalog import views as catalog
from catalog.leaflets import views as leaflets
from checkout import views as checkout
from checkout.basket import views as basket
from checkout.consultation import views as consultation
from checkout.order import views as orders
from checkout.payment import views as payment
from checkout.prescriptions import views as prescriptions
from checkout.waiting import views as waiting

urlpatterns = [
    path("", catalog.home, name="home"),
    path("medicines/", catalog.medicines, name="medicines"),
    path("medicines/<slug:slug>/", catalog.medicine, name="medicine"),
    path("leaflets/<slug:address>.pdf", leaflets.leaflet, name="leaflet"),
    path("search/", catalog.search, name="search"),
    path("categories/<slug:slug>/", catalog.category, name="category"),
    path("orders/find/", orders.find, name="order-find"),
    path("orders/find/sent/", orders.link_sent, name="order-link-sent"),
    path("orders/<slug:number>/", orders.order, name="order"),
    path("orders/<slug:number>/pay/", orders.pay, name="pay"),
    path("orders/<slug:number>/return/", orders.returned, name="order-return"),
    path("orders/<slug:number>/cancel/", orders.cancel, name="order-cancel"),
    path("orders/<slug:number>/again/", orders.again, name="order-again"),
    path("orders/<slug:number>/receipt/", orders.receipt, name="order-receipt"),
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
    path("waiting/<slug:slug>/", waiting.noted, name="waiting-noted"),
    path("consultation/begin/", consultation.begin, name="consultation-begin"),
    path("consultation/", consultation.consultation, name="consultation"),
    path("consultation/packs/", consultation.packs, name="consultation-packs"),
    path("checkout/details/", checkout.details, name="checkout-details"),
    path("checkout/delivery/", checkout.delivery, name="checkout-delivery"),
    path("checkout/patient/", prescriptions.patient, name="checkout-patient"),
    path("checkout/patient/files/", prescriptions.patient_files, name="checkout-patient-files"),
    path("checkout/review/", checkout.review, name="checkout-review"),
    path("admin/", admin.site.urls),
]
