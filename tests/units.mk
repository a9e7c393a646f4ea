# SPDX-License-Identifier: Apache-2.0
# The tests that run on the host, each with two compilers, plain and with sanitizers.

UNITS := $(BUILD)/units
UNITS_VARIANTS := gcc clang gcc-sanitized clang-sanitized
UNITS_PROGRAMS := unit model trace tlb

UNITS_CC_gcc := gcc
UNITS_CC_clang := clang-14
UNITS_SANITIZE := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
UNITS_CC_gcc-sanitized := gcc $(UNITS_SANITIZE)
UNITS_CC_clang-sanitized := clang-14 $(UNITS_SANITIZE)

UNITS_MODEL := $(filter-out tests/model/test_model.c,$(wildcard tests/model/*.c))
UNITS_SOURCES_unit := $(wildcard tests/unit/*.c) $(UNITS_MODEL)
UNITS_SOURCES_model := tests/model/test_model.c $(UNITS_MODEL)
UNITS_SOURCES_trace := $(wildcard tests/trace/*.c) $(UNITS_MODEL)
UNITS_SOURCES_tlb := $(wildcard tests/tlb/*.c)
UNITS_FLAGS_tlb := -Itests/tlb
UNITS_HEADERS := $(wildcard $(addprefix tests/,unit/*.h model/*.h trace/*.h trace/port/*.h tlb/*.h)) $(HEADERS)

UNITS_RUN := $(foreach v,$(UNITS_VARIANTS),$(UNITS_PROGRAMS:%=$(UNITS)/$(v)/%))

# The trace test puts its own header in the place of the library's port/mmu.h.
UNITS_LIBRARY_unit := library
UNITS_LIBRARY_model := library
UNITS_LIBRARY_trace := library-traced
UNITS_LIBRARY_tlb := library
UNITS_PORT_library := -Isrc
UNITS_PORT_library-traced := -Itests/trace -Isrc

# $(1): variant
units_compiler = $(UNITS_CC_$(1)) $(filter-out -O2,$(PROGRAM_FLAGS)) $(if $(findstring sanitized,$(1)),,-O2)

# $(1): variant, $(2): program
define units_program
$(UNITS)/$(1)/$(2): $(UNITS_SOURCES_$(2)) $(UNITS)/$(1)/$(UNITS_LIBRARY_$(2))/libvpt.a $(UNITS_HEADERS) tests/units.mk
	$(call units_compiler,$(1)) $(UNITS_FLAGS_$(2)) $(UNITS_SOURCES_$(2)) $(UNITS)/$(1)/$(UNITS_LIBRARY_$(2))/libvpt.a -o $$@ -lcmocka
endef
$(foreach v,$(UNITS_VARIANTS),$(foreach p,$(UNITS_PROGRAMS),$(eval $(call units_program,$(v),$(p)))))
$(foreach v,$(UNITS_VARIANTS),$(foreach l,library library-traced,$(eval \
  $(call library,units/$(v)/$(l),$(call units_compiler,$(v)) $(UNITS_PORT_$(l)),ar))))

.PHONY: check-units
check-units: $(UNITS_RUN)
	@tests/units.sh $(UNITS_RUN)
