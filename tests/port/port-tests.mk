# SPDX-License-Identifier: Apache-2.0
# `make check-port`: the worked port, as it is and with planted faults.

.PHONY: check-port
check-port: $(PORT)/port.elf
	@PORT_CC='$(PORT_CC)' PORT_LINK='$(PORT_LINK)' tests/port/run $(PORT) $(BUILD)/aarch64/libvpt.a
