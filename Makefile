# SPDX-License-Identifier: Apache-2.0
# libvpt. `make help` lists what can be asked for.

BUILD := build
VERSION := $(file <VERSION)
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
DESTDIR ?=

# What the library is made for.
MACHINES := aarch64 riscv64 x86_64 loongarch64
TARGETS := host $(MACHINES)
ifneq ($(filter-out host $(MACHINES),$(TARGETS)),)
$(error no target $(filter-out host $(MACHINES),$(TARGETS)); there are: host $(MACHINES))
endif

# The host's compiler is CC, that of the other targets CROSS_CC: a clang, or a gcc for the only one. A CC that is given
# while the host is no target is meant for them.
meant_for_them = $(if $(filter host,$(TARGETS)),,$(filter-out default,$(origin $(1))))
HOST_CC ?= $(CC)
HOST_AR ?= $(AR)
CROSS_CC ?= $(if $(call meant_for_them,CC),$(CC),clang-19)
CROSS_AR ?= $(if $(call meant_for_them,AR),$(AR),llvm-ar-19)
CROSS_LD := ld.lld-19
CROSS_NM := llvm-nm-19

CFLAGS ?= -O2
WERROR ?= -Werror
WARNINGS = -Wall -Wextra -Wconversion $(WERROR)
PROGRAM_FLAGS := -std=c11 -g $(WARNINGS) -Iinclude $(CFLAGS)

