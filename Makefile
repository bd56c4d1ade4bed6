# Everything a developer does. Each target sets up what it needs in .venv first.
PYTHON ?= python3
PIP_ARGS ?=          # e.g. --extra-index-url with PyTorch's index of CPU builds
ARGS ?=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install serve test lint bench train clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --editable ".[test,train,ocr]"
	touch $@

# make serve; make serve ARGS="my-documents --port 8000"
serve: $(VENV)/installed
	$(BIN)/policy-qa serve $(ARGS)

# Chromium and a Chinese font are for the browser tests; those of .doc, .odt and .rtf want LibreOffice, or are skipped.
test: $(VENV)/installed-test
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; \
	  else echo "No Chromium found: browser tests will be skipped (Debian: sudo apt-get install chromium fonts-noto-cjk)"; fi
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The table of figures: needs the shared data (README, "Figures").
bench: $(VENV)/installed-test
	$(BIN)/python -m tests.benchmarks.run $(ARGS)

# Trains the embedded encoder anew: needs the shared data; goes on where it was stopped.
train: $(VENV)/installed-test
	$(BIN)/python -m embeddings.training.train $(ARGS)
	$(BIN)/policy-qa ingest corpus/samples --collection qa/bundled --sync

clean:
	rm -rf $(VENV) build dist *.egg-info .cache
