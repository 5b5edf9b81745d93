"""What comes before packs that may not be advertised: the guards, each with its test."""

from tests.guard import Guard

BEGUN, VIEWS = "checkout/consultation/begun.py", "checkout/consultation/views.py"
STORIES = "tests/checkout/consultation/test_consultation.py"
WALK = "tests/pharmacy/test_promotion.py"

CONSULTATIONS_GUARDS = (
    Guard(
        "no pack is chosen before its consultation",
        "checkout/basket/views.py",
        "if added and (problem := why_not_yet(request, pack_ids)):",
        "if problem := False:",
        f"{STORIES}::test_no_pack_can_be_chosen_before",
    ),
    Guard(
        "nothing is ordered again past its consultation",
        "checkout/order/page/views.py",
        "        not_yet=partial(not_yet, request),\n",
        "",
        f"{STORIES}::test_nothing_is_ordered_again_past_its_consultation",
    ),
    Guard(
        "a consultation is about one medicine",
        BEGUN,
        "if basket_id is None or medicine_id not in _told(request, basket_id):",
        "if basket_id is None or not _told(request, basket_id):",
        f"{STORIES}::test_a_consultation_is_about_one_medicine",
    ),
    Guard(
        "after the order the next consultation begins anew",
        BEGUN,
        "Basket.objects.filter(pk=basket_id, status=Basket.OPEN).exists()",
        "Basket.objects.filter(pk=basket_id).exists()",
        f"{STORIES}::test_after_the_order_the_next_begins_anew",
    ),
    Guard(
        "what another browser told is not read in a consultation",
        "checkout/prescriptions/reads.py",
        "return patient if patient and patient.pk == patient_id else None",
        "return patient",
        f"{STORIES}::test_who_told_first_reads_and_keeps_nothing_of_who_began_anew",
    ),
    Guard(
        "another site begins no consultation",
        "pharmacy/foreign_posts.py",
        ' if comes_from_us(request) else _refused(request, "checkout/not_ours.html")',
        "",
        f"{STORIES}::test_another_site_begins_none",
    ),
    Guard(
        "packs of a consultation are for whoever told alone",
        VIEWS,
        "if medicine is None or not begun.has_told(request, medicine.pk):",
        "if medicine is None:",
        f"{STORIES}::test_no_pack_can_be_chosen_before",
    ),
    Guard(
        "no public page names a price of what needs a prescription",
        "catalog/promotion.py",
        "return legal_class != LegalClass.POM or not settings.SHOP_HIDE_POM_PROMOTION",
        "return True",
        f"{WALK}::test_no_public_page_names_a_price_a_saving_or_a_pack",
    ),
)
