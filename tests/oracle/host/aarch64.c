/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AArch64: which batches there are, register values, and what PAR_EL1, ESR and FAR must say.
 * Stated from the Arm Architecture Reference Manual (DDI 0487; register and section titles are
 * given), not from the library: all that is taken from there is VPT_AARCH64_MAIR, which is part of
 * its interface.
 */
#include <vpt/aarch64.h>

#include "aarch64/machine.h"
#include "oracle.h"

const vpt_oa oracle_image_oa = MACHINE_IMAGE_OA;
const uint64_t oracle_image_bytes = MACHINE_RAM_END - MACHINE_IMAGE_OA;

const char oracle_command[] =
    "timeout -s KILL 60 qemu-system-aarch64 -accel tcg -M virt,virtualization=on -cpu max -m 512M"
    " -nodefaults -display none -semihosting-config enable=on,target=native"
    " -kernel '%s' -device loader,file='%s',addr=0x44000000,force-raw=on";
_Static_assert(MACHINE_IMAGE_OA == 0x44000000, "the loader's address in oracle_command");

/* Physical addresses of `-cpu max`: ID_AA64MMFR0_EL1.PARange is 0b0110. */
#define MACHINE_PA_BITS 52

/* ---- batches -------------------------------------------------------------------------------- */

static const char *const format_names[] = {
    [VPT_AARCH64_S1] = "aarch64-s1",
    [VPT_AARCH64_S1_EL2] = "aarch64-s1-el2",
    [VPT_AARCH64_S2] = "aarch64-s2",
};
static const enum vpt_format formats[] = {VPT_AARCH64_S1, VPT_AARCH64_S1_EL2, VPT_AARCH64_S2};
static const unsigned output_sizes[] = {48, 44, 42, 40, 36, 32};

/* Bits 54 (UXN, XN, XN[1]), 7 (AP[2], S2AP[1]), 2 (AttrIndx[0], MemAttr[0]), 10 (AF), 0 (valid). */
static const struct plant plants[] = {
    {"output-address bit", 0, VPT_READ},      {"valid bit", 1ULL << 0, 0},
    {"memory-type bit", 1ULL << 2, VPT_READ}, {"write-permission bit", 1ULL << 7, 0},
    {"access flag", 1ULL << 10, 0},
};
static const struct plant fetch_plants[] = {
    {"output-address bit", 0, VPT_EXEC},
    {"valid bit", 1ULL << 0, 0},
    {"execute-never bit", 1ULL << 54, 0},
};

struct case_list {
  struct oracle_case *out;
  size_t count, room;
};

static void add(struct case_list *list, const struct vpt_geometry *geometry, bool fetch,
                const struct plant *plant)
{
  if (list->count < list->room) {
    list->out[list->count++] =
        (struct oracle_case){format_names[geometry->format], *geometry, fetch, plant};
  }
}

/*
 * VTCR_EL2: SL0 = 0b10 (level 0) is reserved where physical addresses have 42 bits or fewer, and an
 * input size above the physical size is CONSTRAINED UNPREDICTABLE (and a fault in QEMU). QEMU takes
 * PS for the physical size if it is the smaller one, so PS must be large enough.
 */
static bool output_size_fits(const struct vpt_geometry *geometry)
{
  return geometry->format != VPT_AARCH64_S2 ||
         (geometry->output_bits >= geometry->input_bits &&
          (geometry->levels == 3 || geometry->output_bits > 42));
}

/* Every input size; the output sizes take turns. */
static void add_all_sizes(struct case_list *list, enum vpt_format format)
{
  size_t turn = 0;
  for (unsigned levels = 1; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= 48; bits++) {
      struct vpt_geometry geometry = {format, 12, levels, bits, 48};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      do {
        geometry.output_bits = output_sizes[turn++ % 6];
      } while (!output_size_fits(&geometry));
      add(list, &geometry, false, NULL);
    }
  }
}

static void add_fetches(struct case_list *list)
{
  for (size_t i = 0; i < 3; i++) {
    add(list, &(struct vpt_geometry){formats[i], 12, 3, 39, 40}, true, NULL);
    add(list, &(struct vpt_geometry){formats[i], 12, 4, 48, 48}, true, NULL);
  }
  add(list, &(struct vpt_geometry){VPT_AARCH64_S2, 12, 3, 40, 40}, true, NULL);
  add(list, &(struct vpt_geometry){VPT_AARCH64_S2, 12, 3, 43, 44}, true, NULL);
}

