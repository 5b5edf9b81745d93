from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in: shoppers and staff."""

    name = "checkout.accounts"
    label = "accounts"
