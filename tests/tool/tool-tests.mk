# SPDX-License-Identifier: Apache-2.0
# Tests of the vpt tool: images made by the test itself, exact output and exit status.

.PHONY: check-tool
check-tool: $(BUILD)/bin/vpt $(BUILD)/asan/vpt $(BUILD)/tests/tool/shorten.so
	python3 -B tests/tool/run.py $(BUILD)/bin/vpt $(BUILD)/asan/vpt $(BUILD)/tests/tool/shorten.so

$(BUILD)/tests/tool/shorten.so: tests/tool/shorten.c
	@mkdir -p $(@D)
	$(HOST_CC) $(CFLAGS) -shared -fPIC $< -o $@ -ldl