static void add_plants(struct case_list *list)
{
  for (size_t i = 0; i < 3; i++) {
    bool s2 = formats[i] == VPT_AARCH64_S2;
    struct vpt_geometry geometry = {formats[i], 12, s2 ? 3 : 4, s2 ? 40 : 48, 48};
    for (size_t p = 0; p < sizeof(plants) / sizeof(plants[0]); p++) {
      add(list, &geometry, false, &plants[p]);
    }
    for (size_t p = 0; p < sizeof(fetch_plants) / sizeof(fetch_plants[0]); p++) {
      add(list, &geometry, true, &fetch_plants[p]);
    }
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  for (size_t i = 0; i < 3; i++) {
    add_all_sizes(&list, formats[i]);
  }
  add_fetches(&list);
  add_plants(&list);
  return list.count;
}

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  plan->oa_first = test->fetch ? MACHINE_ARENA_OA : 0;
  plan->oa_bytes = test->fetch ? MACHINE_ARENA_BYTES : 1ULL << test->geometry.output_bits;
  if (test->geometry.format != VPT_AARCH64_S2) {
    vpt_attr attr = VPT_READ | VPT_EXEC | VPT_NORMAL;
    attr |= test->geometry.format == VPT_AARCH64_S1_EL2 ? VPT_WRITE : VPT_GLOBAL;
    plan->fixed = (struct leaf){MACHINE_KERNEL_OA, MACHINE_KERNEL_OA, MACHINE_KERNEL_BYTES, attr};
  }
}

/* ---- operations ----------------------------------------------------------------------------- */

/* What each operation asks: for whom, and which right it needs. */
static const struct {
  const char *name;
  bool el0;
  vpt_attr right;
} operations[] = {
    [AT_S1E1R] = {"AT S1E1R", false, VPT_READ},
    [AT_S1E1W] = {"AT S1E1W", false, VPT_WRITE},
    [AT_S1E0R] = {"AT S1E0R", true, VPT_READ},
    [AT_S1E0W] = {"AT S1E0W", true, VPT_WRITE},
    [AT_S1E2R] = {"AT S1E2R", false, VPT_READ},
    [AT_S1E2W] = {"AT S1E2W", false, VPT_WRITE},
    [AT_S12E1R] = {"AT S12E1R", false, VPT_READ},
    [AT_S12E1W] = {"AT S12E1W", false, VPT_WRITE},
    [AT_S12E0R] = {"AT S12E0R", true, VPT_READ},
    [AT_S12E0W] = {"AT S12E0W", true, VPT_WRITE},
    [FETCH_EL0] = {"fetch at EL0", true, VPT_EXEC},
    [FETCH_EL1] = {"fetch at EL1", false, VPT_EXEC},
    [FETCH_EL2] = {"fetch at EL2", false, VPT_EXEC},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

/*
 * Fetches through stage 2 alone stay below the largest size of an IPA without LPA2: above the
 * machine's physical size the exception would be taken to EL1, whose vectors nobody mapped.
 */
struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t s1[] = {AT_S1E1R, AT_S1E1W, AT_S1E0R, AT_S1E0W};
  static const uint64_t el2[] = {AT_S1E2R, AT_S1E2W};
  static const uint64_t s2[] = {AT_S12E1R, AT_S12E1W, AT_S12E0R, AT_S12E0W};
  static const uint64_t fetch_el1[] = {FETCH_EL0, FETCH_EL1};
  static const uint64_t fetch_el2[] = {FETCH_EL2};
  enum vpt_format format = test->geometry.format;
  struct query_plan plan = {.align = 1, .last = UINT64_MAX};
  if (test->fetch) {
    plan.operations = format == VPT_AARCH64_S1_EL2 ? fetch_el2 : fetch_el1;
    plan.operation_count = format == VPT_AARCH64_S1_EL2 ? 1 : 2;
    plan.align = MACHINE_SLOT_BYTES;
    plan.last = format == VPT_AARCH64_S2 ? (1ULL << 48) - 1 : UINT64_MAX;
    plan.has_arena = true;
    plan.arena_oa = MACHINE_ARENA_OA;
    plan.arena_bytes = MACHINE_ARENA_BYTES;
  } else {
    plan.operations = format == VPT_AARCH64_S1 ? s1 : format == VPT_AARCH64_S2 ? s2 : el2;
    plan.operation_count = format == VPT_AARCH64_S1_EL2 ? 2 : 4;
  }
  return plan;
}

/* ---- registers ------------------------------------------------------------------------------ */

