/* SPDX-License-Identifier: Apache-2.0 */
/* What processes and the kernel attempt, one at a time. Each function prints a line and is a check, but
 * for the first two. */
#ifndef ATTEMPTS_H
#define ATTEMPTS_H

#include "process.h"

/* In the place of a process: the kernel itself, in the space that is in use. */
#define THE_KERNEL ((struct process *)0)

/* Bit 0 of the error code: there is no translation, or it does not allow the access. */
enum fault { NOT_PRESENT = 0, PROTECTION = FAULT_PRESENT };

struct outcome take_step(struct process *who, uint64_t step, uint64_t address, uint64_t value);

/* That of the page fault in which such a step ends. */
uint64_t error_code(const struct process *who, uint64_t step, enum fault fault);

/* The step works without any page fault; what it reads, or what the function returns, is `expected`. */
void reads(struct process *who, uint64_t address, const char *what, uint64_t expected);
void writes(struct process *who, uint64_t address, const char *what, uint64_t value);
void executes(struct process *who, uint64_t address, const char *what, uint64_t expected);

/* The step ends in a page fault with exactly the error code of this access, and this address in CR2. */
void faults(struct process *who, uint64_t step, uint64_t address, const char *what,
            enum fault fault);

/* The step ends in a general-protection exception: no page fault, the address is none. */
void is_no_address(struct process *who, uint64_t step, uint64_t address, const char *what);

/* The write works after one page fault, exactly that of this access, resolved in this way. */
void writes_resolved(struct process *who, uint64_t address, const char *what, uint64_t value,
                     enum fault fault, enum resolution how);
/* The same of a read that finds zero. */
void reads_resolved(struct process *who, uint64_t address, const char *what, enum resolution how);

/* Pages filled one after the other, each with one page fault if `faulting`, else without. */
void fills(struct process *who, uint64_t address, int count, bool faulting);

/* The kernel takes a leaf away, with which so many tables are freed, or changes its rights. */
void unmaps(struct vpt *space, const char *name, uint64_t address, uint64_t tables);
void protects(struct vpt *space, const char *name, uint64_t address, vpt_attr attr,
              const char *rights);

/* The library refuses to map the page. */
void refuses(struct vpt *space, uint64_t address, vpt_oa oa, uint64_t size, vpt_attr attr,
             enum vpt_status status);

/* No leaf of the space is writable and executable; those for users lie in the process's own memory, in
 * the common frames, or in frames of the kernel's that are no tables, and below the kernel's half, and there are so
 * many. */
void stays_inside(const struct process *process, int expected_leaves);

/* So many of the kernel's frames are neither tables nor pages. */
void has_free(const char *when, uint64_t expected);

#endif
