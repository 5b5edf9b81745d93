"""What `make run` prints once the shop is open: what there is to see, or how to begin."""

import sys

from django.conf import settings

from catalog.demo.staff import DEMO_PASSWORD, DEMO_STAFF
from catalog.models import Product
from checkout.accounts.models import User

OPEN = "The shop is open at {site}/   (Ctrl-C closes it, everything is kept in {data})"
TWO_MINUTES = """Two minutes around it:
  1  {site}/medicines/baclofen/ shows 12 packs in two dosages, each with its price per pill.
  2  Add a pack, order it as a guest, say whom it is for and upload any photo as prescription,
     pay with card 4242 4242 4242 4242, any date and code.
  3  {site}/admin/ as {pharmacist}: open Prescriptions, your case, copy the
     prescription and approve. The card is charged.
  4  {site}/admin/ as {dispenser}: open the order, take its pick list, print its label, ship it.
  5  {site}/admin/ as {support}: open Orders, refund a part of yours with a reason.
  6  {site}/admin/ as {prices}: open Baclofen, change $68.00 to $66.50.
     The page now says 15 %."""
STILL_DEMO = """Part of what is sold is still the demo's, and so are these sign-ins:
  {site}/admin/ as {prices}, {pharmacist}, {dispenser} or {support}."""
SIGN_INS = "  Every demo sign-in has the password {password}. {owner} may do everything."
EMPTY = "The demo is gone and nothing is for sale yet."
OWN = "The demo is gone: this is your own shop now."
NEW_OWNER = """Make yourself an account that may do everything, in another terminal:
  DATA={data} {python} manage.py createsuperuser"""
NEXT = 'Sign in at {site}/admin/ and go on with "Selling a first medicine" of the README.'
SANDBOX = "  The payment sandbox is at {payments}/ and mails are printed here."
TEST_ACCOUNT = "  Payments go to your Stripe test account and mails are printed here."


def tour() -> str:
    """The words for the shop as it is now."""
    prices, pharmacist, dispenser, support, owner = (person.email for person in DEMO_STAFF)
    text = "\n\n".join([OPEN, *_parts()])
    payments = SANDBOX if settings.PAYS_IN_SANDBOX else TEST_ACCOUNT
    return f"\n{text}\n{payments}\n".format(
        site=settings.SITE_URL,
        data=settings.DATA_DIR,
        payments=settings.STRIPE_API_BASE,
        pharmacist=pharmacist,
        prices=prices,
        dispenser=dispenser,
        support=support,
        owner=owner,
        password=DEMO_PASSWORD,
        python=sys.executable,
    )


def _parts() -> list[str]:
    medicines = Product.objects.published()
    if medicines.filter(slug="baclofen", is_demo=True).exists():
        return [f"{TWO_MINUTES}\n{SIGN_INS}"]
    if medicines.filter(is_demo=True).exists():
        return [f"{STILL_DEMO}\n{SIGN_INS}"]
    has_owner = User.objects.filter(is_superuser=True, is_active=True).exists()
    has_medicines = medicines.exists()
    return [
        OWN if has_medicines else EMPTY,
        *([] if has_owner else [NEW_OWNER]),
        *([] if has_medicines else [NEXT]),
    ]
