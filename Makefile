# Two commands: `make serve` to use it, `make test` to check it. Both bring what they need first.
PORT ?= 8080
.PHONY: serve build dev test test-cohort bench bench-peer bench-worker shots audit fuzz supply same clean-tools

serve: build
	@node tools/serve.mjs dist $(PORT)

# The folder to deploy: dist/
build:
	@bash tools/setup.sh build
	@node tools/build.mjs

# While working on the page: unoptimised, rebuilt in seconds, served from target/dev
dev:
	@bash tools/setup.sh build
	@node tools/build.mjs --dev
	@node tools/serve.mjs target/dev $(PORT)

test:
	@bash tools/test.sh

# The Python package with pandas, Polars, Spark and Dask; brings a JRE and the packages
test-cohort:
	@bash tools/cohort.sh engines

# The solver on its own tables (see benches/)
bench:
	@bash tools/bench.sh $(ARGS)

# The same questions put to another solver, where one can be installed
bench-peer:
	@bash tools/bench.sh peer $(ARGS)

# The same questions put to the planner of dist/ in a browser's worker
bench-worker:
	@bash tools/bench.sh worker $(ARGS)

# Every screen, three sizes, two languages, light and dark, into target/shots/
shots:
	@bash tools/setup.sh
	@node tools/build.mjs
	@node tests/browser/shots.mjs

# What Lighthouse says of the built folder as a phone meets it, into docs/audit.md
audit:
	@bash tools/setup.sh
	@node tools/audit.mjs $(ARGS)

# The readers on bytes nobody wrote (see fuzz/README.md)
fuzz:
	@bash tools/fuzz.sh $(ARGS)

# Licences, sources and known faults of the dependencies, and a bill of materials
supply:
	@bash tools/supply.sh

# Builds once more in another folder, and says which bytes differ
same: build
	@bash tools/same.sh

clean-tools:
	rm -rf .tools tests/node_modules
