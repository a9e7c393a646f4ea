# SPDX-License-Identifier: Apache-2.0
# Fuzzing with libFuzzer: `make fuzz`, and the smoke of it in `make check`.

FUZZ := $(BUILD)/fuzz
FUZZ_TARGETS := operations tables tool remote images
FUZZ_SECONDS ?= 60
FUZZ_CC := $(CROSS_CC) $(filter-out -O2,$(TOOL_FLAGS)) -O1 -fno-omit-frame-pointer -Isrc -iquote tool \
  -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_HEADERS := $(wildcard tests/fuzz/*.h tests/model/*.h) $(TOOL_HEADERS) tests/fuzz/fuzz.mk

FUZZ_LIBRARY := $(FUZZ)/obj/tests/fuzz/input.o $(FUZZ)/library/libvpt.a
FUZZ_SOURCES_operations := $(UNITS_MODEL) $(addprefix tests/fuzz/,operations.c configurations.c probes.c)
FUZZ_OBJECTS_operations := $(filter-out %/scenarios.o,$(FUZZ_SOURCES_operations:%.c=$(FUZZ)/obj/%.o))
FUZZ_TOOL := $(TOOL_SOURCES:%.c=$(FUZZ)/obj/%.o) $(addprefix $(FUZZ)/obj/tests/fuzz/,subject.o sink.o files.o core.o process.o)

# What the model draws comes from the fuzzer. Its comparisons are many and tell the fuzzer little.
$(FUZZ_OBJECTS_operations): FUZZ_FLAGS := -include tests/fuzz/draws.h -fno-sanitize-coverage=trace-cmp
# The tool's main is called by the target, and it finds its files there.
$(FUZZ)/obj/tool/main.o: FUZZ_FLAGS := -Dmain=tool_main
$(FUZZ)/obj/tool/image.o $(FUZZ)/obj/tool/device.o: FUZZ_FLAGS := -include tests/fuzz/files.h
$(FUZZ)/obj/tool/kdump.o: FUZZ_FLAGS := -include tests/fuzz/process.h

$(eval $(call library,fuzz/library,$(FUZZ_CC) -fsanitize=fuzzer-no-link,$(CROSS_AR)))
$(FUZZ)/obj/%.o: %.c $(FUZZ_HEADERS)
	@mkdir -p $(@D)
	$(FUZZ_CC) -fsanitize=fuzzer-no-link $(FUZZ_FLAGS) -c $< -o $@

$(FUZZ)/operations: $(FUZZ_OBJECTS_operations) $(FUZZ_LIBRARY)
$(FUZZ)/tables $(FUZZ)/tool $(FUZZ)/images: $(FUZZ)/%: $(FUZZ)/obj/tests/fuzz/%.o $(FUZZ_TOOL) $(FUZZ_LIBRARY)
# The other side of its connections is the target's.
$(FUZZ)/remote: $(addprefix $(FUZZ)/obj/tests/fuzz/,remote.o stub.o) $(filter-out %/tool/connection.o,$(FUZZ_TOOL)) $(FUZZ_LIBRARY)
$(FUZZ_TARGETS:%=$(FUZZ)/%):
	$(FUZZ_CC) -fsanitize=fuzzer $^ $(TOOL_LIBRARIES) -o $@

.PHONY: fuzz fuzz-programs fuzz-corpus check-fuzz
fuzz-programs: $(FUZZ_TARGETS:%=$(FUZZ)/%)

fuzz: setup-fuzz
	$(MAKE) -s fuzz-programs
	@tests/fuzz/run $(FUZZ) $(FUZZ_SECONDS) $(FUZZ_TARGETS)

# After `make fuzz`: takes what it has found into tests/fuzz/corpus.
fuzz-corpus: fuzz-programs
	@tests/fuzz/minimise $(FUZZ) $(FUZZ_TARGETS)

check-fuzz: fuzz-programs
	@tests/fuzz/smoke $(FUZZ)
