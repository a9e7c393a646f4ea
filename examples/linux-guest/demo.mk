# SPDX-License-Identifier: Apache-2.0
# make demo GUEST=linux: Debian's Linux, twice, behind stage 2. What the demonstration on AArch64 has is used as it is.

LINUX_GUEST := $(BUILD)/demo/linux-guest
LINUX_GUEST_PARTS := secondary.S main.c memory.c vcpu.c psci.c gic.c uart.c
LINUX_GUEST_SHARED := port/boot.S port/vectors.S port/serial.c port/mmu.c port/tlb.c port/ask.c hypervisor.c spaces.c \
  console.c memory.c
LINUX_GUEST_OBJECTS := $(LINUX_GUEST_PARTS:%=$(LINUX_GUEST)/%.o) $(LINUX_GUEST_SHARED:%=$(DEMO)/aarch64/%.o)
LINUX_GUEST_HEADERS := $(wildcard examples/linux-guest/*.h examples/isolation/*.h examples/isolation/aarch64/*.h)
LINUX_GUEST_CC := $(CROSS_CC) $(AARCH64_FLAGS) -Iexamples/linux-guest -Iexamples/isolation -Iexamples/isolation/aarch64
LINUX_GUEST_LINK := $(CROSS_LD) -L examples/linux-guest -T examples/isolation/hypervisor.ld
LINUX_GUEST_RUN := PYTHONPATH=examples/isolation python3 -B examples/linux-guest/run.py

.PHONY: demo-linux setup-demo-linux
setup-demo-linux: ; @scripts/setup build demo-linux && scripts/kernels $(KERNELS) guest
demo-linux: $(LINUX_GUEST)/hypervisor.elf $(BUILD)/bin/vpt
	@$(LINUX_GUEST_RUN) $< $(BUILD)/bin/vpt $(KERNELS)

$(LINUX_GUEST)/hypervisor.elf: $(LINUX_GUEST_OBJECTS) $(BUILD)/aarch64/libvpt.a examples/isolation/hypervisor.ld \
  examples/linux-guest/machine.ld
	$(LINUX_GUEST_LINK) $(filter %.o %.a,$^) -o $@

$(LINUX_GUEST)/%.o: examples/linux-guest/% $(LINUX_GUEST_HEADERS) $(HEADERS)
	@mkdir -p $(@D)
	$(LINUX_GUEST_CC) -c $< -o $@
