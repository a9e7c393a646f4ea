# SPDX-License-Identifier: Apache-2.0
# `make check-live`: memory is used on one hart while another changes its tables.

LIVE := $(BUILD)/live
LIVE_CC = $(CROSS_CC) $(RISCV64_ORACLE_FLAGS) -fno-builtin -Iinclude
LIVE_LINK = $(CROSS_LD) -T tests/live/live.ld

.PHONY: check-live
check-live: $(BUILD)/riscv64/libvpt.a
	@LIVE_CC='$(LIVE_CC)' LIVE_LINK='$(LIVE_LINK)' tests/live/run $(LIVE) $(BUILD)/riscv64/libvpt.a
