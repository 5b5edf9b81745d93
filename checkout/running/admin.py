"""Of how the shop runs staff see nothing but the mail its owner gets."""

from django.contrib import admin

from checkout.running.sample_report import sample_report

admin.site.show_mails(sample_report)
