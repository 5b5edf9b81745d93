# The two commands of the shop are `make run` and `make test`; the README says what the others do.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PORT DATA

.PHONY: run test lint lock audit stop bench servers years gates screenshots guards soak chaos clean
.DEFAULT_GOAL := run

run: $(VENV)/.shop
	@$(BIN)/python manage.py run_shop

test: $(VENV)/.tests
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m pytest -n 2 --dist worksteal

# Measures the shop beside its peers and writes the tables into the README. Takes twelve minutes.
bench: $(VENV)/.tests
	@$(BIN)/python -m tests.bench --write

# Measures what reads orders after a day and after a year of 1,000 orders a day. Takes ten minutes.
years: $(VENV)/.tests
	@$(BIN)/python -m tests.bench.years --write

# Measures the shop under other web servers and numbers of threads. Takes four minutes.
servers: $(VENV)/.tests
	@$(BIN)/python -m tests.bench.servers --write

# Measures every page the browser tests walk through and writes the table into the README.
gates: $(VENV)/.tests
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m tests.gates --write

# Photographs the same pages on a phone and a desktop, light and dark.
screenshots: $(VENV)/.tests
	@$(BIN)/python -m tests.browser
	@$(BIN)/python -m tests.gates --photographs $(or $(DATA),.data)/screenshots

# Takes each guard out in a copy and sees its test fail. Takes half an hour.
guards: $(VENV)/.tests
	@$(BIN)/python -m tests.try_guards

# Tells hundreds of stories of shoppers, staff and faults, and looks whether money fits after each.
soak: $(VENV)/.tests
	@$(BIN)/python -m tests.soak

# Strikes a shop that sells in twelve ways, a minute each, and writes what it came to into the README.
# Takes up to half an hour.
chaos: $(VENV)/.tests
	@$(BIN)/python -m tests.chaos

lint: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run

# Asks PyPI whether anything the shop is made of is known to be unsafe; what it cannot ask about fails.
audit: $(VENV)/audit/.made
	@$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/shop.txt

# Ends the shop of DATA, then its embedded database, whoever uses it.
stop: $(VENV)/.shop
	@$(BIN)/python manage.py stop_shop

# Pins every requirement again, with hashes, for every supported Python.
lock: $(VENV)/.tests
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet -o requirements/shop.txt
	$(BIN)/uv pip compile pyproject.toml --group test --group lint --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/tests.txt
	$(BIN)/uv pip compile --group audit --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/audit.txt

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.shop: $(VENV)/.made requirements/shop.txt
	@echo "Installing the shop's requirements ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/shop.txt
	@touch $@

# The package with Stripe's published OpenAPI is wanted for that file alone: without what it depends on.
$(VENV)/.tests: $(VENV)/.shop requirements/tests.txt requirements/openapi.txt
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tests.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/openapi.txt
	@touch $@

# Apart from the shop: it may want other versions of what both need.
$(VENV)/audit/.made: $(VENV)/.made requirements/audit.txt
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

clean:
	rm -rf $(VENV) .data /dev/shm/pharmacy-tests-$$(id -u)$(CURDIR)
