"""The step that asks whom a cart is for, as a visitor goes through it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from checkout.prescriptions.models import Question
from tests.checkout.prescriptions.files.good import photo
from tests.checkout.shopping import a_delivery_method
from tests.checkout.visitor import Visitor, htmx

PAGE, FILES = "checkout-patient", "checkout-patient-files"


def ask(medicine, text, short, **values):
    return Question.objects.create(medicine=medicine, text=text, short=short, **values)


def somebody_with(*packs):
    visitor, method = Visitor(), a_delivery_method()
    for pack in packs:
        visitor.add(pack)
    visitor.enter_address()
    visitor.choose(method)
    return visitor


def answers(taken="yes", since="March 2025"):
    first, second = Question.objects.order_by("pk")
    return {f"question_{first.pk}": taken, f"question_{second.pk}": since}


def upload(name="rx.jpg", data=None):
    return SimpleUploadedFile(name, photo() if data is None else data)


def add_file(visitor, *files, **fields):
    """As the script sends files, alone."""
    token = str(visitor.look(PAGE).context["csrf_token"])
    fields |= {"files": list(files), "csrfmiddlewaretoken": token}
    return visitor.post(reverse(FILES), fields, headers=htmx(on="/checkout/patient/"))