/* HCR_EL2: EL1 is AArch64; EL0 and EL1 reading CTR_EL0 trap to EL2 (arena slots do). */
#define HCR_RW (1ULL << 31)
#define HCR_TID2 (1ULL << 17)
/* Stage 2 on; stage 1 off, as if all memory were normal write-back: PAR_EL1 then shows the memory
 * type of stage 2 (which, combined with the Device of a plain MMU-off stage 1, it would not). */
#define HCR_VM (1ULL << 0)
#define HCR_DC (1ULL << 12)

/* SCTLR_EL1, SCTLR_EL2: the bits that are RES1 in Armv8.0; UCT: EL0 may read CTR_EL0. */
#define SCTLR_RES1 0x30C50830ULL
#define SCTLR_M (1ULL << 0)
#define SCTLR_UCT (1ULL << 15)

/* TCR_EL1, TCR_EL2, VTCR_EL2 have these in common: T0SZ, bits 5:0; IRGN0 9:8 and ORGN0 11:10 =
 * 0b01, write-back; SH0 13:12 = 0b11, inner shareable; TG0 15:14 = 0b00, 4 KiB. DS is 0. */
#define TCR_WALKS (1ULL << 8 | 1ULL << 10 | 3ULL << 12)

/* TCR_EL1: no walks through TTBR1 (EPD1, bit 23); T1SZ 21:16, TG1 31:30 = 0b10, 4 KiB. */
#define TCR_EL1_UPPER (25ULL << 16 | 1ULL << 23 | 2ULL << 30)

/* Bits 31 and 23 of TCR_EL2 and bit 31 of VTCR_EL2 are RES1. */
#define TCR_EL2_RES1 (1ULL << 31 | 1ULL << 23)
#define VTCR_EL2_RES1 (1ULL << 31)

/* TCR_EL1.IPS and the PS fields: 0 to 5 for 32, 36, 40, 42, 44, 48 bits. */
static uint64_t physical_size(const struct vpt_geometry *geometry)
{
  for (size_t i = 0; i < 6; i++) {
    if (output_sizes[i] == geometry->output_bits) return 5 - i;
  }
  return UINT64_MAX;
}

/* VTCR_EL2.SL0, bits 7:6, for the 4 KiB granule: 0b01 starts at level 1, 0b10 at level 0. */
static uint64_t start_level_field(const struct vpt_geometry *geometry)
{
  return geometry->levels - 2ULL;
}