# Each format is a file of its own in the archive: a row in the *_variants.h of its architecture, or an architecture alone.
# Read by make itself, so that the library needs no other program; meson.build reads the same rows.
SOURCES := $(wildcard src/*.c)
HEADERS := $(wildcard include/vpt/*.h include/vpt/tlb/*.h src/*.h src/*/*.h)
ARCHITECTURES := $(patsubst src/format/%.c,%,$(wildcard src/format/*.c))
rows = $(patsubst VARIANT_%(COLUMN),%,$(filter VARIANT_%(COLUMN),$(file <src/format/$(1)_variants.h)))
$(foreach a,$(ARCHITECTURES),$(eval FORMATS_$(a) := $(or $(call rows,$(a)),$(a))))

# The library is freestanding on every machine, the host included.
LIB_FLAGS = -std=c11 $(WARNINGS) -ffreestanding -Iinclude -Isrc $(CFLAGS)
AARCH64_TARGET := --target=aarch64-none-elf -mgeneral-regs-only -mstrict-align
RISCV64_TARGET := --target=riscv64-none-elf -march=rv64imac -mabi=lp64 -mcmodel=medany
X86_64_TARGET := --target=x86_64-none-elf -mno-red-zone -mgeneral-regs-only -fpie
LOONGARCH64_TARGET := --target=loongarch64-unknown-linux-gnusf -mabi=lp64s -mfpu=none
AARCH64_FLAGS := $(AARCH64_TARGET) -std=c11 -O2 -g $(WARNINGS) -ffreestanding -Iinclude

LIBRARIES := $(TARGETS:%=$(BUILD)/%/libvpt.a)

.PHONY: all help clean demo check prove mutants bench setup-build setup-demo setup-check setup-fuzz
.DELETE_ON_ERROR:

all: setup-build
	$(MAKE) libraries $(BUILD)/bin/vpt

help:
	@echo "make           the library for every target, and the vpt tool"
	@echo "make lib       the library alone, with compiler and ar that are there: CC, AR, CROSS_CC, CROSS_AR, CFLAGS;"
	@echo "               TARGETS='$(TARGETS)', or some of them"
	@echo "make demo      boots two isolated guests on an emulated Arm machine; ARCH=riscv64: on RISC-V"
	@echo "               ARCH=x86_64: a kernel and its processes on an emulated PC"
	@echo "               GUEST=linux: Debian's Linux, twice, on an emulated Arm machine; ARCH=riscv64: on RISC-V"
	@echo "make check     all tests; closes with 'N passed, M failed'"
	@echo "make adopt     TF-A, U-Boot, edk2 with the library in the place of their table code; minutes"
	@echo "make fuzz      fuzzes operations, tables and the tool, FUZZ_SECONDS=60 each"
	@echo "make prove     every proof; counts the holes"
	@echo "make mutants   breaks the code on purpose; every break must fail its proof"
	@echo "make bench     ratios to a hand-written walker"
	@echo "make pictures  the pictures of the documents, from docs/*.dot"
	@echo "make reference the public headers as HTML, with the theorem of each function"
	@echo "make install   library, headers, tool, files for pkg-config and CMake below PREFIX=$(PREFIX)"
	@echo "               make install-lib TARGETS='...': what 'make lib' made, without the tool"
	@echo "make uninstall removes them"
	@echo "make clean     removes $(BUILD)/"

SETUP_BUILD := host $(if $(filter-out host,$(TARGETS)),cross)
setup-build: ; @scripts/setup $(SETUP_BUILD)
setup-demo: ; @scripts/setup build demo-$(ARCH)
setup-check: ; @scripts/setup build check fuzz
setup-fuzz: ; @scripts/setup build fuzz

# ---- the library ------------------------------------------------------------------------------

.PHONY: lib libraries $(TARGETS:%=tools-%)
libraries: $(LIBRARIES)

# For whoever has other compilers than the project's tests: warnings do not stop it.
lib: $(TARGETS:%=tools-%)
	@$(MAKE) --no-print-directory WERROR= libraries

# $(1): programs, $(2): how to name others
missing = $(foreach p,$(1),command -v $(p) >/dev/null || { echo "$* needs $(p); or give $(2)" >&2; exit 2; };)
tools-host: tools-%: ; @$(call missing,$(firstword $(HOST_CC)) $(firstword $(HOST_AR)),CC and AR)
$(MACHINES:%=tools-%): tools-%:
	@$(call missing,$(firstword $(CROSS_CC)) $(firstword $(CROSS_AR)),CROSS_CC and CROSS_AR)

# $(1): directory, $(2): compiler and flags, $(3): architecture
define formats
$(FORMATS_$(3):%=$(BUILD)/$(1)/obj/format/%.o): $(BUILD)/$(1)/obj/format/%.o: src/format/$(3).c $(HEADERS)
	@mkdir -p $$(@D)
	$(2) -DVPT_FORMAT=$$* -c $$< -o $$@
endef

# $(1): directory, $(2): compiler and flags, $(3): archiver
define library
$(BUILD)/$(1)/obj/%.o: src/%.c $(HEADERS)
	@mkdir -p $$(@D)
	$(2) -c $$< -o $$@
$(foreach a,$(ARCHITECTURES),$(call formats,$(1),$(2),$(a))
)
$(BUILD)/$(1)/libvpt.a: $(SOURCES:src/%.c=$(BUILD)/$(1)/obj/%.o) \
  $(foreach a,$(ARCHITECTURES),$(FORMATS_$(a):%=$(BUILD)/$(1)/obj/format/%.o))
	@rm -f $$@
	$(3) rcs $$@ $$^
endef

# On AArch64 size goes before speed, unless the user's CFLAGS say otherwise: what a program links of the library for one
# format are at most 17.5 KiB (tests/install/run). Nothing is inlined that would make it longer: functions that ask for it
# with __always_inline__ do not get it. Not with gcc, which would call memcpy.
SMALL_FLAGS := -Oz -fomit-frame-pointer -D__always_inline__=
SMALL := $(if $(filter file,$(origin CFLAGS)),$(if $(findstring clang,$(CROSS_CC)),$(SMALL_FLAGS)))

# $(1): flags for the machine, of which a gcc has no --target
machine = $(CROSS_CC) $(if $(findstring clang,$(CROSS_CC)),$(1),$(filter-out --target=%,$(1))) $(LIB_FLAGS)

$(eval $(call library,host,$(HOST_CC) -g $(LIB_FLAGS),$(HOST_AR)))
$(eval $(call library,aarch64,$(call machine,$(AARCH64_TARGET)) $(SMALL),$(CROSS_AR)))
$(eval $(call library,riscv64,$(call machine,$(RISCV64_TARGET)),$(CROSS_AR)))
$(eval $(call library,x86_64,$(call machine,$(X86_64_TARGET)),$(CROSS_AR)))
$(eval $(call library,loongarch64,$(call machine,$(LOONGARCH64_TARGET)),$(CROSS_AR)))

# One a line: its source and its name.
.PHONY: formats
formats:
	@printf '%s\n' $(foreach a,$(ARCHITECTURES),$(FORMATS_$(a):%='src/format/$(a).c %'))

clean:
	rm -rf $(BUILD)

# ---- installation, tool, demo, tests ------------------------------------------------------------

-include $(wildcard scripts/*.mk tool/*.mk examples/*/*.mk tests/*.mk tests/*/*.mk proof/*.mk bench/*.mk docs/*.mk)
