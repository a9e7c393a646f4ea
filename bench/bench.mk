# SPDX-License-Identifier: Apache-2.0
# `make bench`: ratios to a hand-written walker, and the machine's limits.

.PHONY: bench bench-run
bench:
	@scripts/setup build bench
	@$(MAKE) -s bench-run

BENCH_SOURCES := bench/bench.c bench/baseline.c

$(BUILD)/bench/bench: $(BENCH_SOURCES) bench/baseline.h $(BUILD)/host/libvpt.a
	@mkdir -p $(@D)
	$(HOST_CC) $(CFLAGS) $(BENCH_SOURCES) $(BUILD)/host/libvpt.a -o $@

bench-run: $(BUILD)/bench/bench
	@bench/run.py $< $(BUILD)/bench
