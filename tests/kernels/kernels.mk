# SPDX-License-Identifier: Apache-2.0
# Real systems under QEMU: Debian's kernels, firmware, Xen. `make setup-kernels` fetches them, by network.

KERNELS ?= $(BUILD)/kernels
KERNELS_RUN := PYTHONPATH=examples/isolation:examples/linux-guest python3 -B tests/kernels/run.py $(BUILD)/bin/vpt $(KERNELS)

.PHONY: check-kernels check-kernels-all setup-kernels
# What fits a minute.
check-kernels: $(BUILD)/bin/vpt
	$(KERNELS_RUN) amd64-4 amd64-5 arm64-4k

check-kernels-all: $(BUILD)/bin/vpt
	$(KERNELS_RUN)

setup-kernels: ; @scripts/kernels $(KERNELS)
