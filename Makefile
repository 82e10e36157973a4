# A thin face over the npm scripts: from a clean clone each target installs what it needs.
.PHONY: run test bench docker-build docker-check docker-size docker-compare

IMAGE ?= trackmaster
COMMIT ?= $(shell git rev-parse HEAD 2>/dev/null)
OLD_IMAGES_MB = 3000 1680

run: ## Installs, builds and serves on http://localhost:8000
	@node scripts/provision.mjs --for run
	@npm run --silent build
	@npm run --silent serve

test: ## Installs (a browser included), lints, type-checks, unit-tests, builds, browser-tests
	@node scripts/provision.mjs --for test
	@npm run --silent test

bench:
	@node scripts/provision.mjs --for test
	@npm run --silent bench

docker-build:
	docker build --build-arg TRACKMASTER_COMMIT=$(COMMIT) --tag $(IMAGE) .

docker-check: ## Builds and runs the image (or what of it this machine can) and says what was checked
	@sh scripts/check-container.sh

docker-size: ## Unpacked size of the image
	@docker image inspect --format '{{.Size}}' $(IMAGE) | awk '{ printf "$(IMAGE): %.1f MB\n", $$1 / 1e6 }'

docker-compare: ## Against the old project's two images
	@docker image inspect --format '{{.Size}}' $(IMAGE) | awk '{ mb = $$1 / 1e6; \
	  printf "%-28s %8.1f MB\n", "$(IMAGE)", mb; \
	  split("$(OLD_IMAGES_MB)", old, " "); \
	  for (i = 1; i in old; i++) printf "%-28s %8.1f MB  (%.0f times this one)\n", "old image " i, old[i], old[i] / mb }'
