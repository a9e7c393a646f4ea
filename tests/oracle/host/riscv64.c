/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RISC-V: which batches there are, register values, and what mcause and mtval must say. Stated from
 * the Privileged Architecture manual (chapters "Machine-Level ISA", "Supervisor-Level ISA",
 * "Hypervisor Extension"), not from the library.
 *
 * QEMU 7.2 has Svpbmt or not whatever menvcfg.PBMTE says, so that each kind of format needs a machine of
 * its own: this file is built with SVPBMT = 0 for one and 1 for the other.
 */
#include <assert.h>

#include "riscv64/machine.h"
#include "oracle.h"

/* The tables come first in the image, and have to lie in the flash. */
const vpt_oa oracle_image_oa = MACHINE_FLASH_OA;
const uint64_t oracle_image_bytes = MACHINE_RAM_END - MACHINE_IMAGE_OA;

#if SVPBMT
#define SVPBMT_STATE "true"
#else
#define SVPBMT_STATE "false"
#endif

const char oracle_command[] =
    "kernel='%s' image='%s'; truncate -s '>64M' \"$image\" && exec " ORACLE_LIMIT
    " qemu-system-riscv64 -accel tcg -M virt -m 512M"
    " -cpu rv64,h=true,svnapot=false,svpbmt=" SVPBMT_STATE
    " -bios none -nodefaults -display none -semihosting-config enable=on,target=native"
    " -drive if=pflash,unit=0,format=raw,readonly=on,offset=0,size=32M,file=\"$image\""
    " -drive if=pflash,unit=1,format=raw,readonly=on,offset=32M,size=32M,file=\"$image\""
    " -device loader,addr=0x88000000,force-raw=on,file=\"$image\""
    " -device loader,cpu-num=0,file=\"$kernel\"";
_Static_assert(MACHINE_FLASH_BYTES == 64 << 20, "the sizes in oracle_command");
_Static_assert(MACHINE_IMAGE_OA == 0x88000000, "the loader's address in oracle_command");

/* ---- batches -------------------------------------------------------------------------------- */

static const struct vpt_format *const single_stage = SVPBMT ? &vpt_riscv_svpbmt : &vpt_riscv;
static const struct vpt_format *const g_stage = SVPBMT ? &vpt_riscv_g_svpbmt : &vpt_riscv_g;

static bool is_g_stage(const struct vpt_format *format)
{
  return format == g_stage;
}

static const char *name_of(const struct vpt_format *format)
{
  return is_g_stage(format) ? (SVPBMT ? "riscv-g-svpbmt" : "riscv-g") : (SVPBMT ? "riscv-svpbmt" : "riscv");
}

/* Bits of a leaf. A leaf that becomes writable becomes dirty with it: else stores would still fault. QEMU
 * 7.2 does not look at bits 63 and 60:54 if it has Svpbmt. */
static const struct plant plants[] = {
    {"output-address bit", 0, 0},
    {"valid bit", 1ULL << 0, 0},
    {"read-permission bit", 1ULL << 1, 0},
    {"write-permission bit", 1ULL << 2 | 1ULL << 7, 0},
    {"execute-permission bit", 1ULL << 3, 0},
    {"user bit", 1ULL << 4, 0},
    {"accessed bit", 1ULL << 6, 0},
    {"dirty bit", 1ULL << 7, VPT_WRITE},
#if !SVPBMT
    {"reserved bit", 1ULL << 54, 0},
    {"memory-type bit", 1ULL << 61, 0},
    {"N bit", 1ULL << 63, 0},
#endif
};
enum { PLANTS = sizeof plants / sizeof plants[0] };

/* Bits of a virtual address that take part in the walk. */
static unsigned address_bits(const struct vpt_geometry *geometry)
{
  return 9 * geometry->levels + 12;
}

/* A single stage's tables for all bits are for both halves of the addresses. */
static void add(struct case_list *list, const struct vpt_geometry *geometry,
                const struct plant *plant)
{
  bool both = !is_g_stage(geometry->format) && geometry->input_bits == address_bits(geometry);
  add_case(list, &(struct oracle_case){.name = name_of(geometry->format), .geometry = *geometry,
                                       .half = both ? VPT_SIGNED : VPT_LOWER, .plant = plant});
}

/* Every input size. Output addresses of some cases are beyond all memory: also of those with the most
 * input bits (39, 48, 57), where there is room for leaves of every size with all attributes. */
static void add_sizes(struct case_list *list, const struct vpt_format *format)
{
  for (unsigned levels = 3; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= 59; bits++) {
      struct vpt_geometry geometry = {format, levels, bits, 56};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      if (is_g_stage(format) || bits % 9 == 3 || bits % 9 == 7) add(list, &geometry, NULL);
      geometry.output_bits = bits % 2 == 0 ? 50 : 32 + bits % 23;
      add(list, &geometry, NULL);
    }
  }
}

