"""Of those who wait staff see nothing but the mail they get."""

from django.contrib import admin

from checkout.waiting.letter import sample_letters

admin.site.show_mails(sample_letters)
