# SPDX-License-Identifier: Apache-2.0
# `make check-oracle`: tables of the library against MMUs that emulators implement.

ORACLE := $(BUILD)/oracle
ORACLE_HOST := $(addprefix tests/oracle/host/,main.c tables.c queries.c)
ORACLE_HEADERS := $(wildcard tests/oracle/*.h tests/oracle/*/*.h) tests/model/granted.h

.PHONY: check-oracle check-oracle-aarch64-both check-oracle-x86-64 check-oracle-npt check-oracle-ept \
  check-oracle-ept-manual
check-oracle: $(ORACLE)/aarch64/host $(ORACLE)/aarch64/kernel.elf
	$(ORACLE)/aarch64/host $(ORACLE)/aarch64/kernel.elf $(ORACLE)/aarch64

# Both stages at once.
check-oracle-aarch64-both: $(ORACLE)/aarch64_both/host $(ORACLE)/aarch64/kernel.elf
	$(ORACLE)/aarch64_both/host $(ORACLE)/aarch64/kernel.elf $(ORACLE)/aarch64_both

$(ORACLE)/aarch64/host $(ORACLE)/aarch64_both/host: tests/oracle/host/aarch64_stages.c

check-oracle-x86-64: $(ORACLE)/x86_64/host $(ORACLE)/x86_64/kernel.elf
	$(ORACLE)/x86_64/host $(ORACLE)/x86_64/kernel.elf $(ORACLE)/x86_64

# The same machine, with a guest behind the tables.
check-oracle-npt: $(ORACLE)/npt/host $(ORACLE)/x86_64/kernel.elf
	$(ORACLE)/npt/host $(ORACLE)/x86_64/kernel.elf $(ORACLE)/npt

$(ORACLE)/x86_64/host $(ORACLE)/npt/host: tests/oracle/host/x86_64_machine.c

$(ORACLE)/%/host: $(ORACLE_HOST) tests/oracle/host/%.c $(ORACLE_HEADERS) $(BUILD)/host/libvpt.a
	@mkdir -p $(@D)
	$(HOST_CC) $(PROGRAM_FLAGS) -Itests/oracle $(filter %.c,$^) $(BUILD)/host/libvpt.a -o $@

$(ORACLE)/aarch64/%.o: tests/oracle/aarch64/%.c $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(AARCH64_FLAGS) -Itests/oracle -c $< -o $@

$(ORACLE)/aarch64/%.o: tests/oracle/aarch64/%.S $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(AARCH64_FLAGS) -c $< -o $@

$(ORACLE)/aarch64/kernel.elf: tests/oracle/aarch64/kernel.ld \
  $(addprefix $(ORACLE)/aarch64/,start.o kernel.o)
	$(CROSS_LD) -T $< $(filter %.o,$^) -o $@

X86_64_FLAGS := $(X86_64_TARGET) -std=c11 -O2 -g $(WARNINGS) -ffreestanding -Iinclude

$(ORACLE)/x86_64/%.o: tests/oracle/x86_64/%.c $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(X86_64_FLAGS) -Itests/oracle -c $< -o $@

$(ORACLE)/x86_64/%.o: tests/oracle/x86_64/%.S $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(X86_64_FLAGS) -c $< -o $@

$(ORACLE)/x86_64/kernel.elf: tests/oracle/x86_64/kernel.ld \
  $(addprefix $(ORACLE)/x86_64/,start.o kernel.o guest.o svm.o)
	$(CROSS_LD) -T $< $(filter %.o,$^) -o $@

check-oracle-ept: $(ORACLE)/ept/host $(ORACLE)/ept/kernel.bin $(ORACLE)/ept/boot.bin
	$(ORACLE)/ept/host $(ORACLE)/ept/kernel.bin $(ORACLE)/ept

# No machine, but a program that follows the manual: five levels of EPT.
check-oracle-ept-manual: $(ORACLE)/ept_manual/host
	$(ORACLE)/ept_manual/host tests/oracle/ept/manual.py $(ORACLE)/ept_manual

$(ORACLE)/ept/%.o: tests/oracle/ept/%.c $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(X86_64_FLAGS) -Itests/oracle -c $< -o $@

