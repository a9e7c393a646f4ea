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
    ORACLE_LIMIT " qemu-system-aarch64 -accel tcg -M virt,virtualization=on -cpu max -m 512M"
    " -nodefaults -display none -semihosting-config enable=on,target=native"
    " -kernel '%s' -device loader,file='%s',addr=0x44000000,force-raw=on";
_Static_assert(MACHINE_IMAGE_OA == 0x44000000, "the loader's address in oracle_command");

/* Physical addresses of `-cpu max`: ID_AA64MMFR0_EL1.PARange is 0b0110. */
#define MACHINE_PA_BITS 52

/* ---- batches -------------------------------------------------------------------------------- */

enum stage { EL1, EL2, STAGE2 };

/* TCR_ELx.TG0, VTCR_EL2.TG0, bits 15:14. */
enum { TG0_4K = 0, TG0_64K = 1, TG0_16K = 2 };

/* What the formats differ in. `high_bit`: one of the bits in which address bits above 47 are that do
 * not stand where they stand in the address, or 0. */
static const struct description {
  const char *name;
  enum vpt_format format;
  enum stage stage;
  unsigned granule_log2;
  uint64_t tg0;
  bool ds;               /* TCR_ELx.DS, VTCR_EL2.DS */
  unsigned input_most;   /* bits */
  unsigned output_most;
  unsigned leaf_heights;
  uint64_t leaf_size_max;
  uint64_t high_bit;
} formats[] = {
    {"aarch64-s1", VPT_AARCH64_S1, EL1, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s1-el2", VPT_AARCH64_S1_EL2, EL2, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s2", VPT_AARCH64_S2, STAGE2, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s1-16k", VPT_AARCH64_S1_16K, EL1, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s1-el2-16k", VPT_AARCH64_S1_EL2_16K, EL2, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s2-16k", VPT_AARCH64_S2_16K, STAGE2, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s1-64k", VPT_AARCH64_S1_64K, EL1, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s1-el2-64k", VPT_AARCH64_S1_EL2_64K, EL2, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s2-64k", VPT_AARCH64_S2_64K, STAGE2, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s1-lpa2", VPT_AARCH64_S1_LPA2, EL1, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s1-el2-lpa2", VPT_AARCH64_S1_EL2_LPA2, EL2, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s2-lpa2", VPT_AARCH64_S2_LPA2, STAGE2, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s1-16k-lpa2", VPT_AARCH64_S1_16K_LPA2, EL1, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
    {"aarch64-s1-el2-16k-lpa2", VPT_AARCH64_S1_EL2_16K_LPA2, EL2, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
    {"aarch64-s2-16k-lpa2", VPT_AARCH64_S2_16K_LPA2, STAGE2, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
};
#define FORMATS (sizeof(formats) / sizeof(formats[0]))
static const unsigned output_sizes[] = {52, 48, 44, 42, 40, 36, 32};
#define OUTPUT_SIZES (sizeof(output_sizes) / sizeof(output_sizes[0]))

static const struct description *describe(const struct vpt_geometry *geometry)
{
  return &formats[geometry->format - VPT_AARCH64_S1];
}

/* Bits 54 (UXN, XN, XN[1]), 7 (AP[2], S2AP[1]), 2 (AttrIndx[0], MemAttr[0]), 10 (AF), 0 (valid). */
static const struct plant plants[] = {
    {"output-address bit", 0, VPT_READ},      {"valid bit", 1ULL << 0, 0},
    {"memory-type bit", 1ULL << 2, VPT_READ}, {"write-permission bit", 1ULL << 7, 0},
    {"access flag", 1ULL << 10, 0},
};
static const struct plant high_plants[] = {
    {"high output-address bit", 1ULL << 8, VPT_READ},
    {"high output-address bit", 1ULL << 12, VPT_READ},
};
static const struct plant fetch_plants[] = {
    {"output-address bit", 0, VPT_EXEC},
    {"valid bit", 1ULL << 0, 0},
    {"execute-never bit", 1ULL << 54, 0},
};

static void add(struct case_list *list, const struct vpt_geometry *geometry, bool fetch,
                const struct plant *plant)
{
  add_case(list, &(struct oracle_case){describe(geometry)->name, *geometry, fetch, plant});
}

/*
 * VTCR_EL2: an input size above the physical size is CONSTRAINED UNPREDICTABLE (and a fault in QEMU), and
 * the highest start level is reserved where physical addresses are small: level 0 with 4 KiB up to 42
 * bits, level 1 with 16 KiB up to 40 and with 64 KiB up to 42 bits. QEMU takes PS for the physical
 * size if it is the smaller one, so PS must be large enough.
 */
static bool output_size_fits(const struct vpt_geometry *geometry)
{
  const struct description *format = describe(geometry);
  if (geometry->output_bits > format->output_most) return false;
  if (format->stage != STAGE2) return true;
  unsigned high_levels = format->tg0 == TG0_4K ? 4 : 3;
  return geometry->output_bits >= geometry->input_bits &&
         (geometry->levels < high_levels || geometry->output_bits > 42);
}

/*
 * What this machine can be asked. The kernel lies at 1 GiB and runs behind the tables of EL2. QEMU 7.2
 * does not know the start level 0 of stage 2 with 16 KiB, and has level -1 in stage 2 for 52 bits only.
 */
static bool machine_has(const struct vpt_geometry *geometry)
{
  const struct description *format = describe(geometry);
  if (format->stage == EL2) return geometry->input_bits > 30;
  if (format->stage == EL1) return true;
  return !(format->tg0 == TG0_16K && geometry->levels == 4) &&
         !(geometry->levels == 5 && geometry->input_bits < 52);
}

/* Every input size; the output sizes take turns. */
static void add_all_sizes(struct case_list *list, const struct description *format)
{
  size_t turn = 0;
  for (unsigned levels = 1; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= format->input_most; bits++) {
      struct vpt_geometry geometry = {format->format, format->granule_log2, levels, bits, 48};
      if (vpt_check_geometry(&geometry) != VPT_OK || !machine_has(&geometry)) continue;
      do {
        geometry.output_bits = output_sizes[turn++ % OUTPUT_SIZES];
      } while (!output_size_fits(&geometry));
      add(list, &geometry, false, NULL);
    }
  }
}

/* The deepest walk that the machine has, and the next one; stage 2 with concatenated tables too. */
static void add_fetches(struct case_list *list, const struct description *format)
{
  unsigned bits = format->input_most, out = format->output_most;
  bool s2 = format->stage == STAGE2;
  for (unsigned levels = 5, found = 0; levels > 1 && found < 2; levels--) {
    struct vpt_geometry geometry = {format->format, format->granule_log2, levels, bits, out};
    while (geometry.input_bits > 30 &&
           (vpt_check_geometry(&geometry) != VPT_OK || !machine_has(&geometry))) {
      geometry.input_bits--;
    }
    if (geometry.input_bits <= 30) continue;
    found++;
    add(list, &geometry, true, NULL);
    if (s2 && vpt_root_tables(&geometry) > 1) {
      while (vpt_root_tables(&geometry) != 2) geometry.input_bits--;
      add(list, &geometry, true, NULL);
    }
  }
}

static void add_plants(struct case_list *list, const struct description *format)
{
  bool s2 = format->stage == STAGE2;
  unsigned table_bits = format->granule_log2 - 3;
  unsigned levels = format->tg0 == TG0_4K ? (s2 ? 3 : 4) : (s2 ? 2 : 3);
  unsigned bits = format->granule_log2 + levels * table_bits + (s2 ? 1 : 0);
  if (bits > format->input_most) bits = format->input_most;
  struct vpt_geometry geometry = {format->format, format->granule_log2, levels, bits, format->output_most};
  for (size_t p = 0; p < sizeof(plants) / sizeof(plants[0]); p++) {
    add(list, &geometry, false, &plants[p]);
  }
  for (size_t p = 0; p < sizeof(high_plants) / sizeof(high_plants[0]); p++) {
    if (high_plants[p].bit == format->high_bit) add(list, &geometry, false, &high_plants[p]);
  }
  for (size_t p = 0; p < sizeof(fetch_plants) / sizeof(fetch_plants[0]); p++) {
    add(list, &geometry, true, &fetch_plants[p]);
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  for (size_t i = 0; i < FORMATS; i++) {
    add_all_sizes(&list, &formats[i]);
    add_fetches(&list, &formats[i]);
    add_plants(&list, &formats[i]);
  }
  return list.count;
}

/* The kernel's memory, in the smallest block that holds it. */
static struct leaf kernel_leaf(const struct description *format)
{
  uint64_t size = 1ULL << (2 * format->granule_log2 - 3);
  vpt_attr attr = VPT_READ | VPT_EXEC | VPT_NORMAL;
  attr |= format->stage == EL2 ? VPT_WRITE : VPT_GLOBAL;
  return (struct leaf){MACHINE_KERNEL_OA / size * size, MACHINE_KERNEL_OA / size * size, size, attr};
}
_Static_assert(MACHINE_KERNEL_BYTES == 0x200000, "the smallest block, with a 4 KiB granule");

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  const struct description *format = describe(&test->geometry);
  plan->oa_first = test->fetch ? MACHINE_ARENA_OA : 0;
  plan->oa_bytes = test->fetch ? MACHINE_ARENA_BYTES : 1ULL << test->geometry.output_bits;
  plan->heights = format->leaf_heights;
  plan->leaf_size_max = format->leaf_size_max;
  if (format->stage != STAGE2 && test->geometry.input_bits > 30) {
    plan->fixed = kernel_leaf(format);
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
  enum stage stage = describe(&test->geometry)->stage;
  struct query_plan plan = {.align = 1, .last = UINT64_MAX};
  if (test->fetch) {
    plan.operations = stage == EL2 ? fetch_el2 : fetch_el1;
    plan.operation_count = stage == EL2 ? 1 : 2;
    plan.align = MACHINE_SLOT_BYTES;
    plan.last = stage == STAGE2 ? (1ULL << (test->geometry.input_bits > 48 ? MACHINE_PA_BITS : 48)) - 1 : UINT64_MAX;
    plan.has_arena = true;
    plan.arena_oa = MACHINE_ARENA_OA;
    plan.arena_bytes = MACHINE_ARENA_BYTES;
  } else {
    plan.operations = stage == EL1 ? s1 : stage == STAGE2 ? s2 : el2;
    plan.operation_count = stage == EL2 ? 2 : 4;
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
 * 0b01, write-back; SH0 13:12 = 0b11, inner shareable; TG0 15:14. */
#define TCR_WALKS (1ULL << 8 | 1ULL << 10 | 3ULL << 12)

/* TCR_EL1: no walks through TTBR1 (EPD1, bit 23); T1SZ 21:16, TG1 31:30 = 0b10, 4 KiB. */
#define TCR_EL1_UPPER (25ULL << 16 | 1ULL << 23 | 2ULL << 30)

/* DS: bit 59 of TCR_EL1, bit 32 of TCR_EL2 and VTCR_EL2. */
#define TCR_EL1_DS (1ULL << 59)
#define TCR_EL2_DS (1ULL << 32)
#define VTCR_EL2_DS (1ULL << 32)

/* Bits 31 and 23 of TCR_EL2 and bit 31 of VTCR_EL2 are RES1. */
#define TCR_EL2_RES1 (1ULL << 31 | 1ULL << 23)
#define VTCR_EL2_RES1 (1ULL << 31)

/* TCR_EL1.IPS and the PS fields: 0 to 6 for 32, 36, 40, 42, 44, 48, 52 bits. */
static uint64_t physical_size(const struct vpt_geometry *geometry)
{
  for (size_t i = 0; i < OUTPUT_SIZES; i++) {
    if (output_sizes[i] == geometry->output_bits) return OUTPUT_SIZES - 1 - i;
  }
  return UINT64_MAX;
}

/* VTCR_EL2.SL0, bits 7:6: with 4 KiB 0b01 starts at level 1, 0b10 at level 0, and 0b00 at level -1 if
 * SL2, bit 33, is 1; with 16 and 64 KiB 0b01 starts at level 2, 0b10 at level 1. */
static uint64_t start_level_fields(const struct vpt_geometry *geometry)
{
  if (geometry->levels == 5) return 1ULL << 33;
  return (geometry->levels - (describe(geometry)->tg0 == TG0_4K ? 2ULL : 1ULL)) << 6;
}

void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  const struct vpt_geometry *geometry = &test->geometry;
  uint64_t root = vpt_root(&tables->space);
  const struct description *format = describe(geometry);
  uint64_t walks = TCR_WALKS | (64 - geometry->input_bits) | format->tg0 << 14;
  uint64_t size = physical_size(geometry);
  registers[REGISTER_HCR_EL2] = HCR_RW | HCR_TID2;
  registers[REGISTER_SCTLR_EL1] = SCTLR_RES1 | SCTLR_UCT;
  registers[REGISTER_SCTLR_EL2] = SCTLR_RES1;
  if (format->stage == EL1) {
    registers[REGISTER_SCTLR_EL1] |= SCTLR_M;
    registers[REGISTER_TCR_EL1] = walks | TCR_EL1_UPPER | size << 32 | (format->ds ? TCR_EL1_DS : 0);
    registers[REGISTER_MAIR_EL1] = VPT_AARCH64_MAIR;
    registers[REGISTER_TTBR0_EL1] = root;
  } else if (format->stage == EL2) {
    registers[REGISTER_SCTLR_EL2] |= SCTLR_M;
    registers[REGISTER_TCR_EL2] = walks | TCR_EL2_RES1 | size << 16 | (format->ds ? TCR_EL2_DS : 0);
    registers[REGISTER_MAIR_EL2] = VPT_AARCH64_MAIR;
    registers[REGISTER_TTBR0_EL2] = root;
  } else {
    registers[REGISTER_HCR_EL2] |= HCR_VM | HCR_DC;
    registers[REGISTER_VTCR_EL2] =
        walks | VTCR_EL2_RES1 | start_level_fields(geometry) | size << 16 | (format->ds ? VTCR_EL2_DS : 0);
    registers[REGISTER_VTTBR_EL2] = root;
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

/* Fault status codes (DDI 0487, ESR_ELx, "IFSC"; PAR_EL1, "FST"), to which the level is added. */
#define FAULT_ADDRESS_SIZE 0x00U
#define FAULT_TRANSLATION 0x04U
#define FAULT_PERMISSION 0x0CU
#define FAULT_TRANSLATION_MINUS_1 0x2BU /* level -1 */

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
  if (describe(geometry)->stage != EL1) {
    return true; /* stage 2 gives EL0 what it gives EL1; EL2 has no level below */
  }
  bool user = (attr & VPT_USER) != 0;
  return operations[operation].el0 ? user : right != VPT_EXEC || !user;
}

static struct outcome find_outcome(const struct oracle_case *test, const struct tables *tables,
                                   const struct batch_query *query)
{
  struct outcome outcome = {.fault = true};
  outcome.stage2 = describe(&test->geometry)->stage == STAGE2;
  outcome.leaf = vpt_query(&tables->space, query->address);
  unsigned height = tables_walk(tables, query->address).height;
  if (outcome.leaf.status == VPT_ERR_IA) {
    /* Beyond T0SZ: level 0, whatever the start level. An address too large for the machine does
     * not get through the stage 1 that is off ("AArch64.S1DisabledOutput"). */
    bool too_large = outcome.stage2 && query->address >> MACHINE_PA_BITS != 0;
    outcome.code = too_large ? FAULT_ADDRESS_SIZE : FAULT_TRANSLATION;
    outcome.stage2 = outcome.stage2 && !too_large;
  } else if (outcome.leaf.status != VPT_OK) {
    outcome.code = height > 3 ? FAULT_TRANSLATION_MINUS_1 : FAULT_TRANSLATION + 3 - height;
  } else if (!allowed(&test->geometry, query->operation, outcome.leaf.attr)) {
    outcome.code = FAULT_PERMISSION + 3 - height;
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
static struct expectation expect_par(const struct oracle_case *test, const struct outcome *outcome)
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
  /* In stage 1 with DS = 1, QEMU 7.2 reports TCR_ELx.SH0 for these too. */
  const struct description *format = describe(&test->geometry);
  if (format->ds && format->stage != STAGE2 && attr != 0xFF) expect.mask.status &= ~0x180ULL;
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
  return test->fetch ? expect_fetch(&outcome, query) : expect_par(test, &outcome);
}
