# What a person types. Each target sets up what it needs first and does nothing when all is up to date.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
FUZZ := $(foreach name,COUNT SECONDS SEED FIRST,$(if $($(name)),FUZZ_$(name)=$($(name))))

.PHONY: run test browser fuzz sanitize soak build build-tests bench instructions format lint clean help setup setup-browser

# The register that `make run` serves; ARGS go to `npdr serve`: make run ARGS="--port 8081".
DATABASE ?= data/npdr.sqlite
ARGS ?=

# A target may use only what Package.swift gives it: the layers are kept by the compiler.
STRICT := --explicit-target-dependency-import-check error
SOURCES := Sources Tests Package.swift
NPDR := .build/release/npdr

## run: build, import data/ into an empty database, serve on http://127.0.0.1:8080
run: build $(DATABASE)
	@exec $(NPDR) serve --database $(DATABASE) $(ARGS)

## test: build and run every test; a warning in our own code is a failure
test: build-tests
	@mkdir -p .build
	@swift test --skip-build $(STRICT) --disable-xctest 2>&1 | tee .build/test.log || \
	  { echo; echo 'Failed:'; grep -aE 'recorded an issue|Test run with' .build/test.log; exit 1; } >&2
	@grep -aE 'Test run with [1-9][0-9]* tests? .*passed' .build/test.log > .build/closing.log || \
	  { echo 'No test has run.' >&2; exit 1; }

## browser: the site in a real Chromium: the entry of departments, every page, the keyboard, axe (ONLY=test_entry)
browser: build setup-browser
	@cd Tests/Browser && NPDR='$(CURDIR)/$(NPDR)' AXE='$(CURDIR)/$(AXE)' PYTHONDONTWRITEBYTECODE=1 \
	  /usr/bin/python3 -m unittest --verbose $(or $(ONLY),test_entry test_pages)

## fuzz: near-misses for every parser; TARGET=json COUNT=1000000, or SECONDS=60; SEED and FIRST see a fault again
fuzz: setup
	@env $(FUZZ) swift test -c release -Xswiftc -enable-testing --scratch-path .build/fuzz $(STRICT) --disable-xctest \
	  --no-parallel --filter 'FuzzTests/$(if $(TARGET),.*$(TARGET):)'

## sanitize: the tests under ThreadSanitizer and AddressSanitizer (ONLY=thread, FILTER='ServerTests')
# The threads of a server live as long as its program, and what the language's runtime makes it keeps until the end.
sanitize: setup
	@export TSAN_OPTIONS='report_thread_leaks=0' ASAN_OPTIONS='detect_leaks=0'; for kind in $(or $(ONLY),thread address); do \
	  swift test --sanitize=$$kind --scratch-path .build/$$kind --disable-xctest --no-parallel \
	    $(if $(FILTER),--filter '$(FILTER)') || exit 1; \
	done

## soak: mixed load, kill -9 and a full disk for an hour (MINUTES=60 KILLS=50 FULL=20)
soak: build
	@NPDR=$(NPDR) MINUTES=$(or $(MINUTES),60) KILLS=$(or $(KILLS),50) FULL=$(or $(FULL),20) Benchmarks/soak

## build: the release program, .build/release/npdr
build: setup
	@swift build -c release --product npdr $(STRICT)

# A warning shows only when its file is compiled, so that file is made to compile again: a second try fails as well.
build-tests: setup
	@mkdir -p .build
	@swift build --build-tests $(STRICT) 2>&1 | tee .build/build.log
	@own="$$(grep -E '(^|$(CURDIR)/)(Sources|Tests)/[^:]+:[0-9]+:[0-9]+: warning: ' .build/build.log | sort -u || true)"; \
	if [ -n "$$own" ]; then \
	  echo; echo "Warnings in our own code:"; echo "$$own"; \
	  echo "$$own" | cut -d: -f1 | sort -u | xargs -d '\n' touch -c; exit 1; \
	fi >&2

## bench: requests a second, processor time a request and latency beside others (HUMMINGBIRD=1; RESULTS=1 keeps them)
bench: build
	@RESULTS=$(RESULTS) HUMMINGBIRD=$(HUMMINGBIRD) Benchmarks/run

## instructions: counted by valgrind for each kind of request; more than 2 % over Benchmarks/instructions.txt fails (KEEP=1)
instructions: build
	@KEEP=$(KEEP) Benchmarks/instructions

## format: rewrite the sources in the project's format
format:
	@swift format --in-place --parallel --recursive $(SOURCES)

## lint: say where the sources leave the project's format
lint:
	@swift format lint --strict --parallel --recursive $(SOURCES)

## clean: remove what was built; a database stays
clean:
	@rm -rf .build Benchmarks/.build Benchmarks/hummingbird-grdb/.build

## help: this list
help:
	@sed -n 's/^## \([a-z]*\): /\1\t/p' Makefile | expand -t 10

# The import makes a file of its own name, and only a whole one gets the real name: an import that broke off
# is tried again, and a register in use is never imported over.
$(DATABASE):
	@mkdir -p $(@D)
	@rm -f $@.part*
	@$(NPDR) import data/ --database $@.part
	@[ ! -s $@.part-wal ] || { echo 'The import has not closed its database.' >&2; exit 1; }
	@mv $@.part $@; rm -f $@.part*

# Installs packages through apt where it may; otherwise says what to type: $(call install,packages).
define install
as_root=none; \
if command -v apt-get > /dev/null; then \
  if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2> /dev/null; then as_root='sudo -n'; fi; \
fi; \
if [ "$$as_root" = none ]; then \
  echo "Packages are missing, and installing them takes root. Type: sudo apt-get install -y $(1)" >&2; \
  exit 1; \
fi; \
echo "Installing $(1)"; \
$$as_root apt-get update -q < /dev/null; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(1) < /dev/null
endef

# The toolchain and the three libraries.
setup:
	@command -v swift > /dev/null || \
	  { echo 'No Swift toolchain in PATH: install Swift 6.3 (https://www.swift.org/install/linux/).' >&2; exit 1; }
	@pkg-config --exists sqlite3 libcurl libcrypto 2> /dev/null && exit 0; \
	$(call install,libsqlite3-dev libcurl4-openssl-dev libssl-dev pkg-config)

# Chromium and what drives it, from Debian. The checker of accessibility comes from PyPI, as its maintainers made it;
# without it the tests run, and say that it is not there.
AXE := .build/browser/axe_playwright_python/axe.min.js
setup-browser:
	@command -v chromium > /dev/null && command -v chromedriver > /dev/null && \
	  /usr/bin/python3 -c 'import selenium' 2> /dev/null && /usr/bin/python3 -m pip --version > /dev/null 2>&1 && exit 0; \
	$(call install,chromium chromium-driver python3-selenium python3-pip)
	@[ -s $(AXE) ] || /usr/bin/python3 -m pip install --quiet --no-deps --target .build/browser \
	  'axe-playwright-python==0.1.8' < /dev/null || echo 'axe-core is not to be had; its tests are skipped.' >&2
