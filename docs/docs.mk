# SPDX-License-Identifier: Apache-2.0
# `make pictures`: the documents' pictures, made by Graphviz and kept beside them. `make reference`: the public headers as
# HTML, with the theorem of each function, in build/reference/html.

.PHONY: pictures
pictures:
	@scripts/setup docs
	@$(MAKE) -s -B $(patsubst %.dot,%.svg,$(wildcard docs/*.dot))

docs/%.svg: docs/%.dot
	dot -Tsvg $< -o $@

REFERENCE := $(BUILD)/reference

.PHONY: reference
reference:
	@scripts/setup docs
	@rm -rf $(REFERENCE)
	@docs/reference/prepare $(REFERENCE)/input
	@REFERENCE=$(REFERENCE) REFERENCE_FAIL=YES doxygen docs/reference/Doxyfile
