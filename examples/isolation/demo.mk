# SPDX-License-Identifier: Apache-2.0
# make demo: two guests behind stage-2 tables, on an emulated Arm machine, and the host's tool on
# the tables they leave.

DEMO := $(BUILD)/demo
DEMO_PARTS := boot.S vectors.S guest.S main.c attempts.c compare.c guests.c hypervisor.c \
  spaces.c console.c memory.c
DEMO_OBJECTS := $(DEMO_PARTS:%=$(DEMO)/%.o)
DEMO_HEADERS := $(wildcard examples/isolation/*.h)

.PHONY: demo demo-run
demo: setup-demo
	@$(MAKE) --no-print-directory demo-run

demo-run: $(DEMO)/hypervisor.elf $(BUILD)/bin/vpt
	@python3 -B examples/isolation/run.py $(DEMO)/hypervisor.elf $(BUILD)/bin/vpt $(DEMO)

$(DEMO)/hypervisor.elf: $(DEMO_OBJECTS) $(BUILD)/aarch64/libvpt.a examples/isolation/hypervisor.ld
	$(CROSS_LD) -T examples/isolation/hypervisor.ld $(DEMO_OBJECTS) $(BUILD)/aarch64/libvpt.a -o $@

$(DEMO)/%.o: examples/isolation/% $(DEMO_HEADERS) $(HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(AARCH64_FLAGS) -c $< -o $@
