/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration: what the guests try, and what must come of it. */
#include "compare.h"
#include "console.h"
#include "guests.h"
#include "hypervisor.h"
#include "machine.h"
#include "registers.h"

/* ESR_EL2 (DDI 0487). Of an abort: IL (25) is 1; FnV (10), EA (9) and S1PTW (7) must be 0; WnR (6)
 * is 1 for a write; bits 5:0 are the fault status, which ends in the level. */
#define ESR_CLASS(esr) ((esr) >> 26)
#define CLASS_HVC 0x16U
#define CLASS_INSTRUCTION_ABORT 0x20U
#define CLASS_DATA_ABORT 0x24U
#define CLASS_OWN_DATA_ABORT 0x25U /* taken from EL2 itself */
#define ESR_IL (1ULL << 25)
#define ESR_WRITE (1ULL << 6)
#define ESR_ABORT_MASK (ESR_IL | 1 << 10 | 1 << 9 | 1 << 7 | ESR_WRITE | 0x3F)

enum fault { TRANSLATION = 0x04, PERMISSION = 0x0C };

/* What a guest writes where it must not. */
#define FORGED 0xBADULL

void main(void);
_Noreturn void panic(void);

/* An exception of the hypervisor itself. */
_Noreturn void panic(void)
{
  print("\nexception at EL2: ESR %x, FAR %x, ELR %x\n", READ_REGISTER(esr_el2),
        READ_REGISTER(far_el2), READ_REGISTER(elr_el2));
  stop("the hypervisor itself faulted");
}

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

static void reads(struct guest *guest, uint64_t address, const char *what, uint64_t expected)
{
  step_works(guest, STEP_READ, address, what, 0, expected);
}

/* A store leaves X0, which says STEP_WRITE, alone. */
static void writes(struct guest *guest, uint64_t address, const char *what, uint64_t value)
{
  step_works(guest, STEP_WRITE, address, what, value, STEP_WRITE);
}

/* The step ends in exactly this stage-2 abort. The architecture promises HPFAR_EL2 for translation
 * faults only; QEMU sets it for permission faults too, so here it is checked for both. */
