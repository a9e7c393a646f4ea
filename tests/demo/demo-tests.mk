# SPDX-License-Identifier: Apache-2.0
# `make check-demo`: the demonstration on every machine, as it is and with planted faults.

DEMO_TESTS := $(BUILD)/demo-tests

.PHONY: check-demo
check-demo: $(foreach m,$(DEMO_ARCHS),$(DEMO)/$(m)/hypervisor.elf $(DEMO_TESTS)/$(m)/hypervisor.elf) \
  $(BUILD)/bin/vpt
	@python3 tests/demo/run.py $(DEMO) $(DEMO_TESTS) $(BUILD)/bin/vpt $(DEMO_ARCHS)

# $(1): machine
define planted_demo
$(DEMO_TESTS)/$(1)/planted.o: tests/demo/planted.c $(HEADERS)
	@mkdir -p $$(@D)
	$(CROSS_CC) $$(DEMO_FLAGS_$(1)) -c $$< -o $$@

$(DEMO_TESTS)/$(1)/hypervisor.elf: $(DEMO_TESTS)/$(1)/planted.o $(DEMO)/$(1)/hypervisor.elf
	$$(DEMO_LINK_$(1)) --wrap=vpt_protect_frame --wrap=vpt_query $$< \
	  $$(DEMO_OBJECTS_$(1)) $(BUILD)/$(1)/libvpt.a -o $$@
endef
$(foreach machine,$(DEMO_ARCHS),$(eval $(call planted_demo,$(machine))))
