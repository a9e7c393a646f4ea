/* SPDX-License-Identifier: Apache-2.0 */
/* What guests and hypervisor attempt, one at a time. Each function prints a line and is a check. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "guests.h"

/* The guest's step works; what it reads, or what the function returns, is `expected`. */
void reads(struct guest *guest, uint64_t address, const char *what, uint64_t expected);
void writes(struct guest *guest, uint64_t address, const char *what, uint64_t value);
void executes(struct guest *guest, uint64_t address, const char *what, uint64_t expected);

/* The guest's step ends in this fault of the second stage and no other. `size`: of the entry at which
 * the walk ends; 0 if the address is outside the space. */
void step_faults(struct guest *guest, enum step step, uint64_t address, const char *what,
                 enum fault fault, uint64_t size);

/* The hypervisor reads the guest's memory: that works, or is a translation fault at an
 * entry of this size. */
void hypervisor_reads(const struct guest *guest);
void hypervisor_faults(const struct guest *guest, uint64_t size);

/* The hypervisor takes a leaf away, with which so many tables are freed, or changes its rights. */
void unmaps(struct guest *guest, uint64_t address, uint64_t tables);
void protects(struct guest *guest, uint64_t address, vpt_attr attr, const char *rights);

/* The library refuses to map a page at `oa` for the guest, or a range from there on; to give something mapped these
 * rights; to let any guest have the tables, with one range or by a grant. */
void refuses(struct guest *guest, uint64_t oa, vpt_attr attr, const char *what);
void refuses_range(struct guest *guest, uint64_t oa, uint64_t length, const char *what);
void refuses_rights(struct guest *guest, uint64_t address, vpt_attr attr, const char *what);
void refuses_tables(struct guest *guest);

/* The hypervisor grants a guest less: what begins at `oa` no more. It cannot while that is mapped. */
void takes_back(struct guest *guest, uint64_t oa, enum vpt_status expected, const char *what);

/* The guest has so many leaves, and each lies in its own memory or is the shared page. */
void stays_inside(const struct guest *guest, int expected_leaves);

#endif
