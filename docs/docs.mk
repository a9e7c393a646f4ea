# SPDX-License-Identifier: Apache-2.0
# `make pictures`: the documents' pictures, made by Graphviz and kept beside them.

.PHONY: pictures
pictures:
	@scripts/setup docs
	@$(MAKE) -s -B $(patsubst %.dot,%.svg,$(wildcard docs/*.dot))

docs/%.svg: docs/%.dot
	dot -Tsvg $< -o $@
