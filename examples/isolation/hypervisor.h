/* SPDX-License-Identifier: Apache-2.0 */
/* The hypervisor's own address space: stage 1 of EL2, every address mapped to itself. */
#ifndef HYPERVISOR_H
#define HYPERVISOR_H

#include "spaces.h"

/* The tables of all spaces come from here. */
extern struct vpt_pool pool;

extern struct space hypervisor;

/* Makes the pool and the tables, and switches the MMU of EL2 on. */
void hypervisor_init(void);

/* Reads a word; false if that ends in an exception, which ESR_EL2 and FAR_EL2 tell about. */
bool hypervisor_can_read(uint64_t address);

#endif
