"""The demo's questions about its medicines; a pharmacist would write better ones."""

from catalog.models import Product
from checkout.prescriptions.models import Question

# By the medicine's address: the question, in short, and the answer to look at.
QUESTIONS = {
    "baclofen": (
        ("Have you taken baclofen before?", "Taken before", "no"),
        (
            "Do you take opioids, benzodiazepines or other medicines that make you drowsy?",
            "Makes drowsy",
            "yes",
        ),
        ("Have you ever had a seizure?", "Seizure", "yes"),
    ),
    "ibuprofen": (
        ("Have you ever had asthma?", "Asthma", "yes"),
        ("Have you ever had a stomach ulcer?", "Ulcer", "yes"),
    ),
}


def load_demo_questions() -> int:
    """Add questions to the demo's medicines that have none; how many were added."""
    medicines = Product.objects.medicines().filter(
        is_demo=True, slug__in=QUESTIONS, questions__isnull=True
    )
    rows = [
        Question(medicine=medicine, text=text, short=short, telling=telling, position=position)
        for medicine in medicines
        for position, (text, short, telling) in enumerate(QUESTIONS[medicine.slug])
    ]
    return len(Question.objects.bulk_create(rows))
