/* SPDX-License-Identifier: Apache-2.0 */
/* What guests and hypervisor attempt, one at a time: told in a line, and checked to the last bit of
 * the syndrome. */
#include "attempts.h"

#include "console.h"
#include "hypervisor.h"
#include "machine.h"
#include "registers.h"

/* ESR_EL2 (DDI 0487). Of an abort: IL (25) is 1; FnV (10), EA (9) and S1PTW (7) must be 0; WnR (6)
 * is 1 for a write; bits 5:0 are the fault status, which ends in the level. */
#define CLASS_INSTRUCTION_ABORT 0x20U
#define CLASS_DATA_ABORT 0x24U
#define CLASS_OWN_DATA_ABORT 0x25U /* taken from EL2 itself */
#define ESR_IL (1ULL << 25)
#define ESR_WRITE (1ULL << 6)
#define ESR_ABORT_MASK (ESR_IL | 1 << 10 | 1 << 9 | 1 << 7 | ESR_WRITE | 0x3F)

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
  case STEP_EXECUTE: print("execute"); break;
  }
  print(" %x (%s): ", address, what);
}

/* HPFAR_EL2: bits 43:4 are bits 51:12 of the intermediate physical address; printed as the page's
 * address. */
static uint64_t hpfar_page(const struct outcome *outcome)
{
  return outcome->hpfar >> 4 << 12;
}

static void tell_fault(const char *stage, const struct outcome *outcome)
{
  uint64_t fault = outcome->esr & 0x3C;
  bool fetch = ESR_CLASS(outcome->esr) == CLASS_INSTRUCTION_ABORT;
  if (fault == TRANSLATION || fault == PERMISSION)
    print("%s %s fault%s, level %d, ", stage, fault == TRANSLATION ? "translation" : "permission",
          fetch ? " on instruction fetch" : "", (int)(outcome->esr & 3));
  else
    print("ESR %x, ", outcome->esr);
  print("FAR %x", outcome->far);
}

static void tell_outcome(enum step step, const struct outcome *outcome)
{
  if (ESR_CLASS(outcome->esr) != CLASS_HVC) {
    tell_fault("stage-2", outcome);
    print(", HPFAR %x", hpfar_page(outcome));
  } else if (step == STEP_WRITE) {
    print("done");
  } else {
    print(step == STEP_READ ? "%x" : "returned %x", outcome->result);
  }
}

/* The step works and X0 is `expected` after it. */
static void step_works(struct guest *guest, enum step step, uint64_t address, const char *what,
                       uint64_t value, uint64_t expected)
{
  tell_step(guest, step, address, value, what);
  struct outcome outcome = guest_step(guest, step, address, value);
  tell_outcome(step, &outcome);
  verdict(ESR_CLASS(outcome.esr) == CLASS_HVC && outcome.result == expected);
}

void reads(struct guest *guest, uint64_t address, const char *what, uint64_t expected)
{
  step_works(guest, STEP_READ, address, what, 0, expected);
}

/* A store leaves X0, which says STEP_WRITE, alone. */
void writes(struct guest *guest, uint64_t address, const char *what, uint64_t value)
{
  step_works(guest, STEP_WRITE, address, what, value, STEP_WRITE);
}

void executes(struct guest *guest, uint64_t address, const char *what, uint64_t expected)
{
  step_works(guest, STEP_EXECUTE, address, what, 0, expected);
}

/* The step ends in exactly this stage-2 abort. The architecture promises HPFAR_EL2 for translation
 * faults only; QEMU sets it for permission faults too, so here it is checked for both. */
void step_faults(struct guest *guest, enum step step, uint64_t address, const char *what,
                 enum fault fault, unsigned level)
{
  tell_step(guest, step, address, FORGED, what);
  struct outcome outcome = guest_step(guest, step, address, FORGED);
  tell_outcome(step, &outcome);
  uint64_t class = step == STEP_EXECUTE ? CLASS_INSTRUCTION_ABORT : CLASS_DATA_ABORT;
  uint64_t syndrome = ESR_IL | (step == STEP_WRITE ? ESR_WRITE : 0) | fault | level;
  verdict(ESR_CLASS(outcome.esr) == class && (outcome.esr & ESR_ABORT_MASK) == syndrome &&
          outcome.far == address && outcome.hpfar == address >> 12 << 4);
}

/* ---- what the hypervisor does, each a check -------------------------------------------------- */

static void tell_status(enum vpt_status status, enum vpt_status expected)
{
  print("\"%s\"", vpt_status_text(status));
  verdict(status == expected);
}

void refuses(struct guest *guest, uint64_t oa, const char *what)
{
  print("[library] map %x (%s) for guest %d: ", oa, what, guest->number);
  tell_status(vpt_map_frame(&guest->space.tables, GUEST_SHARED + KIB_4, oa, KIB_4, VPT_READ),
              VPT_ERR_OA);
}

void refuses_tables(const struct guest *guest)
{
  struct vpt space;
  const struct vpt_config config = {
      .geometry = guest->space.geometry,
      .pool = &pool,
      .output_first = RAM_OA,
      .output_end = SHARED_OA,
  };
  print("[library] a guest whose memory includes the tables: ");
  tell_status(vpt_init(&space, &config), VPT_ERR_TABLES);
}

/* The hypervisor itself reads the guest's memory. */
void hypervisor_reads(const struct guest *guest)
{
  print("[hypervisor] read %x (memory of guest %d): ", guest->small_oa, guest->number);
  bool read = hypervisor_can_read(guest->small_oa);
  print(read ? "done" : "fault");
  verdict(read);
}

void hypervisor_faults(const struct guest *guest, unsigned level)
{
  print("[hypervisor] read %x (memory of guest %d): ", guest->small_oa, guest->number);
  bool read = hypervisor_can_read(guest->small_oa);
  struct outcome outcome = {.esr = READ_REGISTER(esr_el2), .far = READ_REGISTER(far_el2)};
  if (read)
    print("done");
  else
    tell_fault("stage-1", &outcome);
  verdict(!read && ESR_CLASS(outcome.esr) == CLASS_OWN_DATA_ABORT &&
          (outcome.esr & ESR_ABORT_MASK) == (ESR_IL | TRANSLATION | level) &&
          outcome.far == guest->small_oa);
}

void unmaps(struct guest *guest, uint64_t address, uint64_t tables)
{
  uint64_t free_before = vpt_pool_free(&pool);
  enum vpt_status status = vpt_unmap_frame(&guest->space.tables, address).status;
  uint64_t freed = vpt_pool_free(&pool) - free_before;
  print("[hypervisor] takes %x from guest %d: \"%s\", %d tables freed", address, guest->number,
        vpt_status_text(status), (int)freed);
  verdict(status == VPT_OK && freed == tables);
}

void protects(struct guest *guest, uint64_t address, vpt_attr attr, const char *rights)
{
  print("[hypervisor] makes %x of guest %d %s: ", address, guest->number, rights);
  tell_status(vpt_protect_frame(&guest->space.tables, address, attr), VPT_OK);
  if (attr & VPT_EXEC) __asm__ volatile("ic ialluis\n\tdsb ish\n\tisb" : : : "memory");
}

/* Every leaf lies in the guest's own memory: none reaches the tables, the hypervisor, or the other
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
    if (!small && !large && !shared) outside++;
  }
  print("[guest %d] %d leaves, %d of them outside its memory", guest->number, leaves, outside);
  verdict(leaves == expected_leaves && outside == 0);
}