static void step_faults(struct guest *guest, enum step step, uint64_t address, const char *what,
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

static void refuses(struct guest *guest, uint64_t oa, const char *what)
{
  print("[library] map %x (%s) for guest %d: ", oa, what, guest->number);
  tell_status(vpt_map_frame(&guest->space.tables, GUEST_SHARED + KIB_4, oa, KIB_4, VPT_READ),
              VPT_ERR_OA);
}

static void refuses_tables(const struct guest *guest)
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
static void hypervisor_reads(const struct guest *guest)
{
  print("[hypervisor] read %x (memory of guest %d): ", guest->small_oa, guest->number);
  bool read = hypervisor_can_read(guest->small_oa);
  print(read ? "done" : "fault");
  verdict(read);
}

static void hypervisor_faults(const struct guest *guest, unsigned level)
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

static void unmaps(struct guest *guest, uint64_t address, uint64_t tables)
{
  uint64_t free_before = vpt_pool_free(&pool);
  enum vpt_status status = vpt_unmap_frame(&guest->space.tables, address).status;
  uint64_t freed = vpt_pool_free(&pool) - free_before;
  print("[hypervisor] takes %x from guest %d: \"%s\", %d tables freed", address, guest->number,
        vpt_status_text(status), (int)freed);
  verdict(status == VPT_OK && freed == tables);
}

static void protects(struct guest *guest, uint64_t address, vpt_attr attr, const char *rights)
{
  print("[hypervisor] makes %x of guest %d %s: ", address, guest->number, rights);
  tell_status(vpt_protect_frame(&guest->space.tables, address, attr), VPT_OK);
  if (attr & VPT_EXEC) __asm__ volatile("ic ialluis\n\tdsb ish\n\tisb" : : : "memory");
}

/* Every leaf lies in the guest's own memory: none reaches the tables, the hypervisor, or the other
 * guest beyond the shared page. */
static void stays_inside(const struct guest *guest, int expected_leaves)
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

/* ---- the story ------------------------------------------------------------------------------- */

static void same_addresses_different_memory(struct guest *a, struct guest *b)
{
  static const struct {
    uint64_t address;
    const char *what;
  } places[] = {
      {GUEST_PRIVATE, "its own page"},
      {GUEST_BLOCK + MIB_2 - 8, "end of its 2 MiB block"},
      {GUEST_LARGE + GIB_1 - 8, "end of its 1 GiB block"},
      {GUEST_FAR + 8, "page behind the second root table"},
  };
  print("\nThe same addresses, different memory:\n");
  reads(a, GUEST_PRIVATE, "its own page", initial_word(a, GUEST_PRIVATE));
  reads(b, GUEST_PRIVATE, "its own page", initial_word(b, GUEST_PRIVATE));
  for (unsigned i = 0; i < sizeof places / sizeof places[0]; i++) {
    writes(a, places[i].address, places[i].what, 0xAAAA00 + i);
    writes(b, places[i].address, places[i].what, 0xBBBB00 + i);
    reads(a, places[i].address, places[i].what, 0xAAAA00 + i);
    reads(b, places[i].address, places[i].what, 0xBBBB00 + i);
  }
}

static void shared_page(struct guest *writer, struct guest *reader)
{
  print("\nOne page is shared, guest %d may only read it:\n", reader->number);
  writes(writer, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
  reads(reader, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
  step_faults(reader, STEP_WRITE, GUEST_SHARED + 0x10, "shared page", PERMISSION, 3);
  reads(writer, GUEST_SHARED + 0x10, "shared page", 0xC0FFEE);
}

static void escapes(struct guest *guest, const struct guest *other)
{
  print("\nGuest %d tries to get out:\n", guest->number);
  step_faults(guest, STEP_READ, 0x1008, "not mapped, nor its GiB", TRANSLATION, 1);
  step_faults(guest, STEP_WRITE, 0x40600010, "not mapped, nor its 2 MiB", TRANSLATION, 2);
  step_faults(guest, STEP_READ, 0x40005018, "not mapped, beside a mapped page", TRANSLATION, 3);
  step_faults(guest, STEP_EXECUTE, 0x40006020, "not mapped", TRANSLATION, 3);
  step_faults(guest, STEP_READ, 1ULL << GUEST_ADDRESS_BITS, "beyond its addresses", TRANSLATION, 0);
  step_faults(guest, STEP_READ, POOL_OA, "where the tables are", TRANSLATION, 2);
  step_faults(guest, STEP_WRITE, vpt_root(&guest->space.tables) + 8, "its own root table",
              TRANSLATION, 2);
  step_faults(guest, STEP_WRITE, (uint64_t)&guests[0], "the hypervisor's data", TRANSLATION, 3);
  step_faults(guest, STEP_READ, other->small_oa, "where the other guest's memory is", TRANSLATION,
              other->small_oa < 2 * GIB_1 ? 2 : 1);
  step_faults(guest, STEP_WRITE, GUEST_READ_ONLY + 0x28, "read-only page", PERMISSION, 3);
  reads(guest, GUEST_READ_ONLY, "read-only page", initial_word(guest, GUEST_READ_ONLY));
  step_faults(guest, STEP_WRITE, GUEST_CODE, "its code", PERMISSION, 3);
  step_faults(guest, STEP_EXECUTE, GUEST_FUNCTION, "code in a no-execute page", PERMISSION, 3);
}

static void hypervisor_locks_itself_out(const struct guest *guest, unsigned level)
{
  print("\nThe hypervisor has the memory of guest %d mapped only while it needs it:\n", guest->number);
  hypervisor_faults(guest, level);
  guest_show(guest);
  hypervisor_reads(guest);
  guest_hide(guest);
  hypervisor_faults(guest, level);
}

static void library_refuses(struct guest *guest, const struct guest *other)
{
  print("\nThe hypervisor could not open the way even by mistake:\n");
  refuses(guest, POOL_OA, "a table");
  refuses(guest, (uint64_t)&guests[0] & ~(KIB_4 - 1), "the hypervisor's data");
  refuses(guest, other->small_oa, "the other guest's memory");
  refuses_tables(guest);
}

static void changes_while_running(struct guest *guest, struct guest *other)
{
  print("\nRights change while guest %d runs and its translations are cached:\n", guest->number);
  uint64_t word = initial_word(guest, GUEST_REVOKED);
  reads(guest, GUEST_REVOKED, "page about to go", word);
  unmaps(guest, GUEST_REVOKED, 0);
  step_faults(guest, STEP_READ, GUEST_REVOKED, "page just unmapped", TRANSLATION, 3);
  reads(other, GUEST_REVOKED, "the other guest's is still there", initial_word(other, GUEST_REVOKED));

  writes(guest, GUEST_FROZEN, "page about to be read-only", 0xF00D);
  protects(guest, GUEST_FROZEN, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_FROZEN, "page now read-only", PERMISSION, 3);
  reads(guest, GUEST_FROZEN, "page now read-only", 0xF00D);

  protects(guest, GUEST_PRIVATE, VPT_READ | VPT_EXEC, "executable, not writable");
  step_works(guest, STEP_EXECUTE, GUEST_FUNCTION, "code now executable", 0, FUNCTION_RESULT);
  protects(guest, GUEST_PRIVATE, VPT_READ, "read-only again");
  step_faults(guest, STEP_EXECUTE, GUEST_FUNCTION, "code executable no more", PERMISSION, 3);

  writes(guest, GUEST_BLOCK + 0x1238, "2 MiB block", 0x2222);
  protects(guest, GUEST_BLOCK, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_BLOCK + 0x1238, "2 MiB block", PERMISSION, 2);
  writes(guest, GUEST_LARGE + 0x34567890, "1 GiB block", 0x1111);
  protects(guest, GUEST_LARGE, VPT_READ, "read-only");
  step_faults(guest, STEP_WRITE, GUEST_LARGE + 0x34567890, "1 GiB block", PERMISSION, 1);

  reads(guest, GUEST_FAR + 8, "last page of its tables", 0xAAAA03);
  unmaps(guest, GUEST_FAR, 2);
  step_faults(guest, STEP_READ, GUEST_FAR + 8, "both tables freed too", TRANSLATION, 1);
}

static void compare_all(void)
{
  print("\nvpt_query and the hardware's address translation (AT S12E1R/W, S1E2R/W):\n");
  for (int i = 0; i < GUESTS; i++) {
    guest_select(&guests[i]);
    compare_with_mmu(&guests[i].space);
  }
  compare_with_mmu(&hypervisor);
}

/* The host's run.py looks for these lines. */
static void offer_memory(void)
{
  print("\n");
  for (int i = 0; i < GUESTS; i++)
    print("tables ready for inspection: stage-2 root of guest %d at %x, format aarch64-s2, "
          "levels %d, input bits %d, output bits %d, memory from %x, length %x\n",
          i, vpt_root(&guests[i].space.tables), (int)guests[i].space.geometry.levels,
          (int)guests[i].space.geometry.input_bits, (int)guests[i].space.geometry.output_bits,
          RAM_OA, IMAGE_BYTES);
  print("waiting for Enter\n");
  wait_for_enter();
}

static void give_everything_back(uint64_t free_before)
{
  guests_destroy();
  print("Both guests' tables are given back: %d of %d frames of the pool are free",
        (int)vpt_pool_free(&pool), (int)(POOL_BYTES / KIB_4));
  verdict(vpt_pool_free(&pool) == free_before);
}

void main(void)
{
  console_init();
  print("Two guests behind stage-2 tables made by libvpt\n\n");
  hypervisor_init();
  uint64_t free_frames = vpt_pool_free(&pool);
  guests_init();
  print_map(&hypervisor);
  for (int i = 0; i < GUESTS; i++) {
    print_map(&guests[i].space);
    stays_inside(&guests[i], 9);
  }
  hypervisor_locks_itself_out(&guests[0], 2);
  hypervisor_locks_itself_out(&guests[1], 1);
  compare_all();
  same_addresses_different_memory(&guests[0], &guests[1]);
  shared_page(&guests[0], &guests[1]);
  escapes(&guests[0], &guests[1]);
  escapes(&guests[1], &guests[0]);
  library_refuses(&guests[1], &guests[0]);
  changes_while_running(&guests[0], &guests[1]);
  compare_all();
  print("\n");
  for (int i = 0; i < GUESTS; i++) {
    print_map(&guests[i].space);
    stays_inside(&guests[i], i == 0 ? 7 : 9);
  }
  offer_memory();
  give_everything_back(free_frames);
  finish();
}
