# SPDX-License-Identifier: Apache-2.0
# The worked port of docs/adopting.md: a kernel that turns its MMU on with tables of the library.

PORT := $(BUILD)/port
PORT_CC := $(CROSS_CC) $(AARCH64_FLAGS)
PORT_LINK := $(CROSS_LD) -T examples/port/port.ld

$(PORT)/port.elf: examples/port/port.c examples/port/start.S examples/port/port.ld $(BUILD)/aarch64/libvpt.a $(HEADERS)
	@mkdir -p $(@D)
	$(PORT_CC) -c examples/port/port.c -o $(PORT)/port.o
	$(PORT_CC) -c examples/port/start.S -o $(PORT)/start.o
	$(PORT_LINK) $(PORT)/port.o $(PORT)/start.o $(BUILD)/aarch64/libvpt.a -o $@
