/* SPDX-License-Identifier: Apache-2.0 */
/* The hypervisor for two Linux guests: how it begins, and how it concludes. */
#include "ask.h"
#include "console.h"
#include "guest.h"
#include "hypervisor.h"
#include "mmu.h"
#include "serial.h"

#define IMAGE_MAGIC_OFFSET 56 /* of the header of a kernel's image */

void main(void);

struct vcpu vcpus[CORES];

static int locked;
static uint64_t free_without_guests; /* frames of the pool */

void lock(void)
{
  while (__atomic_exchange_n(&locked, 1, __ATOMIC_ACQUIRE)) {
  }
}

void unlock(void)
{
  __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
}

void map_own(uint64_t first, uint64_t length, vpt_attr attr)
{
  require(vpt_map(&hypervisor.tables, first, first, length, VPT_READ | VPT_WRITE | attr, 0).status);
}

static void map_what_it_needs(void)
{
  map_own(WISHES_OA, KIB_4, VPT_NORMAL);
  map_own(GUEST_RAM_OA(0), GUESTS_END - GUEST_RAM_OA(0), VPT_NORMAL);
  own_mapped();
}

static bool has_kernel(int number)
{
  return *(const uint32_t *)(GUEST_RAM_OA(number) + KERNEL_OFFSET + IMAGE_MAGIC_OFFSET) == IMAGE_MAGIC;
}

/* Core 0 of each guest; it starts the others. */
static void start(int number)
{
  struct vcpu *vcpu = &vcpus[number * CORES_OF_GUEST];
  for (int i = 0; i < CORES_OF_GUEST; i++) vcpu[i].guest = &guests[number];
  if (!has_kernel(number)) return;
  guest_init(&guests[number], number);
  vcpu->entry = GUEST_KERNEL;
  vcpu->argument = GUEST_TREE;
  vcpu->on = true;
}

void main(void)
{
  serial_init();
  print("Linux behind " STAGE " tables made by libvpt\n");
  hypervisor_init();
  machine_init();
  map_what_it_needs();
  free_without_guests = vpt_pool_free(&pool);
  for (int i = 0; i < GUESTS; i++) start(i);
  if (!vcpus[0].on) stop("there is no kernel for guest 0");
  lock(); /* nobody says anything before all have been started */
  for (int i = 1; i < GUESTS; i++)
    if (guests[i].on && !core_on((unsigned)i * CORES_OF_GUEST)) stop("a core does not start");
  unlock();
  core_init();
  vcpu_run(&vcpus[0]);
}

/* ---- the end ---------------------------------------------------------------------------------- */

static void report(const struct guest *guest)
{
  print("%s: %d leaves of 2 MiB came by faults, %d went for others, %d were ballooned; %d of 128 were mapped at most; "
        "%d moved to other frames; %d rounds of dirty logging, %d pages written; %d interrupts\n",
        guest->space.name, guest->brought, guest->taken, guest->ballooned, guest->most_mapped, guest->moved,
        guest->rounds, guest->dirty, guest->interrupts);
}

static void check_activity(const struct guest *guest)
{
  print("%s: never more than %d leaves mapped, and some of everything done", guest->space.name, RESIDENT_LEAVES);
  verdict(guest->most_mapped <= RESIDENT_LEAVES && had_everything(guest));
}

/* Pages that guest 1 still has in the frame of guest 0: neither may write them. */
static void check_common(void)
{
  int common = 0, writable = 0;
  for (vpt_ia page = GUEST_RAM + COMMON_LEAF * MIB_2; page < GUEST_RAM + (COMMON_LEAF + 1) * MIB_2; page += KIB_4) {
    struct vpt_result a = vpt_query(&guests[0].space.tables, page), b = vpt_query(&guests[1].space.tables, page);
    if (a.status != VPT_OK || b.status != VPT_OK || a.oa != b.oa) continue;
    common++;
    writable += ((a.attr | b.attr) & VPT_WRITE) != 0;
  }
  print("both guests: %d of 512 pages were made one, %d were parted again by a write, %d are one, %d of them writable",
        guests[1].shared, guests[1].parted, common, writable);
  verdict(common > 0 && common == guests[1].shared - guests[1].parted && writable == 0);
}

/* The library gives a guest neither the tables, nor the serial port, nor what is the other's alone; what is lent to it
 * may be read, not written. */
