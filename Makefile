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
SEED     ?= 0
RUNS     ?= 200
STORE    ?=
SOAK     ?= 30m
WRITE    ?=
CRASHES  ?= 100
ROUNDS   ?= 20
BEFORE   ?= 3fb6098
CHAOS    := ^Test(Killed|Paused|DiskFull|NoDescriptors|ClockSteps|DamagedDatabase|SlowOthers|Overload)$$

LINTER  := build/tools/golangci-lint
MODULES := web/node_modules/.package-lock.json
KIT     := web/compat/node_modules/.package-lock.json
TYPES   := web/compat/types/node_modules/.package-lock.json
SDK     := build/sdk/index.html
WEB     := web/dist/index.html
BOT     := bin/go-bot
LIVEKIT := bin/livekit
sources  = $(shell find $(1) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' \
             -not -name '*.test.ts' -not -name '*.test.tsx' 2>/dev/null)
SDK_SRC := $(call sources,web/sdk web/packages web/tsconfig.base.json)
WEB_SRC := $(call sources,web/apps web/packages web/tsconfig.base.json)

##@ Start here

.PHONY: help
help: ## show this
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build everything and start a server to try out (ARGS="--listen 0.0.0.0:8080")
	bin/ringline serve --dev $(ARGS)

.PHONY: cluster
cluster: build ## three nodes behind a balancer, with PostgreSQL and Redis of their own, until Ctrl-C (ARGS="-listen 127.0.0.1:8080")
	scripts/prerequisites cluster
	go run ./cmd/cluster $(ARGS)

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

# The clients of tests are centrifuge-go's, which reads its connection without a lock while it loses it (client.go, send; v0.10.10 to v0.12.1):
# the detector looks at what is ours, not into that library. The servers of ./test are processes of their own, which it does not see at all.
RACE := CGO_ENABLED=1 go test -race -gcflags=github.com/centrifugal/centrifuge-go=-race=false

.PHONY: race
race: $(MODULES) ## the Go tests under the race detector, and without it those that take too long under it
	$(RACE) $$(go list ./... | grep -v '^ringline/test$$')
	$(RACE) ./test -run Bot
	go test ./test
	go test ./internal/sim -run '^TestBroken$$'

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
e2e: build $(BOT) $(LIVEKIT) $(MODULES) $(KIT) ## two real browsers call each other through the real binary
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

.PHONY: test-cluster
test-cluster: ## a cell of three nodes under attack, and of two versions (ROUNDS=20 SEED=7 BEFORE=COMMIT; WRITE=docs/reliability.md puts the figures there)
	scripts/prerequisites cluster
	go test ./test -count 1 -timeout 4h -v -run '^Test(Cluster|Versions)$$' -cluster-rounds $(ROUNDS) -cluster-seed $(SEED) -versions-before $(BEFORE) $(if $(WRITE),-cluster-write $(abspath $(WRITE)))

.PHONY: test-versions
test-versions: ## a cell whose nodes are replaced by the next version and back, under load (BEFORE=COMMIT, whose binary it begins with)
	scripts/prerequisites cluster
	go test ./test -count 1 -timeout 1h -v -run '^Test(Versions|Stored)$$' -versions-before $(BEFORE)

.PHONY: chaos
chaos: ## the real server killed 100 times, paused, starved, damaged (CRASHES=, ROUNDS=20, WRITE=docs/reliability.md)
	go test ./test -count 1 -timeout 4h -v -run '$(CHAOS)' -crashes $(CRASHES) -rounds $(ROUNDS) $(if $(WRITE),-write $(abspath $(WRITE)))

.PHONY: bench
bench: build ## create and end durable calls over HTTP, next to a bare net/http hello
	go run ./cmd/bench $(BENCHARGS)

.PHONY: bench-peers
bench-peers: build ## the same next to LiveKit's and Janus' rooms, and complete calls (BENCHARGS="-write docs/benchmarks.md")
	scripts/prerequisites peers || true
	go run ./cmd/bench peers $(BENCHARGS)

.PHONY: bench-growth
bench-growth: build ## how cost grows with calls, devices and members (BENCHARGS="-write docs/benchmarks.md")
	go run ./cmd/bench growth $(BENCHARGS)

# What is measured one by one, each package after the other so that none disturbs another's; one processor, since what they share varies.
.PHONY: bench-go
bench-go: ## the Go benchmarks of what every call goes through, six times, for benchstat (WRITE=new.txt keeps them)
	go test -run '^$$' -p 1 -cpu 1 -count 6 -benchmem -benchtime 200ms \
	  -bench '^Benchmark(Apply|Encode|Decode|Verify|StartAndEnd|FanOut|Render|Derive)$$' \
	  ./internal/call ./internal/auth ./internal/record ./internal/webhook ./internal/httpapi/v4 ./internal/realtime | tee $(or $(WRITE),/dev/null)
	go test -run '^$$' -cpu 2 -count 6 -benchmem -benchtime 10000x -bench '^BenchmarkCommit$$' ./internal/store/sqlite | tee -a $(or $(WRITE),/dev/null)
	go test -run '^$$' -cpu 2 -count 6 -benchmem -benchtime 1x -bench '^BenchmarkOpen$$' ./internal/store/sqlite | tee -a $(or $(WRITE),/dev/null)

.PHONY: bench-media
bench-media: build $(MODULES) ## from accepting a call to hearing, in two browsers (WRITE=docs/benchmarks.md puts it there)
	cd web && WRITE="$(WRITE)" npm run --silent measure -- media.spec.ts

.PHONY: bench-nodes
bench-nodes: build $(MODULES) ## how long a talk is silent when its server is killed, stands still or is stopped (ROUNDS=5; WRITE=docs/cluster.md puts it there)
	cd web && ROUNDS="$(or $(ROUNDS),5)" WRITE="$(WRITE)" npm run --silent measure -- nodes.spec.ts

.PHONY: bench-page
bench-page: build $(MODULES) ## how soon the demo can be used, on a phone and a desk (WRITE=docs/benchmarks.md puts it there)
	cd web && WRITE="$(WRITE)" npm run --silent measure -- page.spec.ts

.PHONY: screenshots
screenshots: build $(MODULES) ## take the pictures of the README again, into docs/images
	cd web && npm run --silent screenshots

.PHONY: model
model: ## every state of a small call, every order of two calls that meet; minutes (WRITE=docs/reliability.md puts it there)
	go test ./internal/call -count 1 -v -run '^TestModel$$' -model-depth 100 -model-time 5m -timeout 30m $(if $(WRITE),-write '$(abspath $(WRITE))')
	go test ./internal/control -count 1 -v -run '^TestGlare$$' -every-order $(if $(WRITE),-write '$(abspath $(WRITE))')

.PHONY: mutants
mutants: ## break the rules in every way we know and see that the auditor notices (WRITE=docs/reliability.md puts it there)
	go test ./internal/audit -count 1 -v -run '^TestMutants$$' $(if $(WRITE),-write '$(abspath $(WRITE))')

.PHONY: soak
soak: build ## half an hour of calls, storms and trouble, and what grows by it (SOAK=5m); into docs/reliability.md
	go run ./cmd/bench soak -for $(SOAK) -write docs/reliability.md -plot docs/images/soak.svg

.PHONY: fuzz
fuzz: ## every fuzz target, or those in FUZZ, for FUZZTIME each (15s)
	scripts/fuzz $(FUZZTIME) $(FUZZ)

.PHONY: sim
sim: ## made-up worlds from a seed, audited (SEED=7 RUNS=1000 STORE=sqlite; WRITE=docs/reliability.md puts the figures there)
	go test ./internal/sim -run 'TestSim$$' -count 1 -timeout 0 -v -args -seed $(SEED) -runs $(RUNS) -store "$(STORE)" -write "$(abspath $(WRITE))"

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

$(LIVEKIT): $(wildcard cmd/bench/livekit/* internal/process/livekitd/*) go.mod
	go build -o $@ ./cmd/bench/livekit

$(SDK): $(MODULES) $(SDK_SRC)
	cd web && npm run --silent build:sdk
	@touch $@

$(WEB): $(MODULES) $(SDK) $(WEB_SRC)
	cd web && npm run --silent build:pages
	@touch $@
