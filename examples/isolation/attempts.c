/* SPDX-License-Identifier: Apache-2.0 */
/* What guests and hypervisor attempt, one at a time: told in a line, and checked to the last bit of
 * the syndrome. */
#include "attempts.h"

#include "apart.h"
#include "console.h"
#include "hypervisor.h"
#include "port.h"

/* What a guest writes where it must not. */
#define FORGED 0xBADULL

/* ---- single steps of a guest, each a check --------------------------------------------------- */

static void tell_step(const struct guest *guest, enum step step, uint64_t address, uint64_t value,
                      const char *what)
{
  print("[guest %d] ", guest->number);
  switch (step) {
  case STEP_READ: print("read"); break;
  case STEP_WRITE: print("write %x to", value); break;
  default: print("execute"); break;
  }
  print(" %x (%s): ", address, what);
}

static void tell_outcome(enum step step, const struct outcome *outcome)
{
  if (!outcome->done)
    tell_guest_fault(&outcome->syndrome);
  else if (step == STEP_WRITE)
    print("done");
  else
    print(step == STEP_READ ? "%x" : "returned %x", outcome->result);
}

/* The step works and the guest's first register is `expected` after it. */
static void step_works(struct guest *guest, enum step step, uint64_t address, const char *what,
                       uint64_t value, uint64_t expected)
{
  tell_step(guest, step, address, value, what);
  struct outcome outcome = guest_step(guest, step, address, value);
  tell_outcome(step, &outcome);
  verdict(outcome.done && outcome.result == expected);
}

void reads(struct guest *guest, uint64_t address, const char *what, uint64_t expected)
{
  step_works(guest, STEP_READ, address, what, 0, expected);
}

/* A store leaves that register, which says STEP_WRITE, alone. */
void writes(struct guest *guest, uint64_t address, const char *what, uint64_t value)
{
  step_works(guest, STEP_WRITE, address, what, value, STEP_WRITE);
}

void executes(struct guest *guest, uint64_t address, const char *what, uint64_t expected)
{
  step_works(guest, STEP_EXECUTE, address, what, 0, expected);
}

/* What the library says of the address gives cause for this fault. */
static bool library_agrees(const struct space *space, uint64_t address, enum fault fault,
                           uint64_t size)
{
  struct vpt_result said = vpt_query(&space->tables, address);
  if (fault == PERMISSION) return said.status == VPT_OK && said.size == size;
  return said.status != VPT_OK && hole_size(space, address) == size;
}

void step_faults(struct guest *guest, enum step step, uint64_t address, const char *what,
                 enum fault fault, uint64_t size)
{
  tell_step(guest, step, address, FORGED, what);
  struct outcome outcome = guest_step(guest, step, address, FORGED);
  tell_outcome(step, &outcome);
  verdict(!outcome.done && is_guest_fault(&outcome.syndrome, step, address, fault, size) &&
          library_agrees(&guest->space, address, fault, size));
}

/* ---- words of the CPU (apart.h) -------------------------------------------------------------- */

void program_sets(void *program, unsigned word, uint64_t value)
{
  if (!guest_step(program, STEP_SET, word, value).done) stop("a guest cannot write a register of its own");
}

uint64_t program_gets(void *program, unsigned word)
{
  struct outcome outcome = guest_step(program, STEP_GET, word, 0);
  if (!outcome.done) stop("a guest cannot read a register of its own");
  return outcome.result;
}

bool program_trapped(void *program, unsigned attempt)
{
  struct outcome outcome = guest_step(program, STEP_ATTEMPT, attempt, FORGED);
  bool trapped = !outcome.done && is_trap(&outcome.syndrome, attempt);
  if (trapped) return true;
  print("attempt %d: ", (int)attempt);
  if (outcome.done)
    print("done");
  else
    tell_guest_fault(&outcome.syndrome);
  print("; ");
  return false;
}

/* ---- what the hypervisor does, each a check -------------------------------------------------- */

static void tell_status(enum vpt_status status, enum vpt_status expected)
{
  print("\"%s\"", vpt_status_text(status));
  verdict(status == expected);
}

void refuses(struct guest *guest, uint64_t oa, vpt_attr attr, const char *what)
{
  print("[library] map %x (%s) for guest %d: ", oa, what, guest->number);
  tell_status(vpt_map_frame(&guest->space.tables, GUEST_SPARE, oa, KIB_4, attr), VPT_ERR_GRANT);
}

void refuses_range(struct guest *guest, uint64_t oa, uint64_t length, const char *what)
{
  print("[library] map %x bytes from %x on (%s) for guest %d: ", length, oa, what, guest->number);
  tell_status(vpt_map(&guest->space.tables, GUEST_SPARE, oa, length, VPT_READ | DEVICE_MEMORY, 0).status,
              VPT_ERR_GRANT);
}

