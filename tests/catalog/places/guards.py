"""That lists are in order and counted right, whoever changes what: the guards."""

from tests.guard import Guard

WRITTEN = "catalog/places/migrations/0002_the_database_writes_places.py"
PLACES = "tests/catalog/places/test_places.py"
LISTS = "tests/catalog/test_lists.py"

PLACES_GUARDS = (
    Guard(
        "what nobody can buy sets no price of a list",
        WRITTEN,
        "        AND pack.units <= dosage.units_on_hand - dosage.units_reserved\n",
        "",
        f"{LISTS}::test_a_pack_no_pool_can_fill_or_nobody_may_buy_sets_no_price",
    ),
    Guard(
        "what is in stock stays in the list where no price may be shown",
        WRITTEN,
        "            count(*) > 0, min(shown.price),\n",
        "            bool_or('POM' NOT IN (pack.legal_class, medicine.legal_class)) IS TRUE,\n"
        "            min(shown.price),\n",
        f"{LISTS}::test_what_shows_no_price_may_be_in_stock",
    ),
    Guard(
        "a controlled medicine is never in stock",
        WRITTEN,
        "        AND 'CD' NOT IN (pack.legal_class, medicine.legal_class)\n",
        "        AND pack.legal_class <> 'CD'\n",
        f"{LISTS}::test_what_shows_no_price_may_be_in_stock",
    ),
    Guard(
        "of two who change the packs of a medicine at once the second sees both",
        WRITTEN,
        "    PERFORM FROM places_place WHERE medicine_id = ANY (medicines) AND list_id = 0\n"
        "        ORDER BY medicine_id FOR UPDATE;\n",
        "",
        f"{PLACES}::test_of_two_who_change_prices_of_a_medicine_at_once_both_are_seen",
    ),
    Guard(
        "a medicine that is gone has no place in a list",
        WRITTEN,
        "        SELECT FROM catalogue_product medicine WHERE medicine.id = place.medicine_id\n",
        "        SELECT FROM places_place medicine WHERE medicine.id = place.id\n",
        f"{PLACES}::test_a_medicine_leaves_the_lists_it_was_in",
    ),
    Guard(
        "a live shop lists no text that waits for its review",
        "catalog/places/querysets.py",
        "Q(is_kept_back=False) if settings.LIVE else Q()",
        "Q()",
        f"{PLACES}::test_a_live_shop_lists_and_counts_no_text_that_waits_for_its_review",
    ),
    Guard(
        "places are written last, when nobody is waited for any more",
        WRITTEN,
        "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION places_follow()",
        "DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION places_follow()",
        f"{PLACES}::test_an_order_and_staff_over_one_medicine_do_not_wait_in_a_circle",
    ),
)
