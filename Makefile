# Two commands on a fresh machine (Python 3.11+, make): `make demo` and `make test`.
# Everything lands in .venv; no root, no account, no server to start.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo pages screenshots test bench lint lock

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(BIN)/sixsense demo

# What a browser shows. Without Node there are no pages: it is said, and the demo plays in the terminal.
pages: setup
	@$(BIN)/python -m sandbox.pages || true

# The pictures of the README, taken from the running demo; needs Chromium.
screenshots: pages
	@$(BIN)/python -m scripts.screenshots

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# In the order of the folders: those of whole processes, few and long, come long before the end.
test: lint pages
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: setup
	$(BIN)/python -m bench

# Pin every version anew, with hashes and without any address.
lock: setup
	$(BIN)/uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock pyproject.toml
