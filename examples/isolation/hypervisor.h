/* SPDX-License-Identifier: Apache-2.0 */
/* The hypervisor's own address space: every address mapped to itself. */
#ifndef HYPERVISOR_H
#define HYPERVISOR_H

#include "spaces.h"

/* The tables of all spaces come from here. */
extern struct vpt_pool pool;

extern struct space hypervisor;

/* Makes the pool and the tables, and switches the hypervisor's MMU on. */
void hypervisor_init(void);

#endif
