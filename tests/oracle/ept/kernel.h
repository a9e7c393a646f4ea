/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the oracle kernel. */
#ifndef ORACLE_EPT_KERNEL_H
#define ORACLE_EPT_KERNEL_H

#include "machine.h"

/** What an attempt of the guest has ended with. */
struct guest_exit {
  uint64_t reason;
  uint64_t qualification;
  uint64_t guest_physical; /* meaningful for the exits of EPT */
  uint64_t rax;
};

/* Ends the machine. */
_Noreturn void stop(void);

/* kernel.c */
void kernel_main(void);

/* vmx.c */
void vmx_start(void);
void vmx_use_tables(uint64_t eptp);
struct guest_exit vmx_run(const unsigned char *code, uint64_t rdi, uint64_t rsi);

/* disk.c: whole sectors */
void disk_read(uint64_t lba, void *to, uint64_t bytes);
void disk_write(uint64_t lba, const void *from, uint64_t bytes);

static inline void out8(uint16_t port, uint8_t value)
{
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t in8(uint16_t port)
{
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

#endif
