/* SPDX-License-Identifier: Apache-2.0 */
#include "aarch64_stages.h"

#include <vpt/aarch64.h>

const vpt_oa oracle_image_oa = MACHINE_IMAGE_OA;
const uint64_t oracle_image_bytes = MACHINE_RAM_END - MACHINE_IMAGE_OA;

const char oracle_command[] =
    ORACLE_LIMIT " qemu-system-aarch64 -accel tcg -M virt,virtualization=on -cpu max -m 512M"
    " -nodefaults -display none -semihosting-config enable=on,target=native"
    " -kernel '%s' -device loader,file='%s',addr=0x44000000,force-raw=on";
_Static_assert(MACHINE_IMAGE_OA == 0x44000000, "the loader's address in oracle_command");

/* ---- formats -------------------------------------------------------------------------------- */

const struct aarch64_format aarch64_formats[AARCH64_FORMATS] = {
    {"aarch64-s1", &vpt_aarch64_s1, EL1, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s1-el2", &vpt_aarch64_s1_el2, EL2, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s2", &vpt_aarch64_s2, STAGE2, 12, TG0_4K, false, 48, 48, 3, 0, 0},
    {"aarch64-s1-16k", &vpt_aarch64_s1_16k, EL1, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s1-el2-16k", &vpt_aarch64_s1_el2_16k, EL2, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s2-16k", &vpt_aarch64_s2_16k, STAGE2, 14, TG0_16K, false, 48, 48, 2, 0, 0},
    {"aarch64-s1-64k", &vpt_aarch64_s1_64k, EL1, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s1-el2-64k", &vpt_aarch64_s1_el2_64k, EL2, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s2-64k", &vpt_aarch64_s2_64k, STAGE2, 16, TG0_64K, false, 52, 52, 3, 1ULL << 42, 1ULL << 12},
    {"aarch64-s1-lpa2", &vpt_aarch64_s1_lpa2, EL1, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s1-el2-lpa2", &vpt_aarch64_s1_el2_lpa2, EL2, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s2-lpa2", &vpt_aarch64_s2_lpa2, STAGE2, 12, TG0_4K, true, 52, 52, 4, 0, 1ULL << 8},
    {"aarch64-s1-16k-lpa2", &vpt_aarch64_s1_16k_lpa2, EL1, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
    {"aarch64-s1-el2-16k-lpa2", &vpt_aarch64_s1_el2_16k_lpa2, EL2, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
    {"aarch64-s2-16k-lpa2", &vpt_aarch64_s2_16k_lpa2, STAGE2, 14, TG0_16K, true, 52, 52, 3, 0, 1ULL << 8},
};

const unsigned aarch64_output_sizes[AARCH64_OUTPUT_SIZES] = {52, 48, 44, 42, 40, 36, 32};

/* Bits 7 (AP[2], S2AP[1]), 2 (AttrIndx[0], MemAttr[0]), 10 (AF), 0 (valid). */
const struct plant aarch64_plants[AARCH64_PLANTS] = {
    {"output-address bit", 0, VPT_READ},      {"valid bit", 1ULL << 0, 0},
    {"memory-type bit", 1ULL << 2, VPT_READ}, {"write-permission bit", 1ULL << 7, 0},
    {"access flag", 1ULL << 10, 0},
};

const struct aarch64_format *aarch64_describe(const struct vpt_geometry *geometry)
{
  const struct aarch64_format *format = aarch64_formats;
  while (format->format != geometry->format) format++;
  return format;
}

/*
 * VTCR_EL2: an input size above the physical size is CONSTRAINED UNPREDICTABLE (and a fault in QEMU), and
 * the highest start level is reserved where physical addresses are small: level 0 with 4 KiB up to 42
 * bits, level 1 with 16 KiB up to 40 and with 64 KiB up to 42 bits. QEMU takes PS for the physical
 * size if it is the smaller one, so PS must be large enough.
 */
bool aarch64_output_size_fits(const struct vpt_geometry *geometry)
{
  const struct aarch64_format *format = aarch64_describe(geometry);
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
bool aarch64_machine_has(const struct vpt_geometry *geometry)
{
  const struct aarch64_format *format = aarch64_describe(geometry);
  if (format->stage == EL2) return geometry->input_bits > 30;
  if (format->stage == EL1) return true;
  return !(format->tg0 == TG0_16K && geometry->levels == 4) &&
         !(geometry->levels == 5 && geometry->input_bits < 52);
}

/* ---- operations ----------------------------------------------------------------------------- */

static const struct aarch64_operation operations[] = {
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

const struct aarch64_operation *aarch64_operation(uint64_t operation)
{
  return &operations[operation];
}

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

/* ---- registers ------------------------------------------------------------------------------ */

/* HCR_EL2: EL1 is AArch64; EL0 and EL1 reading CTR_EL0 trap to EL2 (arena slots do). */
#define HCR_RW (1ULL << 31)
#define HCR_TID2 (1ULL << 17)
/* Stage 2 on. */
#define HCR_VM (1ULL << 0)

/* SCTLR_EL1, SCTLR_EL2: the bits that are RES1 in Armv8.0; UCT: EL0 may read CTR_EL0. */
#define SCTLR_RES1 0x30C50830ULL
#define SCTLR_M (1ULL << 0)
#define SCTLR_UCT (1ULL << 15)

/* TCR_EL1, TCR_EL2, VTCR_EL2 have these in common: T0SZ, bits 5:0; IRGN0 9:8 and ORGN0 11:10 =
 * 0b01, write-back; SH0 13:12 = 0b11, inner shareable; TG0 15:14. */
#define TCR_WALKS (1ULL << 8 | 1ULL << 10 | 3ULL << 12)

/*
 * TCR_EL1: one half is translated, the other is not. For addresses through TTBR1 the same fields stand 16 bits higher
 * (T1SZ 21:16, IRGN1 25:24, ORGN1 27:26, SH1 29:28), but TG1, 31:30, has values of its own. EPD0, bit 7, and EPD1,
 * bit 23: no walks through TTBR0, TTBR1; the fields of such a half are valid ones, of 39 bits with 4 KiB.
 */
#define TCR_EL1_NO_LOWER (25ULL | 1ULL << 7)
#define TCR_EL1_NO_UPPER (25ULL << 16 | 1ULL << 23 | 2ULL << 30)
static const uint64_t tg1[] = {[TG0_4K] = 2, [TG0_64K] = 3, [TG0_16K] = 1};

static uint64_t tcr_el1_halves(const struct tables_plan *plan)
{
  uint64_t size = 64 - plan->geometry.input_bits, tg0 = aarch64_describe(&plan->geometry)->tg0;
  if (plan->half == VPT_UPPER) return (TCR_WALKS | size) << 16 | tg1[tg0] << 30 | TCR_EL1_NO_LOWER;
  return TCR_WALKS | size | tg0 << 14 | TCR_EL1_NO_UPPER;
}

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
  for (size_t i = 0; i < AARCH64_OUTPUT_SIZES; i++) {
    if (aarch64_output_sizes[i] == geometry->output_bits) return AARCH64_OUTPUT_SIZES - 1 - i;
  }
  return UINT64_MAX;
}

/* VTCR_EL2.SL0, bits 7:6: with 4 KiB 0b01 starts at level 1, 0b10 at level 0, and 0b00 at level -1 if
 * SL2, bit 33, is 1; with 16 and 64 KiB 0b01 starts at level 2, 0b10 at level 1. */
static uint64_t start_level_fields(const struct vpt_geometry *geometry)
{
  if (geometry->levels == 5) return 1ULL << 33;
  return (geometry->levels - (aarch64_describe(geometry)->tg0 == TG0_4K ? 2ULL : 1ULL)) << 6;
}

void aarch64_no_registers(uint64_t registers[BATCH_REGISTERS])
{
  for (int i = 0; i < BATCH_REGISTERS; i++) {
    registers[i] = 0;
  }
  registers[REGISTER_HCR_EL2] = HCR_RW | HCR_TID2;
  registers[REGISTER_SCTLR_EL1] = SCTLR_RES1 | SCTLR_UCT;
  registers[REGISTER_SCTLR_EL2] = SCTLR_RES1;
}

void aarch64_stage_registers(const struct tables *tables, uint64_t registers[BATCH_REGISTERS])
{
  const struct vpt_geometry *geometry = &tables->plan.geometry;
  const struct aarch64_format *format = aarch64_describe(geometry);
  uint64_t root = VPT_AARCH64_TTBR(vpt_root(&tables->space));
  uint64_t walks = TCR_WALKS | (64 - geometry->input_bits) | format->tg0 << 14;
  uint64_t size = physical_size(geometry);
  if (format->stage == EL1) {
    registers[REGISTER_SCTLR_EL1] |= SCTLR_M;
    registers[REGISTER_TCR_EL1] = tcr_el1_halves(&tables->plan) | size << 32 | (format->ds ? TCR_EL1_DS : 0);
    registers[REGISTER_MAIR_EL1] = VPT_AARCH64_MAIR;
    registers[tables->plan.half == VPT_UPPER ? REGISTER_TTBR1_EL1 : REGISTER_TTBR0_EL1] = root;
    registers[REGISTER_VECTORS_EL1] = tables_address(&tables->plan, 0);
  } else if (format->stage == EL2) {
    registers[REGISTER_SCTLR_EL2] |= SCTLR_M;
    registers[REGISTER_TCR_EL2] = walks | TCR_EL2_RES1 | size << 16 | (format->ds ? TCR_EL2_DS : 0);
    registers[REGISTER_MAIR_EL2] = VPT_AARCH64_MAIR;
    registers[REGISTER_TTBR0_EL2] = root;
  } else {
    registers[REGISTER_HCR_EL2] |= HCR_VM;
    registers[REGISTER_VTCR_EL2] =
        walks | VTCR_EL2_RES1 | start_level_fields(geometry) | size << 16 | (format->ds ? VTCR_EL2_DS : 0);
    registers[REGISTER_VTTBR_EL2] = root;
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

/* READ, WRITE and EXEC are what they say. With USER they are EL0's too, but code that EL0 can
 * reach is EL0's alone: EL1 does not execute it. */
static bool allowed(enum stage stage, vpt_attr attr, bool el0, vpt_attr right)
{
  if ((attr & right) == 0) return false;
  if (stage != EL1) return true; /* stage 2 gives EL0 what it gives EL1; EL2 has no level below */
  bool user = (attr & VPT_USER) != 0;
  return el0 ? user : right != VPT_EXEC || !user;
}

struct outcome aarch64_outcome(const struct tables *tables, uint64_t address, bool el0, vpt_attr right)
{
  enum stage stage = aarch64_describe(&tables->plan.geometry)->stage;
  struct outcome outcome = {.fault = true, .stage2 = stage == STAGE2};
  outcome.leaf = vpt_query(&tables->space, address);
  unsigned height = tables_walk(tables, address).height;
  if (outcome.leaf.status == VPT_ERR_IA) {
    outcome.code = FAULT_TRANSLATION; /* beyond T0SZ or T1SZ: level 0, whatever the start level */
  } else if (outcome.leaf.status != VPT_OK) {
    outcome.code = height > 3 ? FAULT_TRANSLATION_MINUS_1 : FAULT_TRANSLATION + 3 - height;
  } else if (!allowed(stage, outcome.leaf.attr, el0, right)) {
    outcome.code = FAULT_PERMISSION + 3 - height;
  } else {
    outcome.fault = false;
  }
  return outcome;
}

uint64_t aarch64_memory_type(vpt_attr attr)
{
  switch (attr & (VPT_NORMAL_NC | VPT_DEVICE)) {
  case VPT_NORMAL: return AARCH64_WRITE_BACK;
  case VPT_NORMAL_NC: return AARCH64_NON_CACHEABLE;
  default: return AARCH64_DEVICE;
  }
}

/* F = 1: FST bits 6:1, PTW bit 8, S bit 9. */
struct expectation aarch64_par_fault(const struct outcome *outcome)
{
  uint64_t par = 1 | outcome->code << 1 | (outcome->walk ? 1ULL << 8 : 0) | (outcome->stage2 ? 1ULL << 9 : 0);
  return (struct expectation){.value = {.status = par}, .mask = {0x37F, UINT64_MAX}};
}

/* F = 0: SH bits 8:7, PA 51:12, ATTR 63:56. Device and non-cacheable memory is always reported as outer
 * shareable, 0b10. */
struct expectation aarch64_par(uint64_t type, vpt_oa oa)
{
  uint64_t shareable = type == AARCH64_WRITE_BACK ? 3 : 2;
  return (struct expectation){.value = {.status = type << 56 | oa / 4096 * 4096 | shareable << 7},
                              .mask = {0xFF0FFFFFFFFFF181, UINT64_MAX}};
}

struct access aarch64_par_access(const struct batch_query *query, const struct batch_result *got)
{
  uint64_t par = got->status, type = par >> 56;
  return (struct access){.through = par % 2 == 0,
                         .oa = (par & 0xFFFFFFFFFF000) + query->address % 4096,
                         .rights = aarch64_operation(query->operation)->right,
                         .types = VPT_TYPE(type == AARCH64_WRITE_BACK      ? VPT_NORMAL
                                           : type == AARCH64_NON_CACHEABLE ? VPT_NORMAL_NC
                                                                           : VPT_DEVICE)};
}
