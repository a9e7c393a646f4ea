/* SPDX-License-Identifier: Apache-2.0 */
/* Guests' memory: mapped when it is touched, in leaves of 2 MiB, and what a hypervisor does to it while its guest runs.
 * The lock is held. */
#include "guest.h"

#include "console.h"
#include "hypervisor.h"

#define RIGHTS (VPT_READ | VPT_WRITE | VPT_EXEC)
#define RIGHTS_LOGGED (VPT_READ | VPT_EXEC)
#define PAGES (MIB_2 / KIB_4)
#define BALLOON_LEAVES 4 /* taken at a time */
#define TURN_TO_TELL 10  /* not before: the guest's kernel has its own tables long since */
#define ROUNDS 2         /* of dirty logging: each page that is written to is a fault */
#define REST 8           /* so many times as long as something took nothing is done */
#define INTERRUPTS_BETWEEN 8 /* after so many something is done behind the guest's back */

struct guest guests[GUESTS];

/* ---- leaves ----------------------------------------------------------------------------------- */

static vpt_ia address_of(unsigned part)
{
  return GUEST_RAM + part * MIB_2;
}

static void map(struct guest *guest, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  require(vpt_map_frame(&guest->space.tables, ia, oa, size, attr));
  guest_mapped();
}

static struct vpt_result unmap(struct guest *guest, vpt_ia ia)
{
  watch_begin(guest, ia);
  struct vpt_result was = vpt_unmap_frame(&guest->space.tables, ia, 0);
  require(was.status);
  watch_end(ia);
  return was;
}

static void copy(vpt_oa to, vpt_oa from, uint64_t length)
{
  for (uint64_t at = 0; at < length; at += sizeof(uint64_t)) *(uint64_t *)(to + at) = *(uint64_t *)(from + at);
  code_copied(to, to + length);
}

static bool same(vpt_oa a, vpt_oa b)
{
  for (uint64_t at = 0; at < KIB_4; at += sizeof(uint64_t))
    if (*(uint64_t *)(a + at) != *(uint64_t *)(b + at)) return false;
  return true;
}

/* ---- grants ----------------------------------------------------------------------------------- */

static uint32_t insert(struct vpt_grant *grants, uint32_t count, struct vpt_grant grant)
{
  if (grant.first == grant.end) return count;
  uint32_t place = count;
  for (; place > 0 && grants[place - 1].first > grant.first; place--) grants[place] = grants[place - 1];
  grants[place] = grant;
  return count + 1;
}

static uint32_t insert_memory(struct vpt_grant *grants, uint32_t count, vpt_oa oa, uint64_t length, vpt_attr rights)
{
  return insert(grants, count, (struct vpt_grant){oa, oa + length, rights, VPT_TYPE(VPT_NORMAL)});
}

/* Its own memory, in which leaves move about; devices; and what is lent to it. */
static void grant(struct guest *guest)
{
  struct vpt_grant *grants = guest->grants[!guest->granted];
  uint32_t count = insert(grants, 0, (struct vpt_grant)GUEST_DEVICES);
  count = insert_memory(grants, count, GUEST_RAM_OA(guest->number), GUEST_RAM_BYTES, RIGHTS);
  count = insert_memory(grants, count, SPARE_OA(guest->number), MIB_2, RIGHTS);
  count = insert_memory(grants, count, guest->lent, guest->lent ? MIB_2 : 0, RIGHTS_LOGGED);
  require(vpt_set_grants(&guest->space.tables, grants, count));
  guest->granted = !guest->granted;
}

bool may_have(const struct guest *guest, vpt_oa oa, vpt_attr attr)
{
  return vpt_map_check(&guest->space.tables, GUEST_RAM, oa, KIB_4, attr, 0).status != VPT_ERR_GRANT;
}

