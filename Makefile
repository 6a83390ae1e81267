# Ringline. Two commands to know: make run, make test. All of them: make help.

SHELL         := /bin/bash
.SHELLFLAGS   := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION)

# Every Go command builds with the same settings, so that they share one build cache: compiling the
# media server once takes minutes. Only the race detector needs a C compiler.
export CGO_ENABLED := 0
export GOFLAGS     := $(shell go env GOFLAGS 2>/dev/null) -trimpath -buildvcs=false

# What to run the long ones with: make run ARGS="--listen 0.0.0.0:8080", make fuzz FUZZTIME=10m FUZZ=FuzzQuery.
ARGS     ?=
FUZZTIME ?= 15s
FUZZ     ?=
BENCHARGS ?=
SOAK     ?= 30m
WRITE    ?=

LINTER  := build/tools/golangci-lint
MODULES := web/node_modules/.package-lock.json
KIT     := web/compat/node_modules/.package-lock.json
TYPES   := web/compat/types/node_modules/.package-lock.json
SDK     := build/sdk/index.html
WEB     := web/dist/index.html
BOT     := bin/go-bot
sources  = $(shell find $(1) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' \
             -not -name '*.test.ts' -not -name '*.test.tsx' 2>/dev/null)
SDK_SRC := $(call sources,web/sdk web/packages web/tsconfig.base.json)
WEB_SRC := $(call sources,web/apps web/packages web/tsconfig.base.json)

##@ Start here

.PHONY: help
help: ## show this
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z0-9-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build everything and start a server to try out (ARGS="--listen 0.0.0.0:8080")
	bin/ringline serve --dev $(ARGS)

.PHONY: test
test: setup lint vet race web-check build e2e ## every check a change must pass

##@ Every day

.PHONY: check
check: lint vet unit web-check ## the quick part of test: no race detector, no browser

.PHONY: build
build: web ## the static binary bin/ringline with the web pages in it
	go build -ldflags '$(LDFLAGS)' -o bin/ringline ./cmd/ringline

.PHONY: unit
unit: $(MODULES) ## the Go tests
	go test ./...

.PHONY: race
race: $(MODULES) ## the Go tests under the race detector
	CGO_ENABLED=1 go test -race ./...

.PHONY: lint
lint: $(LINTER) ## the linters of .golangci.yaml
	$(LINTER) run

.PHONY: vet
vet: ## go vet
	go vet ./...

.PHONY: fmt
fmt: $(LINTER) ## format the Go code
	$(LINTER) fmt

.PHONY: web
web: $(WEB) ## the web pages, into web/dist

.PHONY: web-check
web-check: $(MODULES) $(KIT) $(TYPES) ## types, lint and unit tests of the web part
	cd web && npm run --silent typecheck && npm run --silent lint && npm test
	cd web/compat/types && npm run --silent check

.PHONY: e2e
e2e: build $(BOT) $(MODULES) $(KIT) ## two real browsers call each other through the real binary
	scripts/prerequisites tests
	cd web && npm run --silent e2e

##@ Now and then

.PHONY: setup
setup: ## check for Go and Node; install gcc, curl, Chromium, Python and PHP (Debian) if missing; fetch the modules
	scripts/prerequisites tests
	go mod download
	@$(MAKE) --no-print-directory $(MODULES) $(KIT) $(TYPES) $(LINTER)

.PHONY: hooks
hooks: ## let git format-check every commit and run make check before every push
	git config core.hooksPath .githooks

.PHONY: generate
generate: ## write again what is made from the code: example settings, OpenAPI document, command pages
	go generate ./...

.PHONY: bench
bench: build ## create and end durable calls over HTTP, next to a bare net/http hello
	go run ./cmd/bench $(BENCHARGS)

.PHONY: bench-media
bench-media: build $(MODULES) ## from accepting a call to hearing, in two browsers (WRITE=docs/benchmarks.md puts it there)
	cd web && WRITE="$(WRITE)" npm run --silent measure

.PHONY: soak
soak: build ## half an hour of calls, storms and trouble, and what grows by it (SOAK=5m); into docs/reliability.md
	go run ./cmd/bench soak -for $(SOAK) -write docs/reliability.md -plot docs/images/soak.svg

.PHONY: fuzz
fuzz: ## every fuzz target, or those in FUZZ, for FUZZTIME each (15s)
	scripts/fuzz $(FUZZTIME) $(FUZZ)

.PHONY: vuln
vuln: ## known vulnerabilities of what we call (asks vuln.go.dev, so it is not part of test)
	cd tools && go build -o ../build/tools/ golang.org/x/vuln/cmd/govulncheck
	build/tools/govulncheck ./...

.PHONY: licenses
licenses: build $(MODULES) ## the licenses of everything in the binary; fails on one that NOTICE does not cover
	scripts/licenses

.PHONY: clean
clean: ## remove what was built and fetched into this folder
	rm -rf bin build web/node_modules web/compat/node_modules web/compat/types/node_modules
	find web/dist -mindepth 1 -not -name .gitkeep -delete 2>/dev/null || true

# The files behind the targets.

$(LINTER): tools/go.mod tools/go.sum
	cd tools && go build -o ../build/tools/ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(MODULES): web/package.json web/package-lock.json
	scripts/prerequisites
	cd web && npm ci --no-audit --no-fund
	@touch $@

# A call kit of others that only tests use: none of its scripts run.
$(KIT): web/compat/package.json web/compat/package-lock.json
	cd web/compat && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

# The engine that it was written for, to compare with.
$(TYPES): web/compat/types/package.json web/compat/types/package-lock.json
	cd web/compat/types && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

$(BOT): $(wildcard examples/go-bot/*) go.mod
	go build -o $@ ./examples/go-bot

$(SDK): $(MODULES) $(SDK_SRC)
	cd web && npm run --silent build:sdk
	@touch $@

$(WEB): $(MODULES) $(SDK) $(WEB_SRC)
	cd web && npm run --silent build:pages
	@touch $@
