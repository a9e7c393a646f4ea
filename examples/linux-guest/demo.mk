# SPDX-License-Identifier: Apache-2.0
# make demo GUEST=linux [ARCH=...]: Debian's Linux, twice, behind stage 2. What the demonstration on the machine has is
# used as it is.

LINUX_GUEST := $(BUILD)/demo/linux-guest
LINUX_GUEST_PARTS := main.c memory.c line.c
LINUX_GUEST_PORT := secondary.S vcpu.c stage2.c uart.c
LINUX_GUEST_PORT_aarch64 := psci.c gic.c
LINUX_GUEST_PORT_riscv64 := sbi.c access.c
LINUX_GUEST_SHARED := port/boot.S port/vectors.S port/serial.c port/mmu.c port/ask.c hypervisor.c spaces.c \
  console.c memory.c
LINUX_GUEST_SHARED_riscv64 := port/exit.c
LINUX_GUEST_KERNELS_aarch64 := guest
LINUX_GUEST_KERNELS_riscv64 := guest-riscv64
LINUX_GUEST_HEADERS := $(wildcard examples/linux-guest/*.h examples/linux-guest/*/*.h) $(DEMO_HEADERS)
LINUX_GUEST_RUN := PYTHONPATH=examples/isolation python3 -B examples/linux-guest/run.py

.PHONY: setup-demo-linux $(LINUX_GUEST_ARCHS:%=demo-linux-%) $(LINUX_GUEST_ARCHS:%=setup-demo-linux-%)
setup-demo-linux: $(LINUX_GUEST_ARCHS:%=setup-demo-linux-%)

# $(1): machine
define linux_guest_machine
LINUX_GUEST_OBJECTS_$(1) := $(patsubst %,$(LINUX_GUEST)/$(1)/port/%.o,$(LINUX_GUEST_PORT) $(LINUX_GUEST_PORT_$(1))) \
  $(LINUX_GUEST_PARTS:%=$(LINUX_GUEST)/$(1)/%.o) \
  $(patsubst %,$(DEMO)/$(1)/%.o,$(LINUX_GUEST_SHARED) $(LINUX_GUEST_SHARED_$(1)))
LINUX_GUEST_CC_$(1) := $(CROSS_CC) $$(DEMO_FLAGS_$(1)) -Iexamples/linux-guest -Iexamples/linux-guest/$(1) \
  -Iexamples/isolation -Iexamples/isolation/$(1)
LINUX_GUEST_LINK_$(1) := $(CROSS_LD) -L examples/linux-guest/$(1) -T examples/isolation/hypervisor.ld

setup-demo-linux-$(1): ; @scripts/setup build demo-linux-$(1) && scripts/kernels $$(KERNELS) $(LINUX_GUEST_KERNELS_$(1))
demo-linux-$(1): $(LINUX_GUEST)/$(1)/hypervisor.elf $(BUILD)/bin/vpt
	@$(LINUX_GUEST_RUN) $(1) $$< $(BUILD)/bin/vpt $$(KERNELS)

$(LINUX_GUEST)/$(1)/hypervisor.elf: $$(LINUX_GUEST_OBJECTS_$(1)) $(BUILD)/$(1)/libvpt.a \
  examples/isolation/hypervisor.ld examples/linux-guest/$(1)/machine.ld
	$$(LINUX_GUEST_LINK_$(1)) $$(filter %.o %.a,$$^) -o $$@

$(LINUX_GUEST)/$(1)/port/%.o: examples/linux-guest/$(1)/% $(LINUX_GUEST_HEADERS) $(HEADERS)
	@mkdir -p $$(@D)
	$$(LINUX_GUEST_CC_$(1)) -c $$< -o $$@

$(LINUX_GUEST)/$(1)/%.o: examples/linux-guest/% $(LINUX_GUEST_HEADERS) $(HEADERS)
	@mkdir -p $$(@D)
	$$(LINUX_GUEST_CC_$(1)) -c $$< -o $$@
endef
$(foreach machine,$(LINUX_GUEST_ARCHS),$(eval $(call linux_guest_machine,$(machine))))