void guest_init(struct guest *guest, int number)
{
  static const char *const names[GUESTS] = {"guest 0", "guest 1"};
  *guest = (struct guest){
      .space = {.geometry = {GUEST_FORMAT, .levels = 3, .input_bits = GUEST_ADDRESS_BITS, .output_bits = 40},
                .name = names[number]},
      .number = number,
      .spare = SPARE_OA(number),
      .on = true,
  };
  const struct vpt_config config = {
      .geometry = guest->space.geometry,
      .pool = &pool,
      .output_first = GUESTS_FIRST,
      .output_end = GUESTS_END,
      .id = (uint16_t)(number + 1),
      .hooks = {guest_invalidate, guest_sync, guest},
  };
  require(vpt_init(&guest->space.tables, &config));
  grant(guest);
  guest_map_devices(guest);
  for (unsigned i = 0; i < GUEST_LEAVES; i++) guest->parts[i].oa = GUEST_RAM_OA(number) + i * MIB_2;
}

/* The next part that is one leaf, round and round; none: GUEST_LEAVES. */
static unsigned choose(struct guest *guest)
{
  for (unsigned i = 0; i < GUEST_LEAVES; i++) {
    unsigned part = guest->next;
    guest->next = (guest->next + 1) % GUEST_LEAVES;
    if (guest->parts[part].how == WHOLE) return part;
  }
  return GUEST_LEAVES;
}

/* Its content stays where it is. */
static bool take_one(struct guest *guest)
{
  unsigned part = choose(guest);
  if (part == GUEST_LEAVES) return false;
  unmap(guest, address_of(part));
  guest->parts[part].how = AWAY;
  guest->mapped--;
  return true;
}

static void map_part(struct guest *guest, unsigned part)
{
  map(guest, address_of(part), guest->parts[part].oa, MIB_2, RIGHTS);
  guest->parts[part].how = WHOLE;
  if (++guest->mapped > guest->most_mapped) guest->most_mapped = guest->mapped;
}

/* ---- faults ----------------------------------------------------------------------------------- */

/* Another core may have brought the same meanwhile. */
bool bring(struct guest *guest, vpt_ia ia)
{
  if (ia - GUEST_RAM >= GUEST_RAM_BYTES) return false;
  unsigned part = (unsigned)((ia - GUEST_RAM) / MIB_2);
  if (guest->parts[part].how != AWAY) return true;
  if (guest->mapped == RESIDENT_LEAVES && !is_quiet() && take_one(guest)) guest->taken++;
  map_part(guest, part);
  guest->brought++;
  return true;
}

/* Guest 1 has its page in the frame of guest 0: it gets its own again, with what is in the other. */
static bool part_pages(vpt_ia page)
{
  struct guest *lender = &guests[0], *borrower = &guests[1];
  uint64_t offset = page - address_of(COMMON_LEAF);
  vpt_oa lent = lender->parts[COMMON_LEAF].oa + offset, own = borrower->parts[COMMON_LEAF].oa + offset;
  if (vpt_query(&borrower->space.tables, page).oa != lent) return false;
  unmap(borrower, page);
  copy(own, lent, KIB_4);
  map(borrower, page, own, KIB_4, RIGHTS_LOGGED);
  borrower->parted++;
  return true;
}

/* It wrote to a page that is read-only to learn that, or because both guests have it. */
bool give_right_to_write(struct guest *guest, vpt_ia ia)
{
  if (ia - GUEST_RAM >= GUEST_RAM_BYTES) return false;
  vpt_ia page = ia - ia % KIB_4;
  switch (guest->parts[(ia - GUEST_RAM) / MIB_2].how) {
  case AWAY:
  case WHOLE: return true; /* another core has changed it meanwhile */
  case COMMON: part_pages(page); break;
  case LOGGED: break;
  }
  require(vpt_protect(&guest->space.tables, page, KIB_4, RIGHTS).status);
  return true;
}

/* ---- behind guests' backs --------------------------------------------------------------------- */

/* Dirty logging: a leaf may not be written; it is split when a page of it is, which gets the right. Those that have it
 * are counted, and it is one leaf again. */
static void begin_log(struct guest *guest)
{
  guest->logged = choose(guest);
  if (guest->logged == GUEST_LEAVES) return;
  require(vpt_protect(&guest->space.tables, address_of(guest->logged), MIB_2, RIGHTS_LOGGED).status);
  guest->parts[guest->logged].how = LOGGED;
  guest->logging = true;
}

