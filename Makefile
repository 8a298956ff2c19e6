# run, chat, test, lint, format, bench: the same for people and for CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-bench
READY := $(VENV)/ready
CODE := bot knowledge calculators prompts tests

.DEFAULT_GOAL := run
.PHONY: run chat test lint format bench mutate lock wheel clean

# Everything is installed from the lock: exact versions, checked by hash.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "huiqi needs Python 3.11 or newer: make PYTHON=python3.12 run"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

run: $(READY)
	@$(BIN)/huiqi serve

chat: $(READY)
	@$(BIN)/huiqi chat

# Two processors, two halves: what only computes runs beside what starts processes, servers and browsers.
COMPUTES := $(addprefix tests/,answering calculators conversations evaluation knowledge understanding)
test: $(READY)
	@$(BIN)/python -m pytest $(COMPUTES) > $(VENV)/computes.log 2>&1 & \
	$(BIN)/python -m pytest tests $(addprefix --ignore=,$(COMPUTES)); rest=$$?; \
	wait $$!; computes=$$?; cat $(VENV)/computes.log; exit $$((rest | computes))

lint: $(READY)
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

# What is measured against is installed apart: none of it is needed to run or test.
$(PEERS)/ready: tests/benchmarks/peers.lock
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/benchmarks/peers.lock
	@touch $(PEERS)/ready

bench: $(READY) $(PEERS)/ready
	@for each in tests/benchmarks/bench_*.py; do PYTHONPATH=. $(BIN)/python $$each || exit 1; done

# Changes the calculators in small ways, one at a time, and counts the changes that no test notices.
# What runs while modules are imported (the rules) and what uses Polars is judged apart: see there.
AT_CALL := assess cautions evaluate explain facts intake interview missing money near_miss same_type \
	saying sentences straight
mutate: $(READY)
	$(BIN)/mutmut run $(foreach each,$(AT_CALL),"calculators.$(each).*")
	$(BIN)/mutmut results
	$(BIN)/python tests/benchmarks/mutants_apart.py

wheel: $(READY)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# The lock holds for CPython 3.11 to 3.13 and carries no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra dev --extra embeddings --extra model --extra ocr --extra postgres pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		tests/benchmarks/peers.in -o tests/benchmarks/peers.lock

clean:
	rm -rf $(VENV) $(PEERS) dist build mutants