void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  const struct vpt_geometry *geometry = &test->geometry;
  uint64_t root = vpt_root(&tables->space);
  uint64_t walks = TCR_WALKS | (64 - geometry->input_bits);
  uint64_t size = physical_size(geometry);
  registers[REGISTER_HCR_EL2] = HCR_RW | HCR_TID2;
  registers[REGISTER_SCTLR_EL1] = SCTLR_RES1 | SCTLR_UCT;
  registers[REGISTER_SCTLR_EL2] = SCTLR_RES1;
  if (geometry->format == VPT_AARCH64_S1) {
    registers[REGISTER_SCTLR_EL1] |= SCTLR_M;
    registers[REGISTER_TCR_EL1] = walks | TCR_EL1_UPPER | size << 32;
    registers[REGISTER_MAIR_EL1] = VPT_AARCH64_MAIR;
    registers[REGISTER_TTBR0_EL1] = root;
  } else if (geometry->format == VPT_AARCH64_S1_EL2) {
    registers[REGISTER_SCTLR_EL2] |= SCTLR_M;
    registers[REGISTER_TCR_EL2] = walks | TCR_EL2_RES1 | size << 16;
    registers[REGISTER_MAIR_EL2] = VPT_AARCH64_MAIR;
    registers[REGISTER_TTBR0_EL2] = root;
  } else {
    registers[REGISTER_HCR_EL2] |= HCR_VM | HCR_DC;
    registers[REGISTER_VTCR_EL2] =
        walks | VTCR_EL2_RES1 | start_level_field(geometry) << 6 | size << 16;
    registers[REGISTER_VTTBR_EL2] = root;
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

/* Fault status codes (DDI 0487, ESR_ELx, "IFSC"; PAR_EL1, "FST"), to which the level is added. */
#define FAULT_ADDRESS_SIZE 0x00U
#define FAULT_TRANSLATION 0x04U
#define FAULT_PERMISSION 0x0CU

struct outcome {
  bool fault;
  bool stage2;   /* which stage gives the fault */
  uint64_t code; /* of the fault, with its level */
  struct vpt_result leaf;
};

/* READ, WRITE and EXEC are what they say. With USER they are EL0's too, but code that EL0 can
 * reach is EL0's alone: EL1 does not execute it. */
static bool allowed(const struct vpt_geometry *geometry, uint64_t operation, vpt_attr attr)
{
  vpt_attr right = operations[operation].right;
  if ((attr & right) == 0) return false;
  if (geometry->format != VPT_AARCH64_S1) {
    return true; /* stage 2 gives EL0 what it gives EL1; EL2 has no level below */
  }
  bool user = (attr & VPT_USER) != 0;
  return operations[operation].el0 ? user : right != VPT_EXEC || !user;
}

static struct outcome find_outcome(const struct oracle_case *test, const struct tables *tables,
                                   const struct batch_query *query)
{
  struct outcome outcome = {.fault = true};
  outcome.stage2 = test->geometry.format == VPT_AARCH64_S2;
  outcome.leaf = vpt_query(&tables->space, query->address);
  unsigned level = 3 - tables_walk(tables, query->address).height;
  if (outcome.leaf.status == VPT_ERR_IA) {
    /* Beyond T0SZ: level 0, whatever the start level. An address too large for the machine does
     * not get through the stage 1 that is off ("AArch64.S1DisabledOutput"). */
    bool too_large = outcome.stage2 && query->address >> MACHINE_PA_BITS != 0;
    outcome.code = too_large ? FAULT_ADDRESS_SIZE : FAULT_TRANSLATION;
    outcome.stage2 = outcome.stage2 && !too_large;
  } else if (outcome.leaf.status != VPT_OK) {
    outcome.code = FAULT_TRANSLATION + level;
  } else if (!allowed(&test->geometry, query->operation, outcome.leaf.attr)) {
    outcome.code = FAULT_PERMISSION + level;
  } else {
    outcome.fault = false;
  }
  return outcome;
}

/* MAIR_ELx attribute encoding, as PAR_EL1.ATTR gives it. */
static uint64_t par_attr(vpt_attr attr)
{
  switch (attr & (VPT_NORMAL_NC | VPT_DEVICE)) {
  case VPT_NORMAL: return 0xFF;    /* write-back, read- and write-allocate */
  case VPT_NORMAL_NC: return 0x44; /* inner and outer non-cacheable */
  default: return 0x04;            /* Device-nGnRE */
  }
}

/* PAR_EL1, F = 1: FST bits 6:1, PTW bit 8, S bit 9. F = 0: SH bits 8:7, PA 51:12, ATTR 63:56. */
static struct expectation expect_par(const struct outcome *outcome)
{
  struct expectation expect = {.mask = {.detail = UINT64_MAX}};
  if (outcome->fault) {
    expect.value.status = 1 | outcome->code << 1 | (outcome->stage2 ? 1ULL << 9 : 0);
    expect.mask.status = 0x37F;
    return expect;
  }
  /* Device and non-cacheable memory is always reported as outer shareable, 0b10. */
  uint64_t attr = par_attr(outcome->leaf.attr);
  uint64_t shareable = attr == 0xFF ? 3 : 2;
  expect.value.status = attr << 56 | outcome->leaf.oa / 4096 * 4096 | shareable << 7;
  expect.mask.status = 0xFF0FFFFFFFFFF181;
  return expect;
}

/*
 * ESR_ELx: EC bits 31:26. Instruction abort: IFSC bits 5:0, S1PTW bit 7. A slot of the arena ends
 * in the trap of its MRS (EC 0x18) at EL0 and EL1, in its `hvc #0` (EC 0x16) at EL2.
 */
static struct expectation expect_fetch(const struct outcome *outcome,
                                       const struct batch_query *query)
{
  struct expectation expect = {.mask = {.detail = UINT64_MAX}};
  if (!outcome->fault) {
    expect.value.status = (query->operation == FETCH_EL2 ? 0x16ULL : 0x18ULL) << 26;
    expect.value.detail = outcome->leaf.oa / MACHINE_SLOT_BYTES;
    expect.mask.status = 0x3FULL << 26;
    return expect;
  }
  /* Stage 2 aborts are taken to EL2, stage 1 aborts of EL0 to EL1: from a lower level, EC 0x20.
   * Those of EL1 and EL2 through their own stage 1 are taken to the same level, EC 0x21. */
  bool from_lower = outcome->stage2 || query->operation == FETCH_EL0;
  expect.value.status = (from_lower ? 0x20ULL : 0x21ULL) << 26 | outcome->code;
  expect.value.detail = query->address;
  expect.mask.status = 0x3FULL << 26 | 0xBF;
  return expect;
}

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct outcome outcome = find_outcome(test, tables, query);
  return test->fetch ? expect_fetch(&outcome, query) : expect_par(&outcome);
}
