# SPDX-License-Identifier: Apache-2.0
# Tests of the vpt tool: images made by the test itself and by emulated machines, exact output and exit status.

TOOL_TESTS := $(BUILD)/tests/tool
TOOL_TESTS_ARGUMENTS := $(BUILD)/bin/vpt $(BUILD)/asan/vpt $(TOOL_TESTS)/shorten.so $(TOOL_TESTS)/machine.elf

.PHONY: check-tool
check-tool: $(TOOL_TESTS_ARGUMENTS) $(TOOL_TESTS)/translations $(TOOL_TESTS)/device.so $(TOOL_TESTS)/kdump_faults.so \
    $(BUILD)/bin/vpt-without-libkdumpfile
	PYTHONPATH=examples/isolation python3 -B tests/tool/run.py $(TOOL_TESTS_ARGUMENTS)

$(TOOL_TESTS)/%.so: tests/tool/%.c
	@mkdir -p $(@D)
	$(HOST_CC) $(PROGRAM_FLAGS) -shared -fPIC $< -o $@ -ldl

$(TOOL_TESTS)/machine.elf: tests/tool/machine.S tests/tool/machine.ld
	@mkdir -p $(@D)
	$(CROSS_CC) $(X86_64_TARGET) -c $< -o $(@D)/machine.o
	$(CROSS_LD) -T tests/tool/machine.ld $(@D)/machine.o -o $@

$(TOOL_TESTS)/translations: tests/tool/translations.c $(wildcard tool/translation*) tool/registers.h
	@mkdir -p $(@D)
	$(HOST_CC) $(TOOL_FLAGS) $(TOOL_SANITIZERS) $(filter %.c,$^) -o $@

# Time and memory on large tables, against what is allowed. Not part of any check: machines differ.
.PHONY: bench-tool
bench-tool: $(BUILD)/bin/vpt
	python3 -B tests/tool/bench.py $<