void refuses_rights(struct guest *guest, uint64_t address, vpt_attr attr, const char *what)
{
  print("[library] make %x of guest %d %s: ", address, guest->number, what);
  tell_status(vpt_protect_frame(&guest->space.tables, address, attr, 0), VPT_ERR_GRANT);
}

void refuses_tables(struct guest *guest)
{
  struct vpt space;
  const struct vpt_config config = {
      .geometry = guest->space.geometry,
      .pool = &pool,
      .output_first = RAM_OA,
      .output_end = SHARED_OA,
  };
  print("[library] a guest whose memory is one range, with the tables in it: ");
  tell_status(vpt_init(&space, &config), VPT_ERR_TABLES);
  const struct vpt_grant all = {guest->granted[0].first, guest->granted[GRANTS - 1].end, VPT_READ,
                                VPT_TYPE(VPT_NORMAL)};
  print("[library] grant guest %d all from %x to %x, with the tables in it: ", guest->number, all.first, all.end);
  tell_status(vpt_set_grants(&guest->space.tables, &all, 1), VPT_ERR_TABLES);
}

void takes_back(struct guest *guest, uint64_t oa, enum vpt_status expected, const char *what)
{
  print("[hypervisor] grants %x (%s) to guest %d no more: ", oa, what, guest->number);
  tell_status(guest_take_back(guest, oa), expected);
}

/* The hypervisor itself reads the guest's memory. */
void hypervisor_reads(const struct guest *guest)
{
  print("[hypervisor] read %x (memory of guest %d): ", guest->small_oa, guest->number);
  struct syndrome syndrome;
  bool read = own_read(guest->small_oa, &syndrome);
  print(read ? "done" : "fault");
  verdict(read);
}

void hypervisor_faults(const struct guest *guest, uint64_t size)
{
  print("[hypervisor] read %x (memory of guest %d): ", guest->small_oa, guest->number);
  struct syndrome syndrome;
  bool read = own_read(guest->small_oa, &syndrome);
  if (read)
    print("done");
  else
    tell_own_fault(&syndrome);
  verdict(!read && is_own_fault(&syndrome, guest->small_oa, size));
}

/* The rights that the MMU gives the guest at this moment. Asked before and after a change, with nothing
 * in between that could make it forget (QEMU 7.2 empties the TLB whenever a RISC-V guest is entered or
 * left), the second answer shows what the library's hooks have done. */
static vpt_attr rights_now(uint64_t address)
{
  return (mmu_permits(address, false) ? VPT_READ : 0) | (mmu_permits(address, true) ? VPT_WRITE : 0);
}

void unmaps(struct guest *guest, uint64_t address, uint64_t tables)
{
  guest_select(guest);
  vpt_attr rights = rights_now(address);
  uint64_t free_before = vpt_pool_free(&pool);
  enum vpt_status status = vpt_unmap_frame(&guest->space.tables, address, 0).status;
  vpt_attr left = rights_now(address);
  uint64_t freed = vpt_pool_free(&pool) - free_before;
  print("[hypervisor] takes %x from guest %d: \"%s\", %d tables freed", address, guest->number,
        vpt_status_text(status), (int)freed);
  verdict(status == VPT_OK && freed == tables && rights != 0 && left == 0);
}

void protects(struct guest *guest, uint64_t address, vpt_attr attr, const char *rights)
{
  guest_select(guest);
  vpt_attr before = rights_now(address);
  enum vpt_status status = vpt_protect_frame(&guest->space.tables, address, attr, 0);
  vpt_attr after = rights_now(address);
  print("[hypervisor] makes %x of guest %d %s: \"%s\"", address, guest->number, rights,
        vpt_status_text(status));
  verdict(status == VPT_OK && (before & VPT_READ) && after == (attr & (VPT_READ | VPT_WRITE)));
  if (attr & VPT_EXEC) code_written(0, 0); /* nothing since it was copied, but it is fetched anew */
}

/* Every leaf lies in the guest's own memory, or is its device: none reaches the tables, the hypervisor, or the other
 * guest beyond the shared page. */
void stays_inside(const struct guest *guest, int expected_leaves)
{
  struct vpt_result leaf;
  int leaves = 0, outside = 0;
  for (vpt_ia ia = 0; next_leaf(&guest->space, &ia, &leaf); ia += leaf.size) {
    leaves++;
    bool small = leaf.oa >= guest->small_oa && leaf.oa + leaf.size <= guest->small_oa + 2 * MIB_2;
    bool large = leaf.oa == guest->large_oa && leaf.size == GIB_1;
    bool shared = leaf.oa == SHARED_OA && leaf.size == KIB_4;
    bool device = leaf.oa == guest->device_oa && leaf.size == KIB_4 && !(leaf.attr & VPT_EXEC);
    if (!small && !large && !shared && !device) outside++;
  }
  print("[guest %d] %d leaves, %d of them outside its memory", guest->number, leaves, outside);
  verdict(leaves == expected_leaves && outside == 0);
}
