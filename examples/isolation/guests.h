/* SPDX-License-Identifier: Apache-2.0 */
/* Two guests: what they see, and how they are made to take a step. */
#ifndef GUESTS_H
#define GUESTS_H

#include "spaces.h"

/* Guest addresses, the same for both: three sizes of leaf, and one page that only the second of the
 * two concatenated root tables reaches. */
#define GUEST_CODE 0x40000000ULL
#define GUEST_PRIVATE 0x40001000ULL
#define GUEST_READ_ONLY 0x40002000ULL
#define GUEST_REVOKED 0x40003000ULL
#define GUEST_FROZEN 0x40004000ULL
#define GUEST_SHARED 0x40008000ULL
#define GUEST_BLOCK 0x40200000ULL
#define GUEST_LARGE 0x80000000ULL
#define GUEST_FAR 0x8000001000ULL
#define GUEST_ADDRESS_BITS 40

/* In GUEST_PRIVATE lies a function (guest.S) that returns this. */
#define GUEST_FUNCTION (GUEST_PRIVATE + 0x100)
#define FUNCTION_RESULT 0x600DULL

/* What enter_guest (vectors.S) loads and stores. */
struct guest_registers {
  uint64_t x[31];
  uint64_t pc;
  uint64_t pstate;
};

struct guest {
  struct space space;
  int number;
  uint64_t small_oa; /* 2 MiB for small pages, then 2 MiB for the block */
  uint64_t large_oa; /* 1 GiB */
  uint64_t first_oa; /* all its memory, the shared page included... */
  uint64_t end_oa;   /* ...ends before this */
  vpt_attr shared;   /* its rights to the shared page */
  struct guest_registers registers;
};

#define GUESTS 2
extern struct guest guests[GUESTS];

/* What a guest can be told to do; guest.S knows the numbers. */
enum step { STEP_READ = 0, STEP_WRITE = 1, STEP_EXECUTE = 2 };

/* How a step ended: the syndrome registers of EL2, and X0 of the guest. */
struct outcome {
  uint64_t esr;
  uint64_t far;
  uint64_t hpfar;
  uint64_t result;
};

/* Makes both guests' tables, fills their memory, and starts them. */
void guests_init(void);

/* Lets a guest take one step. */
struct outcome guest_step(struct guest *guest, enum step step, uint64_t address, uint64_t value);

/* Map the guest's small pages for the hypervisor too, and take them away again. */
void guest_show(const struct guest *guest);
void guest_hide(const struct guest *guest);

/* Makes its tables those that EL1 runs behind. */
void guest_select(const struct guest *guest);

/* First word of a page when a guest starts: tells the guest and the address apart from others. */
uint64_t initial_word(const struct guest *guest, uint64_t address);

/* Switches stage 2 off and gives the tables of both back to the pool. */
void guests_destroy(void);

#endif
