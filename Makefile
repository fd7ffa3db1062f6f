# make demo   plays a week of the service and shows the letters
# make test   runs the tests
# Both make .venv and install what they need themselves.

.PHONY: demo test train pictures check-pages clean

demo: .venv/ready-run
	@.venv/bin/askline demo

test: .venv/ready-test
	@.venv/bin/python -m pytest -n 2 --dist worksteal

train: .venv/ready-test
	@.venv/bin/askline train

pictures: .venv/ready-test
	@.venv/bin/python -m tests.digest.pictures

check-pages: .venv/ready-test
	@npm install --silent --no-audit --no-fund --prefix .venv/node axe-core@4 html-validate@10
	@.venv/bin/python -m tests.digest.page_check .venv/node

clean:
	rm -rf .venv var

.venv/ready-run .venv/ready-test: pyproject.toml setup.sh
	@sh setup.sh $(@:.venv/ready-%=%)
	@touch $@
