# SPDX-License-Identifier: Apache-2.0
# make demo ARCH=x86_64: a kernel and its processes, on an emulated PC.

KERNEL_X86 := $(BUILD)/demo/x86_64
KERNEL_X86_PARTS := boot.S trap.S program.S main.c attempts.c process.c compare.c frames.c spaces.c cpu.c state.c serial.c
KERNEL_X86_SHARED := apart.c console.c memory.c
KERNEL_X86_OBJECTS := $(patsubst %,$(KERNEL_X86)/%.o,$(KERNEL_X86_PARTS) $(KERNEL_X86_SHARED))
KERNEL_X86_HEADERS := $(wildcard examples/kernel-x86-64/*.h examples/isolation/*.h)
KERNEL_X86_CC := $(CROSS_CC) $(X86_64_TARGET) -fno-pie -mcmodel=kernel -std=c11 -O2 -g $(WARNINGS) \
  -ffreestanding -Iinclude -Iexamples/kernel-x86-64 -Iexamples/isolation
KERNEL_X86_LINK := $(CROSS_LD) -T examples/kernel-x86-64/kernel.ld

.PHONY: demo-x86_64
demo-x86_64: $(KERNEL_X86)/kernel.elf
	@examples/kernel-x86-64/run $<

$(KERNEL_X86)/kernel.elf: $(KERNEL_X86_OBJECTS) $(BUILD)/x86_64/libvpt.a examples/kernel-x86-64/kernel.ld
	$(KERNEL_X86_LINK) $(filter %.o %.a,$^) -o $@

$(KERNEL_X86)/%.o: examples/kernel-x86-64/% $(KERNEL_X86_HEADERS) $(HEADERS)
	@mkdir -p $(@D)
	$(KERNEL_X86_CC) -c $< -o $@

$(KERNEL_X86_SHARED:%=$(KERNEL_X86)/%.o): $(KERNEL_X86)/%.o: examples/isolation/% $(KERNEL_X86_HEADERS)
	@mkdir -p $(@D)
	$(KERNEL_X86_CC) -c $< -o $@
