/* SPDX-License-Identifier: Apache-2.0 */
/* The guests' tables, their memory, and the steps they take. */
#include "guests.h"

#include "console.h"
#include "hypervisor.h"
#include "port.h"

extern const char guest_program[], guest_program_end[], guest_function[], guest_function_end[];

#define SHAPE                                                                           \
  {GUEST_FORMAT, .levels = 3, .input_bits = GUEST_ADDRESS_BITS, \
   .output_bits = 40}

#define NORMAL VPT_TYPE(VPT_NORMAL)
#define DEVICE VPT_TYPE(DEVICE_MEMORY)
#define READ_ONLY_PAGE 2 /* its place among the small pages */

/* What a guest may have of memory and devices, and nothing that lies between: with which rights, and of which type. Its
 * code, and the page of its own that is made executable for a while, are the two small pages that may be. */
#define DEVICE_PAGE(oa) {(oa), (oa) + KIB_4, VPT_READ | VPT_WRITE, DEVICE}
#define SHARED_PAGE(rights) {SHARED_OA, SHARED_OA + KIB_4, rights, NORMAL}
#define SMALL_PAGES_AND_BLOCK(oa)                                                                       \
  {(oa), (oa) + READ_ONLY_PAGE * KIB_4, VPT_READ | VPT_WRITE | VPT_EXEC, NORMAL},                       \
  {(oa) + READ_ONLY_PAGE * KIB_4, (oa) + (READ_ONLY_PAGE + 1) * KIB_4, VPT_READ, NORMAL},               \
  {(oa) + (READ_ONLY_PAGE + 1) * KIB_4, (oa) + MIB_2, VPT_READ | VPT_WRITE, NORMAL},                    \
  {(oa) + MIB_2, (oa) + 2 * MIB_2, VPT_READ | VPT_WRITE, NORMAL}
#define LARGE_BLOCK(oa) {(oa), (oa) + GIB_1, VPT_READ | VPT_WRITE, NORMAL}

static const struct vpt_grant granted_0[GRANTS] = {DEVICE_PAGE(DEVICE_0_OA), SMALL_PAGES_AND_BLOCK(SMALL_0_OA),
                                                   LARGE_BLOCK(LARGE_0_OA), SHARED_PAGE(VPT_READ | VPT_WRITE)};
static const struct vpt_grant granted_1[GRANTS] = {DEVICE_PAGE(DEVICE_1_OA), SHARED_PAGE(VPT_READ),
                                                   SMALL_PAGES_AND_BLOCK(SMALL_1_OA), LARGE_BLOCK(LARGE_1_OA)};

struct guest guests[GUESTS] = {
    {
        .space = {.geometry = SHAPE, .name = "guest 0"},
        .number = 0,
        .small_oa = SMALL_0_OA,
        .large_oa = LARGE_0_OA,
        .device_oa = DEVICE_0_OA,
        .shared = VPT_READ | VPT_WRITE,
        .granted = granted_0,
    },
    {
        .space = {.geometry = SHAPE, .name = "guest 1"},
        .number = 1,
        .small_oa = SMALL_1_OA,
        .large_oa = LARGE_1_OA,
        .device_oa = DEVICE_1_OA,
        .shared = VPT_READ,
        .granted = granted_1,
    },
};

/* Small pages, in the order in which they lie in the guest's memory. */
static const struct {
  uint64_t address;
  vpt_attr attr;
} small_pages[] = {
    {GUEST_CODE, VPT_READ | VPT_EXEC},    {GUEST_PRIVATE, VPT_READ | VPT_WRITE},
    {GUEST_READ_ONLY, VPT_READ},          {GUEST_REVOKED, VPT_READ | VPT_WRITE},
    {GUEST_FROZEN, VPT_READ | VPT_WRITE}, {GUEST_FAR, VPT_READ | VPT_WRITE},
};
#define SMALL_PAGES (sizeof small_pages / sizeof small_pages[0])

