# SPDX-License-Identifier: Apache-2.0
# make demo [ARCH=...] [GUEST=linux]: two guests behind the tables of a second stage, on an emulated machine, and the
# host's tool on the tables they leave. Each machine has a directory here.

ARCH := aarch64
DEMO_ARCHS := aarch64 riscv64
LINUX_GUEST_ARCHS := aarch64 riscv64
DEMO_FLAGS_aarch64 := $(AARCH64_FLAGS)
DEMO_FLAGS_riscv64 := $(RISCV64_TARGET) -march=rv64imah_zicsr_zifencei -std=c11 -O2 -g $(WARNINGS) \
  -ffreestanding -Iinclude

DEMO := $(BUILD)/demo
DEMO_PORT := boot.S vectors.S guest.S serial.c exit.c mmu.c stage2.c state.c state.S faults.c ask.c
DEMO_PORT_riscv64 := machine.S
DEMO_SHARED := main.c attempts.c apart.c compare.c guests.c hypervisor.c spaces.c console.c memory.c
DEMO_HEADERS := $(wildcard examples/isolation/*.h examples/isolation/*/*.h)

# And those that have an example of their own.
DEMOS := $(DEMO_ARCHS) x86_64

.PHONY: demo $(DEMO_ARCHS:%=demo-%)
ifeq ($(filter $(ARCH),$(DEMOS)),)
demo:
	@echo "make demo: there is no ARCH=$(ARCH), only: $(DEMOS)" >&2; exit 2
else ifneq ($(filter-out linux,$(GUEST)),)
demo:
	@echo "make demo: there is no GUEST=$(GUEST), only: linux" >&2; exit 2
else ifeq ($(GUEST)-$(filter $(ARCH),$(LINUX_GUEST_ARCHS)),linux-$(ARCH))
demo: setup-demo-linux-$(ARCH)
	@$(MAKE) --no-print-directory demo-linux-$(ARCH)
else ifdef GUEST
demo:
	@echo "make demo: GUEST=linux is for ARCH= one of: $(LINUX_GUEST_ARCHS)" >&2; exit 2
else
demo: setup-demo
	@$(MAKE) --no-print-directory demo-$(ARCH)
endif

# $(1): machine
define demo_machine
DEMO_OBJECTS_$(1) := $(patsubst %,$(DEMO)/$(1)/port/%.o,$(DEMO_PORT) $(DEMO_PORT_$(1))) $(DEMO_SHARED:%=$(DEMO)/$(1)/%.o)
DEMO_CC_$(1) := $(CROSS_CC) $$(DEMO_FLAGS_$(1)) -Iexamples/isolation -Iexamples/isolation/$(1)
DEMO_LINK_$(1) := $(CROSS_LD) -L examples/isolation/$(1) -T examples/isolation/hypervisor.ld

demo-$(1): $(DEMO)/$(1)/hypervisor.elf $(BUILD)/bin/vpt
	@python3 -B examples/isolation/run.py $(1) $(DEMO)/$(1)/hypervisor.elf $(BUILD)/bin/vpt $(DEMO)/$(1)

$(DEMO)/$(1)/hypervisor.elf: $$(DEMO_OBJECTS_$(1)) $(BUILD)/$(1)/libvpt.a \
  examples/isolation/hypervisor.ld examples/isolation/$(1)/machine.ld
	$$(DEMO_LINK_$(1)) $$(filter %.o %.a,$$^) -o $$@

$(DEMO)/$(1)/port/%.o: examples/isolation/$(1)/% $(DEMO_HEADERS) $(HEADERS)
	@mkdir -p $$(@D)
	$$(DEMO_CC_$(1)) -c $$< -o $$@

$(DEMO)/$(1)/%.o: examples/isolation/% $(DEMO_HEADERS) $(HEADERS)
	@mkdir -p $$(@D)
	$$(DEMO_CC_$(1)) -c $$< -o $$@
endef
$(foreach machine,$(DEMO_ARCHS),$(eval $(call demo_machine,$(machine))))
