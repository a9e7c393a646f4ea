# SPDX-License-Identifier: Apache-2.0
# `make check-demo`: the demonstration on every machine, as it is and with planted faults, which the
# linker puts in the place of functions.

DEMO_TESTS := $(BUILD)/demo-tests
DEMO_PLANTS := rights answers hooks state traps
DEMO_PLANTS_OF = $(DEMO_PLANTS) $(if $(filter $(1),$(DEMO_ARCHS)),grants)
DEMO_WRAP_rights := --wrap=vpt_protect_frame
DEMO_WRAP_answers := --wrap=vpt_query
DEMO_WRAP_hooks := --wrap=guest_invalidate --wrap=guest_sync
DEMO_WRAP_state := --wrap=state_load --wrap=state_save
DEMO_WRAP_traps := --wrap=traps_on
DEMO_WRAP_grants := --wrap=vpt_set_grants

.PHONY: check-demo
check-demo: $(BUILD)/bin/vpt $(KERNEL_X86)/kernel.elf $(DEMO_ARCHS:%=$(DEMO)/%/hypervisor.elf) \
  $(foreach m,$(DEMOS),$(patsubst %,$(DEMO_TESTS)/$(m)/%.elf,$(call DEMO_PLANTS_OF,$(m))))
	@python3 tests/demo/run.py $(DEMO) $(DEMO_TESTS) $(BUILD)/bin/vpt $(DEMOS)

# Linux as guests: minutes, and kernels that `make setup-demo-linux` fetches.
.PHONY: check-demo-linux $(LINUX_GUEST_ARCHS:%=check-demo-linux-%)
check-demo-linux: $(LINUX_GUEST_ARCHS:%=check-demo-linux-%)

# $(1): machine
define planted_linux_guest
check-demo-linux-$(1): $(LINUX_GUEST)/$(1)/hypervisor.elf $(DEMO_TESTS)/linux-guest/$(1)/hooks.elf $(BUILD)/bin/vpt
	@PYTHONPATH=examples/isolation python3 -B tests/demo/linux.py $(1) $$^ $$(KERNELS)

$(DEMO_TESTS)/linux-guest/$(1)/hooks.o: tests/demo/planted_hooks.c $(LINUX_GUEST_HEADERS)
	@mkdir -p $$(@D)
	$$(LINUX_GUEST_CC_$(1)) -c $$< -o $$@

$(DEMO_TESTS)/linux-guest/$(1)/hooks.elf: $(DEMO_TESTS)/linux-guest/$(1)/hooks.o $(LINUX_GUEST)/$(1)/hypervisor.elf
	$$(LINUX_GUEST_LINK_$(1)) $(DEMO_WRAP_hooks) $$< $$(LINUX_GUEST_OBJECTS_$(1)) \
	  $(BUILD)/$(1)/libvpt.a -o $$@
endef
$(foreach machine,$(LINUX_GUEST_ARCHS),$(eval $(call planted_linux_guest,$(machine))))

.SECONDARY: $(foreach m,$(DEMOS),$(patsubst %,$(DEMO_TESTS)/$(m)/%.o,$(call DEMO_PLANTS_OF,$(m))))

# $(1): machine
define planted_demo
$(DEMO_TESTS)/$(1)/traps.o: tests/demo/planted_traps_$(1).c
$(filter-out %/traps.o,$(patsubst %,$(DEMO_TESTS)/$(1)/%.o,$(call DEMO_PLANTS_OF,$(1)))): \
  $(DEMO_TESTS)/$(1)/%.o: tests/demo/planted_%.c
$(patsubst %,$(DEMO_TESTS)/$(1)/%.o,$(call DEMO_PLANTS_OF,$(1))): $(DEMO_HEADERS) $(HEADERS)
	@mkdir -p $$(@D)
	$$(DEMO_CC_$(1)) -c $$(filter tests/%.c,$$^) -o $$@

$(DEMO_TESTS)/$(1)/%.elf: $(DEMO_TESTS)/$(1)/%.o $(DEMO)/$(1)/hypervisor.elf
	$$(DEMO_LINK_$(1)) $$(DEMO_WRAP_$$*) $$< $$(DEMO_OBJECTS_$(1)) $(BUILD)/$(1)/libvpt.a -o $$@
endef
$(foreach machine,$(DEMO_ARCHS),$(eval $(call planted_demo,$(machine))))

# The example for x86-64 has hooks, compiler and linker script of its own.
$(DEMO_TESTS)/x86_64/hooks.o $(DEMO_TESTS)/x86_64/traps.o: $(DEMO_TESTS)/x86_64/%.o: tests/demo/planted_%_x86_64.c
$(filter-out %/hooks.o %/traps.o,$(DEMO_PLANTS:%=$(DEMO_TESTS)/x86_64/%.o)): $(DEMO_TESTS)/x86_64/%.o: \
  tests/demo/planted_%.c
$(DEMO_PLANTS:%=$(DEMO_TESTS)/x86_64/%.o): $(KERNEL_X86_HEADERS) $(HEADERS)
	@mkdir -p $(@D)
	$(KERNEL_X86_CC) -c $(filter tests/%.c,$^) -o $@

$(DEMO_TESTS)/x86_64/hooks.elf: DEMO_WRAP_hooks := --wrap=cpu_invalidate
$(DEMO_TESTS)/x86_64/%.elf: $(DEMO_TESTS)/x86_64/%.o $(KERNEL_X86)/kernel.elf
	$(KERNEL_X86_LINK) $(DEMO_WRAP_$*) $< $(KERNEL_X86_OBJECTS) $(BUILD)/x86_64/libvpt.a -o $@
