/* SPDX-License-Identifier: Apache-2.0 */
/* What a core of a guest has of the machine: PSCI, interrupts, the serial port. */
#ifndef CORE_H
#define CORE_H

#include "guest.h"

uint64_t psci_call(struct vcpu *vcpu, const uint64_t *x);

void gic_init_machine(void);
void gic_init_core(void);
void gic_interrupt(const struct guest *guest);
uint64_t gicd_access(const struct guest *guest, uint64_t offset, unsigned bytes, bool write, uint64_t value);

uint64_t uart_access(struct guest *guest, uint64_t offset, bool write, uint64_t value);

#endif
