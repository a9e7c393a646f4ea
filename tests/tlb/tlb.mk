# SPDX-License-Identifier: Apache-2.0
# `make check-tlb`: wrong recipes of vpt/tlb/, each of which the test of TLBs in software must notice.

.PHONY: check-tlb
check-tlb: $(BUILD)/host/libvpt.a
	@tests/tlb/mutants $(BUILD)/tlb-mutants $<
