/* SPDX-License-Identifier: Apache-2.0 */
/* What a core of a guest, a hart, has of the machine: the firmware (SBI), its interrupts, the serial port. */
#ifndef CORE_H
#define CORE_H

#include "guest.h"

/* ---- sbi.c ------------------------------------------------------------------------------------ */

/* The guest's call. Does it need the lock? */
bool sbi_needs_lock(const uint64_t *x);
void sbi_call(struct vcpu *vcpu, uint64_t *x);

/* Interrupts of the hypervisor: the timer that a guest has set, and what another hart sent. */
void timer_interrupt(void);
void software_interrupt(void);

/* ---- access.c --------------------------------------------------------------------------------- */

/* Two bytes of what the guest may execute; false if they cannot be read. */
bool read_half(uint64_t pc, uint32_t *half);

/* A load or a store, as the instruction says. */
struct access {
  unsigned bytes, target, length; /* what is accessed, the number of the register, bytes of the instruction */
  bool write, is_signed;
};

/* False if it is another instruction, or cannot be read: what it lies in is away. */
bool find_access(uint64_t pc, struct access *access);
uint64_t loaded(const struct access *access, uint64_t value);

/* ---- uart.c ----------------------------------------------------------------------------------- */

uint64_t uart_access(struct guest *guest, uint64_t offset, bool write, uint64_t value);

#endif
