/* SPDX-License-Identifier: Apache-2.0 */
/* What guests and hypervisor attempt, one at a time. Each function prints a line and is a check. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "guests.h"

/* Fault status (DDI 0487, ESR_EL2.DFSC and IFSC) without the level. */
enum fault { TRANSLATION = 0x04, PERMISSION = 0x0C };

/* The guest's step works; what it reads, or what the function returns, is `expected`. */
void reads(struct guest *guest, uint64_t address, const char *what, uint64_t expected);
void writes(struct guest *guest, uint64_t address, const char *what, uint64_t value);
void executes(struct guest *guest, uint64_t address, const char *what, uint64_t expected);

/* The guest's step ends in this stage-2 abort and no other. */
void step_faults(struct guest *guest, enum step step, uint64_t address, const char *what,
                 enum fault fault, unsigned level);

/* The hypervisor reads the guest's memory: that works, or is a translation fault at this level. */
void hypervisor_reads(const struct guest *guest);
void hypervisor_faults(const struct guest *guest, unsigned level);

/* The hypervisor takes a leaf away, with which so many tables are freed, or changes its rights. */
void unmaps(struct guest *guest, uint64_t address, uint64_t tables);
void protects(struct guest *guest, uint64_t address, vpt_attr attr, const char *rights);

/* The library refuses to map `oa` for the guest, or to let any guest have the tables. */
void refuses(struct guest *guest, uint64_t oa, const char *what);
void refuses_tables(const struct guest *guest);

/* The guest has so many leaves, and each lies in its own memory or is the shared page. */
void stays_inside(const struct guest *guest, int expected_leaves);

#endif
