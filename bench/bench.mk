# SPDX-License-Identifier: Apache-2.0
# `make bench`: ratios to a hand-written walker, and the machine's limits. The library as gcc and as clang make it with
# the flags that are shipped, everything else as gcc makes it.

.PHONY: bench bench-run
bench:
	@scripts/setup build bench
	@$(MAKE) -s bench-run

BENCH_SOURCES := bench/bench.c bench/baseline.c
BENCH_COMPILERS := gcc clang
BENCHES := $(BENCH_COMPILERS:%=$(BUILD)/bench/%/bench)

$(eval $(call library,bench/gcc,gcc $(LIB_FLAGS),ar))
$(eval $(call library,bench/clang,$(CROSS_CC) $(LIB_FLAGS),ar))

$(BENCHES): $(BUILD)/bench/%/bench: $(BENCH_SOURCES) bench/baseline.h $(BUILD)/bench/%/libvpt.a
	$(HOST_CC) $(PROGRAM_FLAGS) $(BENCH_SOURCES) $(BUILD)/bench/$*/libvpt.a -o $@

bench-run: $(BENCHES)
	@bench/run.py $(BUILD)/bench $(BENCHES)