$(ORACLE)/ept/%.o: tests/oracle/ept/%.S $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(X86_64_FLAGS) -c $< -o $@

$(ORACLE)/ept/kernel.bin: tests/oracle/ept/kernel.ld \
  $(addprefix $(ORACLE)/ept/,start.o kernel.o vmx.o disk.o)
	$(CROSS_LD) -T $< $(filter %.o,$^) -o $@

$(ORACLE)/ept/boot.bin: tests/oracle/ept/boot.ld $(ORACLE)/ept/boot.o
	$(CROSS_LD) -T $< $(filter %.o,$^) -o $@

# LoongArch.
.PHONY: check-oracle-loongarch64
check-oracle-loongarch64: $(ORACLE)/loongarch64/host $(ORACLE)/loongarch64/kernel.elf
	@tests/oracle/loongarch64/listing docs/loongarch.md
	$(ORACLE)/loongarch64/host $(ORACLE)/loongarch64/kernel.elf $(ORACLE)/loongarch64

LOONGARCH64_FLAGS := $(LOONGARCH64_TARGET) -std=c11 -O2 -g $(WARNINGS) -ffreestanding -fno-pic -Itests/oracle

$(ORACLE)/loongarch64/kernel.elf: tests/oracle/loongarch64/kernel.ld $(ORACLE_HEADERS) \
  $(addprefix tests/oracle/loongarch64/,start.S kernel.c refill.inc)
	@mkdir -p $(@D)
	$(CROSS_CC) $(LOONGARCH64_FLAGS) -c tests/oracle/loongarch64/start.S -o $(@D)/start.o
	$(CROSS_CC) $(LOONGARCH64_FLAGS) -c tests/oracle/loongarch64/kernel.c -o $(@D)/kernel.o
	$(CROSS_LD) -T $< $(@D)/start.o $(@D)/kernel.o -o $@

# RISC-V.
RISCV64_ORACLE_FLAGS := --target=riscv64-none-elf -march=rv64imah_zicsr_zifencei -mabi=lp64 -mcmodel=medany \
  -std=c11 -O2 -g $(WARNINGS) -ffreestanding

# Two machines, without and with Svpbmt: one host program for each.
.PHONY: check-oracle-riscv64 check-oracle-riscv64-svpbmt
check-oracle-riscv64 check-oracle-riscv64-svpbmt: check-oracle-%: $(ORACLE)/%/host $(ORACLE)/riscv64/kernel.elf
	$(ORACLE)/$*/host $(ORACLE)/riscv64/kernel.elf $(ORACLE)/$*

$(ORACLE)/riscv64/host: SVPBMT := 0
$(ORACLE)/riscv64-svpbmt/host: SVPBMT := 1
$(ORACLE)/riscv64/host $(ORACLE)/riscv64-svpbmt/host: $(ORACLE_HOST) tests/oracle/host/riscv64.c \
  $(ORACLE_HEADERS) $(BUILD)/host/libvpt.a
	@mkdir -p $(@D)
	$(HOST_CC) $(PROGRAM_FLAGS) -DSVPBMT=$(SVPBMT) -Itests/oracle $(filter %.c,$^) $(BUILD)/host/libvpt.a -o $@

$(ORACLE)/riscv64/%.o: tests/oracle/riscv64/%.c $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(RISCV64_ORACLE_FLAGS) -Itests/oracle -c $< -o $@

$(ORACLE)/riscv64/%.o: tests/oracle/riscv64/%.S $(ORACLE_HEADERS)
	@mkdir -p $(@D)
	$(CROSS_CC) $(RISCV64_ORACLE_FLAGS) -c $< -o $@

$(ORACLE)/riscv64/kernel.elf: tests/oracle/riscv64/kernel.ld \
  $(addprefix $(ORACLE)/riscv64/,start.o kernel.o)
	$(CROSS_LD) -T $< $(filter %.o,$^) -o $@

# After the oracles: the numbers of queries in README.md are those that they were asked.
.PHONY: check-oracle-counts oracle-counts
check-oracle-counts:
	@tests/oracle/counts $(ORACLE)

oracle-counts:
	@tests/oracle/counts $(ORACLE) --write
