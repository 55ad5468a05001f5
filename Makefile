# SPDX-License-Identifier: Apache-2.0
# `make` alone prints what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

STATE ?= ./teahouse-state
PORT ?= 8080
SECONDS ?= 60
EVERY ?= 1
COUNT ?= 100
ROLE_SECONDS ?= 40
BUILD ?= release
DRILL_SECONDS ?= 20

.PHONY: help deps build build-tests release install package test-package test-release run nightly environments fuzz-changed test test-model test-clauses test-histories test-races test-tsan test-asan test-faults drill-shares drill-restore fuzz story conformance bench bench-wording bench-anonymity bench-screening bench-search bench-export bench-harvest format lint schema check-schema openapi permissions verify-units clean

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

deps: ## install the Debian packages that are missing
	@scripts/install-deps.sh

build: deps ## build for development (debug)
	swift build

build-tests: deps ## build the tests
	swift build --build-tests

release: deps ## build the optimised binary .build/release/teahouse
	swift build --configuration release --product teahouse

install: ## install what `make release` built: PREFIX=/usr/local DESTDIR= SYSCONFDIR=/etc
	BUILD=$(BUILD) PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" SYSCONFDIR="$(SYSCONFDIR)" packaging/install.sh

package: $(if $(filter debug,$(BUILD)),build,release) ## make the Debian package: BUILD=release or debug
	BUILD=$(BUILD) packaging/deb.sh

test-package: package ## install that package in a fresh root, set it up by the page, upgrade, remove, purge: BUILD=release
	packaging/test.sh .build/package/$(BUILD)/teahouse_*.deb

test-release: $(if $(filter debug,$(BUILD)),build,release) ## make package, image, archive and lists twice, compare, and check them: BUILD=release
	BUILD=$(BUILD) packaging/test-release.sh

# A debug build: the first one takes a fraction of the time that the optimiser needs, later ones are incremental,
# and it shares all its work with `make test`.
run: deps ## build, then start with demo data: STATE=./teahouse-state PORT=8080
	swift build --product teahouse
	exec .build/debug/teahouse up --demo --state "$(STATE)" --port "$(PORT)"

test: deps ## run all tests, on a throw-away PostgreSQL
	swift test --disable-xctest

test-model: deps ## explore every state of the workflow's model, in its larger forms
	TEAHOUSE_MODEL=whole swift test --disable-xctest --filter ModelTests

test-clauses: deps ## leave out each clause of the model's rules, and find its attack
	TEAHOUSE_MODEL=clauses swift test --disable-xctest --filter ModelTests

test-histories: deps ## play random histories of calls of all roles: COUNT=100
	TEAHOUSE_HISTORIES=$(COUNT) swift test --disable-xctest --filter HistoryTests

test-races: deps ## a thousand races of each kind: of two that exclude each other, and of eight who do the same
	TEAHOUSE_RACE_ROUNDS=143 TEAHOUSE_RACE_PAIRS=1000 swift test --disable-xctest --filter 'Abuse26|JobsTests\.RaceTests'

test-tsan: deps ## driver, processes, cluster, store and API tests under the thread sanitizer
	scripts/sanitizers/run.sh thread

test-asan: deps ## the same under the address sanitizer
	scripts/sanitizers/run.sh address

test-faults: deps ## make the export go wrong at every change of the file system: EVERY=1
	faults/run.sh "$(EVERY)"

drill-shares: $(if $(filter debug,$(BUILD)),build,release) ## crowds of slow clients, and whether others notice: BUILD=release DRILL_SECONDS=20
	python3 drills/shares.py .build/$(BUILD)/teahouse --seconds "$(DRILL_SECONDS)"

fuzz-changed: deps ## the same for those that changed lately
	fuzz/run.sh "$(SECONDS)" --changed

fuzz: deps ## feed the parsers what nobody would write: SECONDS=60 each
	fuzz/run.sh "$(SECONDS)"

story: deps ## play the whole story on a fresh server, by HTTP and command line
	scripts/story.sh

environments: ## install the tools from PyPI that conformance and the story use
	@scripts/install-deps.sh conformance
	scripts/environments.sh

conformance: deps ## hold the server to its contract with tools from PyPI, for so long as each role: ROLE_SECONDS=40
	scripts/conformance.sh --seconds "$(ROLE_SECONDS)"

bench: deps ## measure against the peers, as ratios, and the export as in bench-export
	bench/run.sh
	$(MAKE) bench-export

bench-wording: deps ## time a text's comparison with ten thousand passages
	TEAHOUSE_BENCH=1 swift test --disable-xctest --filter SpeedTests

bench-anonymity: deps ## measure a table beside DuckDB and pyCANON, as ratios
	bench/anonymity/run.sh

bench-screening: release ## time the first gate: 50 MB of each kind against 200,000 rows, and 200 files
	python3 bench/screening.py

bench-search: release ## time searches in 10^4, 10^5 and 10^6 publications
	python3 bench/search.py

bench-export: release ## time the export beside psql's COPY, from 10^4 to 10^6 publications
	python3 bench/export.py

bench-harvest: release ## walk 10^4, 10^5 and 10^6 records over OAI-PMH
	python3 bench/harvest.py

drill-restore: COUNT = 100000
drill-restore: $(if $(filter debug,$(BUILD)),build,release) ## kill everything under load, restore to a named second, plant damages: COUNT=100000 BUILD=release
	python3 bench/restore.py .build/$(BUILD)/teahouse --count $(COUNT)

format: ## format the Swift files in place
	swift format --in-place -r -p Sources Tests Plugins fuzz Package.swift sql

lint: ## check the format of the Swift files, the comments, the docs and the words
	swift format lint --strict -r -p Sources Tests Plugins fuzz Package.swift sql
	scripts/check-comments.py
	scripts/check-docs.sh
	scripts/check-words.sh

schema: build ## rewrite sql/schema.sql from the migrations
	scripts/schema.sh

check-schema: build ## fail when sql/schema.sql is not what the migrations make
	scripts/schema.sh --check

openapi: build ## rewrite docs/reference/openapi.json from the routes
	scripts/openapi.sh

permissions: build ## rewrite docs/reference/permissions.md from the table of permissions
	.build/debug/teahouse permissions >docs/reference/permissions.md

# What .ci/run leaves short, whole; hours.
nightly: deps ## everything that there is, whole
	TEAHOUSE_RACE_ROUNDS=143 $(MAKE) test
	$(MAKE) test-races
	$(MAKE) test-model
	$(MAKE) test-histories COUNT=2000
	$(MAKE) lint story conformance verify-units check-schema
	$(MAKE) test-release
	packaging/neighbours.sh
	$(MAKE) drill-shares DRILL_SECONDS=10
	$(MAKE) drill-restore
	$(MAKE) test-faults EVERY=1
	$(MAKE) fuzz SECONDS=300
	$(MAKE) test-asan
	$(MAKE) test-tsan

verify-units: ## check the systemd units and how little they may do
	@scripts/install-deps.sh systemd
	scripts/verify-units.sh

clean: ## remove what was built; state folders stay
	rm -rf .build
