# Kept to what GNU make 3.81 knows: macOS ships that one.
# Extra arguments go in ARGS, as in: make start ARGS="--port 9000"
ARGS =
RUN = .venv/bin/

.DEFAULT_GOAL := help
# The order of the checks is the order they are listed in, also with make -j.
.NOTPARALLEL:
.PHONY: help setup start test check browser bench soak films catalogues lock clean dev tools static

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## Make the working environment in .venv
	@sh tools/setup.sh
	@echo 'Arbeidsmiljøet er klart. Start med: make start'

# exec puts the server in the shell's place, so that both Ctrl+C and kill reach it through make.
# On Ctrl+C "serve" ends with status 0; make would print an error for any other.
start: ## Start Rundebord (make start ARGS="--port 9000")
	@sh tools/setup.sh
	@exec $(RUN)rundebord serve $(ARGS)

test: dev tools check ## Run everything: static checks, then all tests (browser tests too)
# In three runs: the second on PostgreSQL. Playwright keeps an event loop running in its process, and tests of our own loop cannot live beside it.
	@$(RUN)python -m pytest -n 2 -m "not soak and not browser" $(ARGS)
	@$(RUN)python -m pytest -n 2 --database=postgresql $(ON_POSTGRESQL) $(ARGS)
	@$(RUN)python -m pytest -n 2 -m "browser and not soak" $(ARGS)

# What the database has a say in; every test of a room can be run so, and all of them take five minutes.
ON_POSTGRESQL = tests/groups tests/programmes/test_installing.py tests/courses/test_keeping.py tests/courses/test_dates.py \
	$(addprefix tests/meetings/test_,$(addsuffix .py,meeting_log meeting_operations two_writers other_processes \
	phones_of_other_processes ballots seats \
	erasing threads clock_jump))

check: dev static ## Run only the fast static checks

browser: dev tools ## Run only the browser tests
	@$(RUN)python -m pytest -n 2 -m browser $(ARGS)

bench: dev ## Measure speed under load
	@$(RUN)python -m tests.bench $(ARGS)

soak: dev tools ## Run the long tests
	@$(RUN)python -m pytest -m soak $(ARGS)

films: ## Make the films anew from their scripts (half a gigabyte of tools, an hour)
	@sh tools/films.sh $(ARGS)

catalogues: dev ## Update the translation catalogues from code and templates
	@$(RUN)python tools/catalogues.py update

lock: ## Regenerate the locked versions (make lock ARGS=--upgrade for newer ones)
	@sh tools/lock.sh $(ARGS)

clean: ## Delete everything that make has made
	@rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build screenshots
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

dev:
	@sh tools/setup.sh dev

tools:
	@$(RUN)python tools/test_tools.py

static:
	@$(RUN)ruff check
	@$(RUN)ruff format --check
	@$(RUN)lint-imports --no-logo
	@$(RUN)mypy
