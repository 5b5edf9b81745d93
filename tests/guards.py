"""The guards of the shop, each with the test that fails without it: `make guards` tries them.

A guard is a lock, a check or a permission that nobody misses until the day it was needed. Each room
lists its own, beside its tests.
"""

from tests.attacks.guards import ATTACKS_GUARDS
from tests.attacks.sent_guards import SENT_GUARDS
from tests.catalog.guards import ADVISORS_GUARDS
from tests.catalog.importing.guards import PAGES_GUARDS
from tests.catalog.leaflets.guards import READINGS_GUARDS
from tests.catalog.lots.guards import LOTS_GUARDS
from tests.catalog.pictures.guards import PICTURES_GUARDS
from tests.catalog.places.guards import PLACES_GUARDS
from tests.catalog.prices.guards import PRICES_GUARDS
from tests.catalog.prices.schedule_guards import SCHEDULES_GUARDS
from tests.catalog.prices.sheet_guards import SHEETS_GUARDS
from tests.catalog.reductions.guards import REDUCTIONS_GUARDS
from tests.catalog.search.guards import FINDINGS_GUARDS
from tests.catalog.substances.guards import SUBSTANCES_GUARDS
from tests.catalog.texts.guards import FURNITURES_GUARDS
from tests.checkout.accounts.guards import ACCOUNTS_GUARDS
from tests.checkout.accounts.sign_in_guards import SIGN_INS_GUARDS
from tests.checkout.basket.guards import CARTS_GUARDS
from tests.checkout.consultation.guards import CONSULTATIONS_GUARDS
from tests.checkout.guards import ORDERING_GUARDS
from tests.checkout.order.guards import ORDERS_GUARDS
from tests.checkout.order.shelf.lots_guards import ORDERS_LOTS_GUARDS
from tests.checkout.order.shelf.shelf_guards import SHELFS_GUARDS
from tests.checkout.payment.calling_guards import CALLS_GUARDS
from tests.checkout.payment.comparing_guards import COMPARISONS_GUARDS
from tests.checkout.payment.deed_guards import DEEDS_GUARDS
from tests.checkout.payment.guards import MONEYS_GUARDS
from tests.checkout.prescriptions.database_guards import DATABASES_GUARDS
from tests.checkout.prescriptions.desk.deciding_guards import DECISIONS_GUARDS
from tests.checkout.prescriptions.desk.guards import CASES_GUARDS
from tests.checkout.prescriptions.files.guards import FILES_GUARDS
from tests.checkout.prescriptions.files.sending_guards import SENDINGS_GUARDS
from tests.checkout.prescriptions.guards import PATIENTS_GUARDS
from tests.checkout.prescriptions.limits_guards import LIMITS_GUARDS
from tests.checkout.running.guards import RUNNINGS_GUARDS
from tests.checkout.waiting.guards import WAITINGS_GUARDS
from tests.crowd.guards import CROWDS_GUARDS
from tests.pharmacy.backups.guards import BACKUPS_GUARDS
from tests.pharmacy.door_guards import DOORS_GUARDS
from tests.pharmacy.exact.guards import FRESHNESS_GUARDS
from tests.pharmacy.guards import PROOFS_GUARDS
from tests.pharmacy.header_guards import HEADERS_GUARDS
from tests.pharmacy.server_guards import SERVERS_GUARDS
from tests.pharmacy.today.guards import TODAYS_GUARDS

GUARDS = (
    *PATIENTS_GUARDS,
    *LIMITS_GUARDS,
    *SUBSTANCES_GUARDS,
    *READINGS_GUARDS,
    *PAGES_GUARDS,
    *ADVISORS_GUARDS,
    *CARTS_GUARDS,
    *WAITINGS_GUARDS,
    *RUNNINGS_GUARDS,
    *CONSULTATIONS_GUARDS,
    *REDUCTIONS_GUARDS,
    *PRICES_GUARDS,
    *SCHEDULES_GUARDS,
    *SHEETS_GUARDS,
    *FURNITURES_GUARDS,
    *FINDINGS_GUARDS,
    *PICTURES_GUARDS,
    *PLACES_GUARDS,
    *ORDERING_GUARDS,
    *SIGN_INS_GUARDS,
    *ACCOUNTS_GUARDS,
    *CROWDS_GUARDS,
    *ORDERS_GUARDS,
    *SHELFS_GUARDS,
    *LOTS_GUARDS,
    *ORDERS_LOTS_GUARDS,
    *MONEYS_GUARDS,
    *DEEDS_GUARDS,
    *CALLS_GUARDS,
    *COMPARISONS_GUARDS,
    *FILES_GUARDS,
    *SENDINGS_GUARDS,
    *CASES_GUARDS,
    *DECISIONS_GUARDS,
    *DATABASES_GUARDS,
    *PROOFS_GUARDS,
    *HEADERS_GUARDS,
    *DOORS_GUARDS,
    *SERVERS_GUARDS,
    *BACKUPS_GUARDS,
    *FRESHNESS_GUARDS,
    *TODAYS_GUARDS,
    *ATTACKS_GUARDS,
    *SENT_GUARDS,
)