static void end_log(struct guest *guest)
{
  vpt_ia ia = address_of(guest->logged);
  struct vpt_run run;
  for (uint64_t done = 0; done < MIB_2; done += run.length) {
    run = vpt_next_run(&guest->space.tables, ia + done, MIB_2 - done);
    if (run.attr & VPT_WRITE) guest->dirty += (int)(run.length / KIB_4);
  }
  watch_begin(guest, ia);
  require(vpt_unmap(&guest->space.tables, ia, MIB_2).status);
  watch_end(ia);
  map(guest, ia, guest->parts[guest->logged].oa, MIB_2, RIGHTS);
  guest->parts[guest->logged].how = WHOLE;
  guest->logging = false;
  guest->rounds++;
}

/* To another frame. Other cores of the guest that want it meanwhile fault, and wait for the lock. */
static void move(struct guest *guest)
{
  unsigned part = choose(guest);
  if (part == GUEST_LEAVES) return;
  vpt_oa from = unmap(guest, address_of(part)).oa;
  copy(guest->spare, from, MIB_2);
  map(guest, address_of(part), guest->spare, MIB_2, RIGHTS);
  guest->parts[part].oa = guest->spare;
  guest->spare = from;
  guest->moved++;
}

static void take_some(struct guest *guest)
{
  for (int i = 0; i < BALLOON_LEAVES && take_one(guest); i++) guest->ballooned++;
}

/* Where both guests have the same, the second gets the frame of the first. Both parts are away while they are
 * compared. */
static void share(void)
{
  struct guest *lender = &guests[0], *borrower = &guests[1];
  vpt_ia ia = address_of(COMMON_LEAF);
  vpt_oa lent = unmap(lender, ia).oa, own = unmap(borrower, ia).oa;
  borrower->lent = lent;
  grant(borrower);
  for (uint64_t offset = 0; offset < MIB_2; offset += KIB_4) {
    bool shared = same(lent + offset, own + offset);
    map(lender, ia + offset, lent + offset, KIB_4, RIGHTS_LOGGED);
    map(borrower, ia + offset, (shared ? lent : own) + offset, KIB_4, RIGHTS_LOGGED);
    borrower->shared += shared;
  }
  lender->parts[COMMON_LEAF].how = borrower->parts[COMMON_LEAF].how = COMMON;
}

static bool can_share(void)
{
  for (int i = 0; i < GUESTS; i++)
    if (!guests[i].on || guests[i].parts[COMMON_LEAF].how != WHOLE || guests[i].taken == 0) return false;
  return true;
}

static void take_turn(struct guest *guest, unsigned turn)
{
  if (!guest->told && turn >= TURN_TO_TELL && kernel_is_reached()) {
    tell_stages(guest);
    wait_for_look();
    guest->told = true;
  }
  switch (turn % 4) {
  case 0: take_some(guest); break;
  case 1: move(guest); break;
  case 2:
    if (!guest->logging && (guest->rounds < ROUNDS || guest->dirty == 0)) begin_log(guest);
    break;
  default:
    if (guest->logging && turn / 4 % 2 == 1) end_log(guest);
    break;
  }
}

bool had_everything(const struct guest *guest)
{
  return guest->taken > 0 && guest->ballooned > 0 && guest->moved > 0 && guest->rounds > 0 && guest->dirty > 0 &&
         guest->parts[COMMON_LEAF].how == COMMON && guest->told;
}

bool is_time(struct guest *guest)
{
  return __atomic_add_fetch(&guest->interrupts, 1, __ATOMIC_RELAXED) % INTERRUPTS_BETWEEN == 0;
}

void do_something(struct guest *guest)
{
  uint64_t now = clock_now();
  if (is_quiet() || now < guest->rest_until) return;
  if (can_share()) share();
  take_turn(guest, guest->turn++);
  uint64_t end = clock_now();
  guest->rest_until = end + REST * (end - now);
}
