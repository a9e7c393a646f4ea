# SPDX-License-Identifier: Apache-2.0
# `make check-live`: memory is used on one core while another changes its tables.

LIVE := $(BUILD)/live
LIVE_FLAGS_riscv64 = $(RISCV64_ORACLE_FLAGS) -fno-builtin -Iinclude
LIVE_FLAGS_aarch64 := $(AARCH64_FLAGS) -fno-builtin
LIVE_FLAGS_x86_64 = $(X86_64_FLAGS) -fno-builtin -fno-pie
LIVE_FLAGS_loongarch64 = $(LOONGARCH64_FLAGS) -fno-builtin -Iinclude -DPAGE_LOG2=14
LIVE_LINK = $(CROSS_LD) -T tests/live/live.ld
LIVE_SUITES := check-live-riscv64 check-live-aarch64 check-live-x86_64 check-live-loongarch64

.PHONY: check-live $(LIVE_SUITES)
check-live:
	@tests/check $(LIVE_SUITES)

$(LIVE_SUITES): check-live-%: $(BUILD)/%/libvpt.a
	@LIVE_CC='$(CROSS_CC) $(LIVE_FLAGS_$*)' LIVE_LINK='$(LIVE_LINK)' tests/live/run $* $(LIVE)/$* $(BUILD)/$*/libvpt.a
