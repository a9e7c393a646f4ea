/* SPDX-License-Identifier: Apache-2.0 */
/* Guests: their memory, their cores, and how they end. One lock is held by whoever changes tables, prints, or handles
 * anything else that is not a core's own: the library wants one call at a time. */
#ifndef GUEST_H
#define GUEST_H

#include "plan.h"
#include "spaces.h"

/* How 2 MiB of a guest's memory are mapped. */
enum how {
  AWAY,   /* not at all: the first access brings them back */
  WHOLE,  /* one leaf */
  LOGGED, /* 512 pages, those that were written writable */
  COMMON, /* the same, and pages that both guests have are one frame, read-only */
};

struct part {
  vpt_oa oa; /* its frame of 2 MiB */
  enum how how;
};

struct guest {
  struct space space;
  int number;
  struct part parts[GUEST_LEAVES];
  int mapped, most_mapped; /* parts that are not away, now and at most */
  unsigned next;           /* which part is the next to be chosen, for whatever */
  vpt_oa spare;            /* where to the next one moves */
  unsigned logged;         /* which part is LOGGED, if there is one */
  bool logging;
  bool on;
  int brought, taken, ballooned, moved, rounds, dirty, shared, parted; /* leaves, leaves..., rounds, pages... */
  int interrupts;
  unsigned turn; /* of what is done behind its back */
  uint64_t rest_until;
  char line[200]; /* of its serial port */
  unsigned line_length;
};

/* A core of a guest. It is a core of the machine. */
struct vcpu {
  struct guest_registers registers;
  struct guest *guest;
  uint64_t entry, argument; /* where it begins, with what in X0 */
  bool on;
};

/* What run.py wishes. */
struct wishes {
  uint32_t quiet; /* not 0: nothing is done behind the guests' backs, and nothing is taken */
};

static inline bool is_quiet(void)
{
  return ((const struct wishes *)WISHES_OA)->quiet != 0;
}

extern struct guest guests[GUESTS];
extern struct vcpu vcpus[CORES];

unsigned core_number(void);
void lock(void);
void unlock(void);

/* ---- memory.c: what the library is for -------------------------------------------------------- */

void guest_init(struct guest *guest, int number);
void guest_select(const struct guest *guest);

/* Resolves a fault; false if there is no memory, or no reason. */
bool bring(struct guest *guest, vpt_ia ia);
bool give_right_to_write(struct guest *guest, vpt_ia ia);

/* What a hypervisor does behind guests' backs, a little of it each time. */
void do_something(struct guest *guest);

/* That all of it has been done to this one. */
bool had_everything(const struct guest *guest);

/* ---- vcpu.c ----------------------------------------------------------------------------------- */

_Noreturn void vcpu_run(struct vcpu *vcpu);

/* ---- psci.c ----------------------------------------------------------------------------------- */

uint64_t psci_call(struct vcpu *vcpu, const uint64_t *x);
_Noreturn void core_off(void); /* gives the lock back */
bool core_on(unsigned core);

/* ---- gic.c ------------------------------------------------------------------------------------ */

void gic_init_machine(void);
void gic_init_core(void);
void gic_interrupt(const struct guest *guest);
void gic_call_cores(const struct guest *guest); /* so that they see that it is off */
uint64_t gicd_access(const struct guest *guest, uint64_t offset, unsigned bytes, bool write, uint64_t value);

/* ---- uart.c ----------------------------------------------------------------------------------- */

uint64_t uart_access(struct guest *guest, uint64_t offset, bool write, uint64_t value);

/* ---- main.c ----------------------------------------------------------------------------------- */

_Noreturn void secondary_main(uint64_t core);

/* When the last guest has ended: compares, tells, ends the machine. */
_Noreturn void conclude(void);

#endif
