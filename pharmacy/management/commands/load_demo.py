from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from catalog.demo.load import DemoRefused, load_demo
from catalog.demo.reading import add_demo_reading
from catalog.demo.shopfacts import add_demo_facts
from catalog.demo.shoptexts import add_demo_texts
from catalog.demo.staff import add_demo_staff
from checkout.demo.delivery import load_demo_delivery
from checkout.demo.questions import load_demo_questions


class Command(BaseCommand):
    help = "Fill a demo shop: medicines, delivery, staff and facts; what it has stays as it is."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = load_demo()
            add_demo_staff()
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        add_demo_reading(now=timezone.now())
        add_demo_facts()
        add_demo_texts()
        load_demo_delivery()
        load_demo_questions()
        self.stdout.write(f"Demo medicines added: {added}.")
