/* SPDX-License-Identifier: Apache-2.0 */
/* Two guests: what they see, and how they are made to take a step. */
#ifndef GUESTS_H
#define GUESTS_H

#include "layout.h"
#include "spaces.h"

/* Guest addresses, the same for both: three sizes of leaf, and one page that only the second of the
 * root tables side by side reaches. */
#define GUEST_CODE RAM_OA
#define GUEST_PRIVATE (GUEST_CODE + 0x1000)
#define GUEST_READ_ONLY (GUEST_CODE + 0x2000)
#define GUEST_REVOKED (GUEST_CODE + 0x3000)
#define GUEST_FROZEN (GUEST_CODE + 0x4000)
#define GUEST_SHARED (GUEST_CODE + 0x8000)
#define GUEST_SPARE (GUEST_CODE + 0x9000) /* nothing is mapped there */
#define GUEST_DEVICE (GUEST_CODE + 0xC000)
#define GUEST_BLOCK (GUEST_CODE + MIB_2)
#define GUEST_LARGE (GUEST_CODE + GIB_1)
#define GUEST_FAR 0x8000001000ULL

/* In GUEST_PRIVATE lies a function (guest.S) that returns this. */
#define GUEST_FUNCTION (GUEST_PRIVATE + 0x100)
#define FUNCTION_RESULT 0x600DULL

/* What a transport of virtio without a device says of itself: "virt", version 1. */
#define DEVICE_WORD 0x174726976ULL

#define GRANTS 7

struct guest {
  struct space space;
  int number;
  uint64_t small_oa; /* 2 MiB for small pages, then 2 MiB for the block */
  uint64_t large_oa; /* 1 GiB */
  uint64_t device_oa;
  vpt_attr shared; /* its rights to the shared page */
  const struct vpt_grant *granted; /* what its leaves may lead to, in GRANTS pieces */
  struct vpt_grant left[GRANTS];   /* without the one that was taken back */
  struct guest_registers registers;
  struct guest_state state;
};

#define GUESTS 2
extern struct guest guests[GUESTS];

/* What a guest can be told to do; guest.S knows the numbers. The last three take the number of a word of its CPU
 * (apart.h), or of an attempt, in the place of an address. */
enum step { STEP_READ = 0, STEP_WRITE = 1, STEP_EXECUTE = 2, STEP_SET = 3, STEP_GET = 4, STEP_ATTEMPT = 5 };

/* Why a step fails: nothing is mapped there, or not with that right. */
enum fault { TRANSLATION, PERMISSION };

/* How a step ended. */
struct outcome {
  bool done;                /* it was taken... */
  uint64_t result;          /* ...with this in the guest's first register */
  struct syndrome syndrome; /* else this is why it was not */
};

/* Makes both guests' tables, fills their memory, and starts them. */
void guests_init(void);

/* Lets a guest take one step. */
struct outcome guest_step(struct guest *guest, enum step step, uint64_t address, uint64_t value);

/* Map the guest's small pages for the hypervisor too, and take them away again. */
void guest_show(const struct guest *guest);
void guest_hide(const struct guest *guest);

/* Grants it no more what begins at this output address. */
enum vpt_status guest_take_back(struct guest *guest, uint64_t oa);

/* First word of a page when a guest starts: tells the guest and the address apart from others. */
uint64_t initial_word(const struct guest *guest, uint64_t address);

/* Switches the second stage off and gives the tables of both back to the pool. */
void guests_destroy(void);

#endif
