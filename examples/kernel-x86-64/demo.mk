# SPDX-License-Identifier: Apache-2.0
# make demo ARCH=x86_64: a kernel and its processes, on an emulated PC.

KERNEL_X86 := $(BUILD)/demo-x86_64
KERNEL_X86_PARTS := boot.S trap.S program.S main.c attempts.c process.c compare.c spaces.c cpu.c \
  console.c serial.c
KERNEL_X86_OBJECTS := $(KERNEL_X86_PARTS:%=$(KERNEL_X86)/%.o) $(KERNEL_X86)/memory.c.o
KERNEL_X86_HEADERS := $(wildcard examples/kernel-x86-64/*.h)
KERNEL_X86_FLAGS := $(X86_64_TARGET) -fno-pie -mcmodel=kernel -std=c11 -O2 -g $(WARNINGS) \
  -ffreestanding -Iinclude

.PHONY: demo-x86_64
demo-x86_64: $(KERNEL_X86)/kernel.elf
	@examples/kernel-x86-64/run $<

$(KERNEL_X86)/kernel.elf: examples/kernel-x86-64/kernel.ld $(KERNEL_X86_OBJECTS) $(BUILD)/x86_64/libvpt.a
	$(CROSS_LD) -T $< $(filter %.o %.a,$^) -o $@

$(KERNEL_X86)/%.o: examples/kernel-x86-64/% $(KERNEL_X86_HEADERS) $(HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(KERNEL_X86_FLAGS) -c $< -o $@

$(KERNEL_X86)/memory.c.o: examples/isolation/memory.c
	@mkdir -p $(@D)
	$(CROSS_CC) $(KERNEL_X86_FLAGS) -c $< -o $@