static void make_tables(struct guest *guest)
{
  struct vpt *tables = &guest->space.tables;
  const struct vpt_config config = {
      .geometry = guest->space.geometry,
      .pool = &pool,
      .output_first = guest->granted[0].first,
      .output_end = guest->granted[GRANTS - 1].end,
      .output_has_tables = true, /* they lie in between; no grant has them */
      .id = (uint16_t)(guest->number + 1),
      .hooks = {guest_invalidate, guest_sync, guest},
  };
  require(vpt_init(tables, &config));
  require(vpt_set_grants(tables, guest->granted, GRANTS));
  for (uint64_t i = 0; i < SMALL_PAGES; i++)
    require(vpt_map_frame(tables, small_pages[i].address, guest->small_oa + i * KIB_4, KIB_4,
                          small_pages[i].attr));
  require(vpt_map_frame(tables, GUEST_SHARED, SHARED_OA, KIB_4, guest->shared));
  require(vpt_map_frame(tables, GUEST_DEVICE, guest->device_oa, KIB_4, VPT_READ | VPT_WRITE | DEVICE_MEMORY));
  require(vpt_map_frame(tables, GUEST_BLOCK, guest->small_oa + MIB_2, MIB_2, VPT_READ | VPT_WRITE));
  require(vpt_map_frame(tables, GUEST_LARGE, guest->large_oa, GIB_1, VPT_READ | VPT_WRITE));
  guest_mapped(guest);
}

enum vpt_status guest_take_back(struct guest *guest, uint64_t oa)
{
  uint32_t count = 0;
  for (int i = 0; i < GRANTS; i++)
    if (guest->granted[i].first != oa) guest->left[count++] = guest->granted[i];
  return vpt_set_grants(&guest->space.tables, guest->left, count);
}

static void copy_code(uint64_t to, const char *code, const char *end)
{
  if (end - code > (int64_t)KIB_4) stop("the guests' program does not fit its page");
  char *target = (char *)to;
  for (; code < end; code++) *target++ = *code;
  code_written(to, (uint64_t)target);
}

uint64_t initial_word(const struct guest *guest, uint64_t address)
{
  return (uint64_t)(0xA0 + guest->number) << 56 | address;
}

void guest_show(const struct guest *guest)
{
  require(vpt_map_frame(&hypervisor.tables, guest->small_oa, guest->small_oa, MIB_2,
                        VPT_READ | VPT_WRITE));
  own_mapped();
}

void guest_hide(const struct guest *guest)
{
  require(vpt_unmap_frame(&hypervisor.tables, guest->small_oa, MIB_2).status);
}

static void fill_memory(const struct guest *guest)
{
  guest_show(guest);
  for (uint64_t i = 0; i < SMALL_PAGES; i++) {
    uint64_t oa = guest->small_oa + i * KIB_4;
    uint64_t address = small_pages[i].address;
    *(uint64_t *)oa = initial_word(guest, address);
    if (address == GUEST_CODE) copy_code(oa, guest_program, guest_program_end);
    if (address == GUEST_PRIVATE)
      copy_code(oa + (GUEST_FUNCTION - GUEST_PRIVATE), guest_function, guest_function_end);
  }
  guest_hide(guest);
}

/* What it can write of the CPU is there already if it was the last to run. */
static void switch_state(struct guest *guest)
{
  static struct guest *last;
  if (last == guest) return;
  if (last) state_save(&last->state);
  state_load(&guest->state);
  last = guest;
}

static struct outcome run(struct guest *guest)
{
  struct outcome outcome;
  guest_select(guest);
  switch_state(guest);
  outcome.done = guest_run(&guest->registers, &outcome.syndrome);
  outcome.result = guest->registers.x[FIRST_ARGUMENT];
  return outcome;
}

/* From its first instruction to where it asks for its first step, and waits for it. */
static void start(struct guest *guest)
{
  guest_begin(&guest->registers, GUEST_CODE);
  if (!run(guest).done) stop("a guest does not start");
}

struct outcome guest_step(struct guest *guest, enum step step, uint64_t address, uint64_t value)
{
  uint64_t *argument = &guest->registers.x[FIRST_ARGUMENT];
  argument[0] = step;
  argument[1] = address;
  argument[2] = value;
  struct outcome outcome = run(guest);
  if (!outcome.done) start(guest);
  return outcome;
}

void guests_init(void)
{
  for (int i = 0; i < GUESTS; i++) {
    make_tables(&guests[i]);
    fill_memory(&guests[i]);
    state_begin(&guests[i].state);
  }
  stage2_on();
  traps_on();
  for (int i = 0; i < GUESTS; i++) start(&guests[i]);
}

void guests_destroy(void)
{
  stage2_off();
  for (int i = 0; i < GUESTS; i++) vpt_destroy(&guests[i].space.tables);
}