static void add_plants(struct case_list *list, const struct vpt_format *format)
{
  for (size_t i = 0; i < PLANTS; i++) {
    add(list, &(struct vpt_geometry){format, 3, is_g_stage(format) ? 41 : 39, 40}, &plants[i]);
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  add_sizes(&list, single_stage);
  add_sizes(&list, g_stage);
  add_plants(&list, single_stage);
  add_plants(&list, g_stage);
  add(&list, &(struct vpt_geometry){single_stage, 3, 39, 40}, &grants_withheld);
  add(&list, &(struct vpt_geometry){g_stage, 3, 41, 40}, &grants_withheld);
  return list.count;
}

/* Where the leaves of a case lead: to the arena; or, in the largest output size, to where it would
 * be with the uppermost bit of the address, and where nothing is. */
static vpt_oa arena_of(const struct vpt_geometry *geometry)
{
  return (geometry->output_bits == 56 ? 1ULL << 55 : 0) + MACHINE_ARENA_OA;
}

/* QEMU 7.2 takes guest physical addresses to be sign-extended, and those of the upper half of a G-stage
 * space to be out of range: nothing is mapped there. */
void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  assert(plan->window_oa + tables_bytes(&test->geometry) <= MACHINE_FLASH_OA + MACHINE_FLASH_BYTES);
  plan->oa_first = arena_of(&test->geometry);
  plan->oa_bytes = MACHINE_ARENA_BYTES;
  plan->heights = test->geometry.levels;
  plan->all_granted = plan->oa_first != MACHINE_ARENA_OA; /* no answer tells what was reached there */
  if (is_g_stage(test->geometry.format)) plan->ia_end /= 2;
}

/* ---- operations ----------------------------------------------------------------------------- */

/* Exceptions by what was attempted (mcause): page fault, guest-page fault, access fault. */
struct causes {
  uint64_t page, guest_page, access;
};
static const struct causes loads = {13, 21, 5}, stores = {15, 23, 7}, fetches = {12, 20, 1};

/* What each operation asks: for whom, and which right it needs. (HLVX is no help with rights to
 * execute: QEMU 7.2 lets it read what may be read.) */
static const struct {
  const char *name;
  bool user;
  vpt_attr right;
  const struct causes *causes;
} operations[] = {
    [LOAD_S] = {"load, S-mode", false, VPT_READ, &loads},
    [LOAD_U] = {"load, U-mode", true, VPT_READ, &loads},
    [STORE_S] = {"store, S-mode", false, VPT_WRITE, &stores},
    [STORE_U] = {"store, U-mode", true, VPT_WRITE, &stores},
    [FETCH_S] = {"fetch, S-mode", false, VPT_EXEC, &fetches},
    [FETCH_U] = {"fetch, U-mode", true, VPT_EXEC, &fetches},
    [HLV_VS] = {"HLV.D, VS-mode", false, VPT_READ, &loads},
    [HLV_VU] = {"HLV.D, VU-mode", true, VPT_READ, &loads},
    [HSV_VS] = {"HSV.D, VS-mode", false, VPT_WRITE, &stores},
    [HSV_VU] = {"HSV.D, VU-mode", true, VPT_WRITE, &stores},
    [FETCH_VS] = {"fetch, VS-mode", false, VPT_EXEC, &fetches},
    [FETCH_VU] = {"fetch, VU-mode", true, VPT_EXEC, &fetches},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

/* QEMU 7.2 takes guest physical addresses to be sign-extended: of those only the lower half is asked. */
struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t single[] = {LOAD_S, LOAD_U, STORE_S, STORE_U, FETCH_S, FETCH_U};
  static const uint64_t guest[] = {HLV_VS, HLV_VU, HSV_VS, HSV_VU, FETCH_VS, FETCH_VU};
  bool g = is_g_stage(test->geometry.format);
  return (struct query_plan){
      .operations = g ? guest : single,
      .operation_count = 6,
      .align = MACHINE_SLOT_BYTES,
      .last = g ? INT64_MAX : UINT64_MAX,
      .has_arena = true,
      .arena_oa = arena_of(&test->geometry),
      .arena_bytes = MACHINE_ARENA_BYTES,
  };
}

/* ---- registers ------------------------------------------------------------------------------ */

/* satp, hgatp: MODE bits 63:60, 8 to 10 for 3 to 5 levels; PPN bits 43:0. menvcfg: PBMTE bit 62. */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  const struct vpt_geometry *geometry = &test->geometry;
  uint64_t tables_register =
      (geometry->levels + 5ULL) << 60 | vpt_root(&tables->space) / tables_frame_bytes(geometry);
  bool guest = is_g_stage(geometry->format);
  registers[guest ? REGISTER_HGATP : REGISTER_SATP] = tables_register;
  registers[REGISTER_MENVCFG] = SVPBMT ? 1ULL << 62 : 0;
}

/* ---- answers -------------------------------------------------------------------------------- */

/* "U-mode software may only access the page when U=1"; S-mode too, with SUM = 1, "but may never execute
 * from it". In the G-stage all accesses are the same. */
static bool allowed(const struct vpt_format *format, uint64_t operation, vpt_attr attr)
{
  vpt_attr right = operations[operation].right;
  bool for_user = (attr & VPT_USER) != 0;
  if ((attr & right) == 0) return false;
  if (is_g_stage(format)) return true;
  return operations[operation].user ? for_user : right != VPT_EXEC || !for_user;
}

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  const struct vpt_geometry *geometry = &test->geometry;
  struct expectation expect = {.mask = {UINT64_MAX, UINT64_MAX}};
  const struct causes *causes = operations[query->operation].causes;
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  expect.value.detail = query->address;
  if (leaf.status != VPT_OK || !allowed(geometry->format, query->operation, leaf.attr)) {
    expect.value.status = is_g_stage(geometry->format) ? causes->guest_page : causes->page;
  } else if (arena_of(geometry) != MACHINE_ARENA_OA) {
    expect.value.status = causes->access;
  } else {
    expect.value.status = MACHINE_DONE;
    expect.value.detail = leaf.oa / MACHINE_SLOT_BYTES;
  }
  return expect;
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  bool user = operations[query->operation].user && !is_g_stage(test->geometry.format);
  return (struct access){.through = got->status == MACHINE_DONE,
                         .oa = got->detail * MACHINE_SLOT_BYTES,
                         .rights = operations[query->operation].right | (user ? VPT_USER : 0),
                         .types = GRANTED_TYPES};
}
