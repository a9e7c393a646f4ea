# SPDX-License-Identifier: Apache-2.0
# libvpt. `make help` lists what can be asked for.

BUILD := build
HOST_CC ?= gcc
CROSS_CC := clang-19
CROSS_LD := ld.lld-19
CROSS_AR := llvm-ar-19
CROSS_NM := llvm-nm-19
PREFIX ?= /usr/local
DESTDIR ?=

WARNINGS := -Wall -Wextra -Werror -Wconversion
CFLAGS := -std=c11 -O2 -g $(WARNINGS) -Iinclude

SOURCES := $(wildcard src/*.c src/format/*.c)
HEADERS := $(wildcard include/vpt/*.h src/*.h src/*/*.h)

# The library is freestanding on every machine, the host included.
LIB_FLAGS := -std=c11 -O2 $(WARNINGS) -ffreestanding -Iinclude -Isrc
TARGETS := aarch64 riscv64 x86_64 loongarch64
AARCH64_TARGET := --target=aarch64-none-elf -mgeneral-regs-only -mstrict-align
RISCV64_TARGET := --target=riscv64-none-elf -march=rv64imac -mabi=lp64 -mcmodel=medany
X86_64_TARGET := --target=x86_64-none-elf -mno-red-zone -mgeneral-regs-only -fpie
LOONGARCH64_TARGET := --target=loongarch64-unknown-linux-gnusf
AARCH64_FLAGS := $(AARCH64_TARGET) -std=c11 -O2 -g $(WARNINGS) -ffreestanding -Iinclude

LIBRARIES := $(BUILD)/host/libvpt.a $(TARGETS:%=$(BUILD)/%/libvpt.a)

.PHONY: all help install clean demo check prove mutants bench setup-build setup-demo setup-check setup-fuzz
.DELETE_ON_ERROR:

all: setup-build
	$(MAKE) libraries $(BUILD)/bin/vpt

help:
	@echo "make           the library for every target, and the vpt tool"
	@echo "make demo      boots two isolated guests on an emulated Arm machine; ARCH=riscv64: on RISC-V"
	@echo "               ARCH=x86_64: a kernel and its processes on an emulated PC"
	@echo "make check     all tests; closes with 'N passed, M failed'"
	@echo "make fuzz      fuzzes operations, tables and the tool, FUZZ_SECONDS=60 each"
	@echo "make prove     every proof; counts the holes"
	@echo "make mutants   breaks the code on purpose; every break must fail its proof"
	@echo "make bench     ratios to a hand-written walker"
	@echo "make pictures  the pictures of the documents, from docs/*.dot"
	@echo "make install   library, headers, tool and pkg-config file below PREFIX=$(PREFIX)"
	@echo "make clean     removes $(BUILD)/"

setup-build: ; @scripts/setup build
setup-demo: ; @scripts/setup build demo-$(ARCH)
setup-check: ; @scripts/setup build check fuzz
setup-fuzz: ; @scripts/setup build fuzz

# ---- the library ------------------------------------------------------------------------------

.PHONY: libraries
libraries: $(LIBRARIES)

objects = $(patsubst src/%.c,$(BUILD)/$(1)/obj/%.o,$(SOURCES))

# $(1): directory, $(2): compiler and flags, $(3): archiver
define library
$(BUILD)/$(1)/obj/%.o: src/%.c $(HEADERS)
	@mkdir -p $$(@D)
	$(2) -c $$< -o $$@
$(BUILD)/$(1)/libvpt.a: $(call objects,$(1))
	@rm -f $$@
	$(3) rcs $$@ $$^
endef

$(eval $(call library,host,$(HOST_CC) $(LIB_FLAGS) -g,ar))
$(eval $(call library,aarch64,$(CROSS_CC) $(AARCH64_TARGET) $(LIB_FLAGS),$(CROSS_AR)))
$(eval $(call library,riscv64,$(CROSS_CC) $(RISCV64_TARGET) $(LIB_FLAGS),$(CROSS_AR)))
$(eval $(call library,x86_64,$(CROSS_CC) $(X86_64_TARGET) $(LIB_FLAGS),$(CROSS_AR)))
$(eval $(call library,loongarch64,$(CROSS_CC) $(LOONGARCH64_TARGET) $(LIB_FLAGS),$(CROSS_AR)))

install: all
	install -d $(DESTDIR)$(PREFIX)/include/vpt $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/bin
	install -m 644 include/vpt/*.h $(DESTDIR)$(PREFIX)/include/vpt
	install -m 644 $(BUILD)/host/libvpt.a $(DESTDIR)$(PREFIX)/lib
	for t in $(TARGETS); do install -D -m 644 $(BUILD)/$$t/libvpt.a $(DESTDIR)$(PREFIX)/lib/vpt/$$t/libvpt.a; done
	install -m 755 $(BUILD)/bin/vpt $(DESTDIR)$(PREFIX)/bin
	sed 's|@PREFIX@|$(PREFIX)|' scripts/vpt.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/vpt.pc

clean:
	rm -rf $(BUILD)

# ---- tool, demo, tests ------------------------------------------------------------------------

-include $(wildcard tool/*.mk examples/*/*.mk tests/*.mk tests/*/*.mk proof/*.mk bench/*.mk docs/*.mk)