static void check_grants(const struct guest *guest)
{
  const struct guest *other = &guests[!guest->number];
  const vpt_oa others[] = {POOL_OA, UART_OA, WISHES_OA, other->spare, other->parts[COMMON_LEAF + 1].oa};
  int may = 0;
  for (unsigned i = 0; i < sizeof others / sizeof others[0]; i++) may += may_have(guest, others[i], VPT_READ);
  if (guest->lent) may += may_have(guest, guest->lent, VPT_READ | VPT_WRITE) + !may_have(guest, guest->lent, VPT_READ);
  print("%s: %d of what it must not have is granted", guest->space.name, may);
  verdict(may == 0 && may_have(guest, guest->spare, VPT_READ | VPT_WRITE));
}

/* Every page from 0 to where the guest's memory ends, and the first of each 2 MiB of the rest of 4 GiB and of each GiB
 * beyond. */
static void compare(const struct guest *guest)
{
  int asked = 0, mapped = 0, differ = 0;
  guest_select(guest);
  for (vpt_ia ia = 0; ia < 1ULL << GUEST_ADDRESS_BITS;
       ia += ia < GUEST_RAM + GUEST_RAM_BYTES ? KIB_4 : ia < 4 * GIB_1 ? MIB_2 : GIB_1) {
    struct vpt_result said = vpt_query(&guest->space.tables, ia);
    asked++;
    mapped += said.status == VPT_OK;
    differ += !mmu_agrees(&guest->space, ia, said, false) || !mmu_agrees(&guest->space, ia, said, true);
  }
  print("%s: %d addresses, %d of them mapped: vpt_query and the MMU (" GUEST_QUESTIONS ") differ in %d",
        guest->space.name, asked, mapped, differ);
  verdict(differ == 0 && mapped > 0);
}

static int leaves(const struct guest *guest)
{
  int count = 0;
  struct vpt_result leaf;
  for (vpt_ia ia = 0; next_leaf(&guest->space, &ia, &leaf); ia += leaf.size) count++;
  return count;
}

void wait_for_look(void)
{
  print("waiting for Enter\n");
  wait_for_enter();
}

static void offer_tables(void)
{
  for (int i = 0; i < GUESTS; i++)
    if (guests[i].space.name) tell_tables(&guests[i], leaves(&guests[i]));
  wait_for_look();
}

static _Noreturn void conclude(void)
{
  print("\n");
  questions_begin();
  for (int i = 0; i < GUESTS; i++) {
    if (!guests[i].space.name) continue;
    report(&guests[i]);
    if (is_quiet()) continue;
    check_activity(&guests[i]);
    check_grants(&guests[i]);
    compare(&guests[i]);
  }
  if (!is_quiet()) {
    check_common();
    offer_tables();
  }
  stage2_end();
  for (int i = 0; i < GUESTS; i++)
    if (guests[i].space.name) vpt_destroy(&guests[i].space.tables);
  print("the guests' tables are given back: %d of %d frames of the pool are free", (int)vpt_pool_free(&pool),
        (int)(POOL_BYTES / KIB_4));
  verdict(vpt_pool_free(&pool) == free_without_guests);
  finish();
}

void guest_ends(struct guest *guest, const char *how)
{
  guest->on = false;
  print("guest %d %s\n", guest->number, how);
}

/* ---- running ---------------------------------------------------------------------------------- */

/* The last core of all concludes. */
static _Noreturn void leave(struct vcpu *vcpu)
{
  vcpu->on = false;
  call_cores(vcpu->guest);
  for (unsigned i = 0; i < CORES; i++)
    if (vcpus[i].on) core_off();
  conclude();
}

/* Whoever changes the tables of another guest selects that one. */
_Noreturn void vcpu_run(struct vcpu *vcpu)
{
  struct guest *guest = vcpu->guest;
  vcpu_begin(vcpu);
  for (;;) {
    enum left left = vcpu_enter(vcpu);
    if (left == NOTHING && __atomic_load_n(&guest->on, __ATOMIC_RELAXED)) continue;
    lock();
    if (!guest->on) leave(vcpu);
    if (left == A_TURN) do_something(guest);
    if (left == HELP) vcpu_help(vcpu);
    if (!guest->on) leave(vcpu);
    unlock();
  }
}
