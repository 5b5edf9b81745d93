"""What a medicine's page sends to begin a consultation about it."""

from django import forms


class BeginForm(forms.Form):
    medicine = forms.SlugField(max_length=255)
