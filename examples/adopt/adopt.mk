# SPDX-License-Identifier: Apache-2.0
# make adopt: firmware of others on our tables. Sources are Debian's, fetched once by network.

ADOPT ?= $(BUILD)/adopt

.PHONY: adopt setup-adopt
adopt: setup-adopt
	$(MAKE) -s $(BUILD)/aarch64/libvpt.a $(BUILD)/bin/vpt
	@PYTHONPATH=examples/isolation:tests/kernels python3 -B examples/adopt/run.py $(ADOPT) $(EXAMPLES)

setup-adopt:
	@scripts/setup build adopt
	@scripts/sources $(ADOPT)
