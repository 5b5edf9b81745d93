"""Who gets into which account: the guards."""

from tests.guard import Guard

ADAPTER, SIGN_IN = "checkout/accounts/adapter.py", "pharmacy/sign_in.py"
MODELS = "checkout/accounts/models.py"
TESTS = "tests/checkout/accounts"

SIGN_INS_GUARDS = (
    Guard(
        "nobody is signed in under an address that was not confirmed",
        SIGN_IN,
        'ACCOUNT_EMAIL_VERIFICATION = "mandatory"',
        'ACCOUNT_EMAIL_VERIFICATION = "optional"',
        f"{TESTS}/test_sign_in.py::"
        "test_without_a_confirmed_address_nobody_gets_in_and_a_new_link_comes",
    ),
    Guard(
        "an address that was taken meanwhile gets the same answer",
        "checkout/accounts/sign_in_forms.py",
        "        except IntegrityError:\n",
        "        except ZeroDivisionError:\n",
        f"{TESTS}/test_sign_up.py::"
        "test_who_signs_up_with_an_address_just_taken_is_told_nothing_else",
    ),
    Guard(
        "a sign-in leads nowhere but to our own pages",
        ADAPTER,
        "        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)\n",
        "        return True\n",
        f"{TESTS}/test_sign_in.py::test_a_sign_in_leads_nowhere_but_to_our_own_pages",
    ),
    Guard(
        "links in mails are the shop's own whatever host was asked",
        ADAPTER,
        '    return f"{settings.SITE_URL}{urlsplit(address).path}"\n',
        "    return address\n",
        f"{TESTS}/test_sign_up.py::test_links_in_mails_are_the_shops_own_whatever_host_was_asked",
    ),
    Guard(
        "tries are counted for all processes",
        "pharmacy/settings.py",
        '"BACKEND": "django.core.cache.backends.db.DatabaseCache"',
        '"BACKEND": "django.core.cache.backends.locmem.LocMemCache"',
        f"{TESTS}/test_shared_tries.py::test_five_wrong_passwords_in_another_process_are_five_here",
    ),
    Guard(
        "a live shop knows what stands before it",
        "pharmacy/refusals.py",
        "        at.LIVE and at.ALLAUTH_TRUSTED_PROXY_COUNT == 0,\n",
        "        False,\n",
        "tests/pharmacy/test_settings.py::test_a_live_shop_refuses_what_cannot_be_right",
    ),
    Guard(
        "nobody is refused for where they seem to come from",
        ADAPTER,
        "except (ImproperlyConfigured, PermissionDenied):",
        "except ImproperlyConfigured:",
        f"{TESTS}/test_client_address.py::"
        "test_who_comes_through_a_socket_of_this_machine_is_not_refused",
    ),
    Guard(
        "what is sent for a passkey may be anything",
        "checkout/accounts/passkey_forms.py",
        "    except ODD as odd:\n",
        "    except ZeroDivisionError as odd:\n",
        f"{TESTS}/test_odd_passkeys.py::test_nobody_is_signed_in",
    ),
    Guard(
        "no empty passkey is kept",
        "checkout/accounts/passkey_forms.py",
        "    if not read or not isinstance(read, dict):\n",
        "    if False:\n",
        f"{TESTS}/test_odd_passkeys.py::test_none_is_added",
    ),
    Guard(
        "a password a stranger chose opens nothing",
        ADAPTER,
        "            actions.void_password(account)\n",
        "            pass\n",
        f"{TESTS}/test_confirming.py::"
        "test_a_password_a_stranger_chose_opens_nothing_once_the_address_is_confirmed",
    ),
    Guard(
        "a stranger's name is not put into somebody's account",
        ADAPTER,
        "        if strangers:\n            self.add_message",
        "        if False:\n            self.add_message",
        f"{TESTS}/test_keeping.py::"
        "test_a_link_opened_in_another_browser_keeps_the_order_and_not_whose_it_says_it_is",
    ),
    Guard(
        "an address that is only wished for opens nothing",
        "checkout/accounts/sign_in_forms.py",
        "        self.users = [user for user in self.users if user.email == email.lower()]\n",
        "",
        f"{TESTS}/test_confirming.py::test_an_address_an_account_only_wishes_for_does_not_open_it",
    ),
    Guard(
        "no address is confirmed for two accounts",
        ADAPTER,
        "        if is_used(email, besides=account.pk):\n",
        "        if False:\n",
        f"{TESTS}/test_confirming.py::"
        "test_an_address_of_another_account_is_not_confirmed_for_a_second",
    ),
    Guard(
        "a taken address costs a hash, too",
        "checkout/accounts/sign_in_forms.py",
        '            User().set_password(self.cleaned_data["password1"])\n',
        "            pass\n",
        f"{TESTS}/test_confirming.py::test_a_taken_address_costs_as_many_hashes_as_a_free_one",
    ),
    Guard(
        "looking at a link signs nobody out",
        "checkout/accounts/entrance.py",
        '        if self.request.method == "POST":\n            super().logout_other_user',
        "        if True:\n            super().logout_other_user",
        f"{TESTS}/test_sign_up.py::test_looking_at_a_link_signs_nobody_out",
    ),
    Guard(
        "an account that is opened is not forgotten meanwhile",
        "checkout/accounts/closing.py",
        'never.select_for_update(of=["self"])',
        "never",
        f"{TESTS}/test_closing.py::test_an_account_that_is_opened_at_that_moment_stays",
    ),
    Guard(
        "a passkey is good for the shop's own host",
        "checkout/accounts/second_factor.py",
        "urlsplit(settings.SITE_URL).hostname",
        'super().get_public_key_credential_rp_entity()["id"]',
        f"{TESTS}/test_second_step.py::"
        "test_a_passkey_is_asked_for_where_there_is_one_and_for_the_shops_own_host",
    ),
    Guard(
        "an address staff have changed ends the account's sessions",
        "checkout/accounts/admin.py",
        "            self.instance.sessions.all().delete()\n",
        "",
        f"{TESTS}/test_admin.py::test_an_address_staff_have_changed_is_confirmed_anew",
    ),
    Guard(
        "a new password ends every session",
        MODELS,
        "            self.sessions.all().delete()\n",
        "            pass\n",
        f"{TESTS}/test_changing.py::test_a_new_password_ends_whoever_was_signed_in",
    ),
    Guard(
        "admin has no sign-in of its own",
        "pharmacy/staff_site.py",
        '        then = request.GET.get("next") or reverse("admin:index")\n',
        "        return super().login(request, extra_context)\n",
        f"{TESTS}/test_second_step.py::test_admin_has_no_sign_in_of_its_own",
    ),
    Guard(
        "the demo's accounts open nothing in a live shop",
        ADAPTER,
        "        if settings.LIVE and is_demo_staff(user):\n",
        "        if False:\n",
        "tests/catalog/demo/test_staff.py::"
        "test_demo_staff_left_in_a_database_do_not_even_sign_in_to_a_live_shop",
    ),
    Guard(
        "secrets of second steps lie sealed",
        "checkout/accounts/second_factor.py",
        "        return keys().encrypt(text.encode()).decode()\n",
        "        return text\n",
        f"{TESTS}/test_second_step.py::test_secrets_lie_sealed_in_the_database",
    ),
    Guard(
        "an address staff have typed is confirmed anew",
        "checkout/accounts/admin.py",
        "            self.instance.emailaddress_set.all().delete()\n",
        "            pass\n",
        f"{TESTS}/test_admin.py::test_an_address_staff_have_changed_is_confirmed_anew",
    ),
    Guard(
        "a found browser changes no address",
        SIGN_IN,
        "ACCOUNT_REAUTHENTICATION_REQUIRED = True",
        "ACCOUNT_REAUTHENTICATION_REQUIRED = False",
        f"{TESTS}/test_changing.py::test_a_found_browser_changes_no_address",
    ),
    Guard(
        "whose second step is reset is signed out everywhere",
        "checkout/accounts/actions.py",
        "    sign_out(User.objects.filter(pk=account.pk))\n",
        "    pass\n",
        "tests/pharmacy/management/commands/test_reset_second_step.py::"
        "test_whoever_has_lost_it_signs_in_by_password_and_every_browser_is_signed_out",
    ),
    Guard(
        "a second step is reset of one person alone",
        "checkout/accounts/actions.py",
        "    account.authenticator_set.all().delete()\n    sign_out",
        "    account.authenticator_set.model.objects.all().delete()\n    sign_out",
        "tests/pharmacy/management/commands/test_reset_second_step.py::"
        "test_nobody_else_loses_a_step_or_a_session",
    ),
)
