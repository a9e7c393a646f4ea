# SPDX-License-Identifier: Apache-2.0
# The tests that run on the host, each with two compilers, plain and with sanitizers.

UNITS := $(BUILD)/units
UNITS_VARIANTS := gcc clang gcc-sanitized clang-sanitized
UNITS_PROGRAMS := unit model trace model_loongarch_4k model_loongarch_16k

UNITS_CC_gcc := gcc
UNITS_CC_clang := clang-14
UNITS_SANITIZE := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
UNITS_CC_gcc-sanitized := gcc $(UNITS_SANITIZE)
UNITS_CC_clang-sanitized := clang-14 $(UNITS_SANITIZE)

UNITS_MODEL := $(filter-out tests/model/test_model.c,$(wildcard tests/model/*.c))
UNITS_SOURCES_unit := $(wildcard tests/unit/*.c) tests/model/model.c tests/model/walk.c \
  tests/model/walk_x86.c tests/model/walk_loongarch.c tests/model/riscv.c tests/model/aarch64.c
UNITS_SOURCES_model := tests/model/test_model.c $(UNITS_MODEL)
UNITS_SOURCES_trace := $(wildcard tests/trace/*.c) $(UNITS_MODEL)
UNITS_SOURCES_model_loongarch_4k := tests/model/loongarch/scenarios.c \
  $(filter-out tests/model/scenarios.c,$(UNITS_SOURCES_model))
UNITS_SOURCES_model_loongarch_16k := $(UNITS_SOURCES_model_loongarch_4k)
UNITS_FLAGS_model_loongarch_16k := -DPAGE_LOG2=14
UNITS_HEADERS := $(wildcard tests/unit/*.h tests/model/*.h tests/trace/*.h tests/trace/port/*.h)

# The trace test puts its own header in the place of the library's port/mmu.h.
UNITS_FLAGS_trace := -Itests/trace/port

UNITS_RUN := $(foreach v,$(UNITS_VARIANTS),$(UNITS_PROGRAMS:%=$(UNITS)/$(v)/%))

# $(1): variant, $(2): program
define units_program
$(UNITS)/$(1)/$(2): $(UNITS_SOURCES_$(2)) $(SOURCES) $(UNITS_HEADERS) $(HEADERS) tests/units.mk
	@mkdir -p $$(@D)
	$(UNITS_CC_$(1)) $(filter-out -O2,$(CFLAGS)) $(if $(findstring sanitized,$(1)),,-O2) \
	  $(UNITS_FLAGS_$(2)) -Isrc/port $(UNITS_SOURCES_$(2)) $(SOURCES) -o $$@ -lcmocka
endef
$(foreach v,$(UNITS_VARIANTS),$(foreach p,$(UNITS_PROGRAMS),$(eval $(call units_program,$(v),$(p)))))

.PHONY: check-units
check-units: $(UNITS_RUN)
	@tests/units.sh $(UNITS_RUN)
