# Two commands on a fresh machine: `make demo` and `make test`. Only Python 3.11 or newer is needed.

PYTHON ?= python3
PORT ?= 8000
SHOP_PORT ?= $(shell expr $(PORT) + 1)
DATA ?= demo-data
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help ready demo test check-fresh-clone wheel pictures faults lock format clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

ready:
	@$(PYTHON) -m tools.bootstrap

demo: ready ## a living shop on this machine: PORT=8000 SHOP_PORT=8001 DATA=demo-data
	@exec $(BIN)/deskbell demo --port $(PORT) --shop-port $(SHOP_PORT) --data "$(DATA)"

test: ready ## everything CI runs
	@$(BIN)/python -m tools.check

check-fresh-clone: ## the two commands in a fresh clone with an empty HOME, with their times
	@sh tools/fresh_clone.sh

wheel: ready ## dist/: the wheel and the source archive
	@$(BIN)/python -m tools.wheel

pictures: ready ## docs/pictures: the screenshots of the README
	@$(BIN)/python -m e2e.screenshots

faults: ready ## 20 x kill -9 under 15 talking pairs, as a table
	@$(BIN)/python -m tests.faults.kill --kills 20 --pairs 15

lock: ready ## requirements.lock from pyproject.toml
	@$(BIN)/python -m tools.lock --upgrade

format: ready ## ruff, writing
	@$(BIN)/ruff check --fix && $(BIN)/ruff format

clean: ## everything that was made here, the demo's data excepted
	rm -rf .venv node_modules .build dist test-results server/deskbell/_static
