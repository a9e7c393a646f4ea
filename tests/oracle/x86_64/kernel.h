/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the oracle kernel. */
#ifndef ORACLE_X86_64_KERNEL_H
#define ORACLE_X86_64_KERNEL_H

#include "batch.h"
#include "machine.h"

#define MSR_PAT 0x277
#define CR4_PAE 0x20
#define CR4_LA57 0x1000

/* kernel.c */
void kernel_main(void);
_Noreturn void kernel_panic(void);
uint64_t address_of(const void *place);
uint64_t read_msr(uint32_t msr);
void write_msr(uint32_t msr, uint64_t value);

/* start.S */
void use_tables(uint64_t cr3, uint64_t cr4);
extern unsigned char own_root[]; /* 1 TiB as it is, 4 levels */
extern const unsigned char load_0[], store_0[], load_3[], store_3[];

/* svm.c: a guest whose linear addresses below 1 TiB are its physical addresses, behind nested tables. */
void svm_use_tables(uint64_t nested_cr3, uint64_t cr4);
struct batch_result svm_answer(struct batch_query query);

#endif
