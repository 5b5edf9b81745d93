"""What compose.yaml starts writes nothing, gains no rights and is reached through nginx alone."""

import re

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ["release", "web-1", "web-2", "worker"]


@pytest.mark.parametrize("name", [*OURS, "nginx"])
def test_a_process_of_the_shop_writes_nowhere_and_gains_no_rights(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["postgres", "clamav"])
def test_what_others_make_gains_no_rights_either(name):
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_what_takes_too_much_memory_ends_before_the_database():
    for name in (*OURS[1:], "nginx"):
        assert SERVICES[name]["mem_limit"], name
    assert SERVICES["postgres"]["oom_score_adj"] == -500
    assert "mem_limit" not in SERVICES["postgres"]


def test_a_release_of_the_shop_leaves_nginx_as_it_is():
    tags = {name: re.findall(r"\$\{(\w+)", SERVICES[name]["image"]) for name in [*OURS, "nginx"]}
    assert tags == dict.fromkeys(OURS, ["RELEASE"]) | {"nginx": ["NGINX_RELEASE"]}


def test_what_nginx_keeps_on_the_disk_lies_in_volumes():
    mounts = dict(one.split(":")[:2] for one in SERVICES["nginx"]["volumes"])
    assert mounts["pages"] == "/var/cache/nginx/shop"
    assert mounts["bodies"] == "/var/cache/nginx/bodies"
    assert {"pages", "bodies"} <= COMPOSE["volumes"].keys()


def test_every_page_nginx_shows_is_in_its_image():
    conf = (ROOT / "pharmacy/nginx/shop.conf").read_text()
    shown = set(re.findall(r"error_page [\d ]+ /(\S+);", conf))
    assert shown == {file.name for file in (ROOT / "pharmacy/nginx").glob("*.html")}
    assert "COPY --chmod=644 pharmacy/nginx/*.html /usr/share/nginx/shop/" in DOCKERFILE


def test_nothing_but_nginx_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_only_the_release_signs_in_as_the_owner_of_the_tables():
    signs_in = {name: SERVICES[name]["environment"]["DATABASE_URL"] for name in OURS}
    as_owner = [name for name, address in signs_in.items() if "//shop_owner:" in address]
    assert as_owner == ["release"]
    assert all("//shop_web:" in signs_in[name] for name in OURS[1:])


def test_no_password_stands_in_it():
    assert not re.search(r"(?i)password: *[\"']?\w", (ROOT / "compose.yaml").read_text())
    assert all(SERVICES[name]["env_file"] == "shop.env" for name in OURS)


@pytest.mark.parametrize("name", OURS)
def test_what_is_started_is_a_command_of_the_shop(name):
    command = SERVICES[name].get("command") or re.findall(r'"([^"]+)"', DOCKERFILE.splitlines()[-1])
    asked = re.findall(r"manage\.py (\S+)", " ".join(command))
    assert asked
    assert set(asked) <= set(get_commands())


def test_the_shop_serves_only_after_its_release():
    for name in OURS[1:]:
        assert SERVICES[name]["depends_on"]["release"]["condition"] == (
            "service_completed_successfully"
        )


def test_nginx_knows_every_web_server():
    known = (ROOT / "pharmacy/nginx/compose.conf").read_text()
    assert re.findall(r"server (web-\d):8000 ", known) == [n for n in OURS if n.startswith("web")]


def test_the_image_runs_as_nobody_and_holds_only_what_serves():
    stage = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in stage
    assert "pip uninstall" in stage
    assert "rm -rf /usr/local/lib/python3.*/ensurepip" in stage
    ignored = (ROOT / ".dockerignore").read_text()
    kept = {"manage.py", "pharmacy", "catalog", "checkout", "templates", "static"}
    assert set(re.findall(r"(?m)^!(.+)$", ignored)) == kept | {"requirements/shop.txt"}
    assert re.search(r"(?m)^\*$", ignored)
