# SPDX-License-Identifier: Apache-2.0
# Real systems under QEMU: Debian's kernels, firmware, Xen. They are fetched once, by network: scripts/kernels.

KERNELS ?= $(BUILD)/kernels
KERNELS_RUN := PYTHONPATH=examples/isolation:examples/linux-guest python3 -B tests/kernels/run.py $(BUILD)/bin/vpt $(KERNELS)

.PHONY: check-kernels check-kernels-some setup-kernels setup-kernels-some
# Nightly: all of them.
check-kernels: setup-kernels $(BUILD)/bin/vpt
	$(KERNELS_RUN)

# In `make check`: what fits a minute.
check-kernels-some: $(BUILD)/bin/vpt
	$(KERNELS_RUN) amd64-4

setup-kernels: ; @scripts/kernels $(KERNELS) all
setup-kernels-some: ; @scripts/kernels $(KERNELS) check
