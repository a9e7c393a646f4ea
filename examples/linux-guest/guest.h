/* SPDX-License-Identifier: Apache-2.0 */
/* Guests: their memory, their cores, and how they end. One lock is held by whoever changes tables, prints, or handles
 * anything else that is not a core's own: the library wants one call at a time. */
#ifndef GUEST_H
#define GUEST_H

#include "plan.h"
#include "spaces.h"

#define GRANTS 4

/* How 2 MiB of a guest's memory are mapped. */
enum how {
  AWAY,   /* not at all: the first access brings them back */
  WHOLE,  /* one leaf */
  LOGGED, /* read-only, but for pages that were written */
  COMMON, /* by pages, the same, and those that both guests have are one frame, read-only */
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
  vpt_oa lent;             /* a frame of the other's that it may have too, but not write; 0: none */
  struct vpt_grant grants[2][GRANTS]; /* what it may have, and, while that is made, what it may have next */
  int granted;             /* which of them is in force */
  unsigned logged;         /* which part is LOGGED, if there is one */
  bool logging;
  bool on;
  bool told; /* of its own stage */
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

void lock(void);
void unlock(void);

/* ---- memory.c: what the library is for -------------------------------------------------------- */

void guest_init(struct guest *guest, int number);

/* May the guest have a page there, with these rights and of this type? */
bool may_have(const struct guest *guest, vpt_oa oa, vpt_attr attr);

/* Resolves a fault; false if there is no memory, or no reason. */
bool bring(struct guest *guest, vpt_ia ia);
bool give_right_to_write(struct guest *guest, vpt_ia ia);

/* What a hypervisor does behind guests' backs, a little of it each time. */
void do_something(struct guest *guest);

/* That all of it has been done to this one. */
bool had_everything(const struct guest *guest);

/* Something is to be done behind its back, after some interrupts. */
bool is_time(struct guest *guest);

/* ---- line.c ----------------------------------------------------------------------------------- */

/* What a guest sends by its serial port. Lines are printed with its number when they are complete. */
void line_put(struct guest *guest, char c);

/* ---- main.c ----------------------------------------------------------------------------------- */

/* Maps the hypervisor's own memory, or devices, for it: every address to itself. */
void map_own(uint64_t first, uint64_t length, vpt_attr attr);

/* run.py looks at the tables it was told of, and then sends Enter. The lock is held: they stay as they are. */
void wait_for_look(void);

/* That it ends, or wants to; its cores see it. */
void guest_ends(struct guest *guest, const char *how);

/* A core of a guest, until the guest ends. */
_Noreturn void vcpu_run(struct vcpu *vcpu);

/* ---- of each machine: vcpu.c ------------------------------------------------------------------ */

unsigned core_number(void);

/* What a guest begins with, in its registers and in the CPU's. */
void vcpu_begin(struct vcpu *vcpu);

/* Runs it until its next trap, and does what needs no lock: what is left to be done. */
enum left { NOTHING, A_TURN, HELP };
enum left vcpu_enter(struct vcpu *vcpu);

/* Does what it has trapped for. The lock is held. */
void vcpu_help(struct vcpu *vcpu);

/* ---- of each machine: stage2.c ---------------------------------------------------------------- */

/* What the first core does first, and what every core does. */
void machine_init(void);
void core_init(void);

void guest_map_devices(struct guest *guest);
void guest_select(const struct guest *guest);

/* Entries have been made that were not there before; all that TLBs hold of this guest, on all cores, is to go. */
void guest_mapped(void);
void guest_invalidate(void *context, const struct vpt_invalidation *what);
void guest_sync(void *context);

/* Before and after a leaf is unmapped: what this core had in its TLB must be gone. Not where the MMU cannot be asked
 * so. */
void watch_begin(const struct guest *guest, vpt_ia ia);
void watch_end(vpt_ia ia);

/* What was copied there may be executed, on all cores. */
void code_copied(uint64_t first, uint64_t end);

uint64_t clock_now(void);

/* Can this core, which is the guest's, reach the guest's kernel through both stages? Its tables are there then, as far
 * as that. */
bool kernel_is_reached(void);

/* run.py looks for these lines: with them the tool finds both stages from outside. The core is the guest's. */
void tell_stages(const struct guest *guest);
void tell_tables(const struct guest *guest, int leaves);

/* What the MMU is asked from now on it answers by stage 2 alone; from now on no MMU walks the guests' tables. */
void questions_begin(void);
void stage2_end(void);

/* ---- of each machine: cores (psci.c, sbi.c) --------------------------------------------------- */

bool core_on(unsigned core);
_Noreturn void core_off(void); /* gives the lock back */
void call_cores(const struct guest *guest); /* so that they see that it is off */

#endif
