/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x86-64: which batches there are, register values, and what vector, error code and CR2 must say.
 * Stated from the Software Developer's Manual (SDM, volume 3; section titles are given), not from the library:
 * all that is taken from there is VPT_X86_PAT, which is part of its interface.
 */
#include <vpt/x86.h>

#include "x86_64_machine.h"

/* ---- batches -------------------------------------------------------------------------------- */

/* Sizes that memory reaches, and two with addresses that MAXPHYADDR makes reserved. */
static const unsigned output_sizes[] = {40, 36, 52, 39, 32, 40, 37, 46};
#define OUTPUT_SIZES (sizeof(output_sizes) / sizeof(output_sizes[0]))

static const struct plant plants[] = {
    {"output-address bit", 0, VPT_READ},     {"present bit", 1ULL << 0, 0},
    {"write bit", 1ULL << 1, 0},             {"user bit", 1ULL << 2, 0},
    {"execute-disable bit", 1ULL << 63, 0},  {"address bit beyond MAXPHYADDR", 1ULL << 40, 0},
    {"address bit, the last", 1ULL << 51, 0},
};
#define PLANTS (sizeof(plants) / sizeof(plants[0]))

/* Bits of a linear address that take part in the walk. */
static unsigned address_bits(const struct vpt_geometry *geometry)
{
  return geometry->levels == 5 ? 57 : 48;
}

/* Tables for all bits are for both halves; those for fewer have the lower addresses, all of them canonical. */
static void add(struct case_list *list, struct vpt_geometry geometry, const struct plant *plant)
{
  bool both = geometry.input_bits == address_bits(&geometry);
  add_case(list, &(struct oracle_case){.name = "x86-64", .geometry = geometry,
                                       .half = both ? VPT_SIGNED : VPT_LOWER, .plant = plant});
}

/* Every input size; the output sizes take turns. */
size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  size_t turn = 0;
  for (unsigned levels = 1; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= 64; bits++) {
      struct vpt_geometry geometry = {&vpt_x86_64, levels, bits, 40};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      geometry.output_bits = output_sizes[turn++ % OUTPUT_SIZES];
      add(&list, geometry, NULL);
    }
  }
  for (size_t p = 0; p < PLANTS; p++) {
    bool five = p % 2 == 1;
    add(&list, (struct vpt_geometry){&vpt_x86_64, five ? 5 : 4, five ? 57 : 48, 40}, &plants[p]);
  }
  add(&list, (struct vpt_geometry){&vpt_x86_64, 4, 48, 40}, &grants_withheld);
  return list.count;
}

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  plan->oa_first = x86_64_arena(test);
  plan->oa_bytes = MACHINE_ARENA_BYTES;
  plan->heights = 3;
  plan->leaf_size_max = vpt_entry_size(&plan->geometry, 2);
  plan->fixed = (struct leaf){MACHINE_KERNEL_OA, MACHINE_KERNEL_OA, MACHINE_KERNEL_BYTES,
                              VPT_READ | VPT_WRITE | VPT_EXEC | VPT_GLOBAL | VPT_NORMAL};
  plan->fixed_user = (struct leaf){MACHINE_STUBS_OA, MACHINE_STUBS_OA, 1ULL << plan->geometry.format->granule_log2,
                                   VPT_READ | VPT_EXEC | VPT_USER | VPT_NORMAL};
}

/* ---- operations ----------------------------------------------------------------------------- */

/* What each operation asks: for whom, and which right it needs. */
static const struct {
  const char *name;
  bool user;
  vpt_attr right;
} operations[] = {
    [LOAD_0] = {"load at level 0", false, VPT_READ},   [STORE_0] = {"store at level 0", false, VPT_WRITE},
    [FETCH_0] = {"fetch at level 0", false, VPT_EXEC}, [LOAD_3] = {"load at level 3", true, VPT_READ},
    [STORE_3] = {"store at level 3", true, VPT_WRITE}, [FETCH_3] = {"fetch at level 3", true, VPT_EXEC},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {LOAD_0, STORE_0, FETCH_0, LOAD_3, STORE_3, FETCH_3};
  return (struct query_plan){.operations = all,
                             .operation_count = 6,
                             .align = MACHINE_SLOT_BYTES,
                             .last = UINT64_MAX,
                             .has_arena = true,
                             .arena_oa = x86_64_arena(test),
                             .arena_bytes = MACHINE_ARENA_BYTES};
}

/* ---- registers ------------------------------------------------------------------------------ */

#define CR4_PAE (1ULL << 5)
#define CR4_PGE (1ULL << 7)
#define CR4_LA57 (1ULL << 12)
#define CR4_SMEP (1ULL << 20)

void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  bool in_memory = test->geometry.output_bits <= MACHINE_PA_BITS;
  registers[REGISTER_CR3] = vpt_root(&tables->space);
  registers[REGISTER_CR4] =
      CR4_PAE | CR4_PGE | CR4_SMEP | (test->geometry.levels == 5 ? CR4_LA57 : 0);
  registers[REGISTER_PAT] = VPT_X86_PAT;
  registers[REGISTER_ARENA_OA] = in_memory ? tables->plan.oa_first : 0;
}

/* ---- answers -------------------------------------------------------------------------------- */

/* "Page-Fault Exceptions": bits of the error code. */
#define ERROR_P 0x1ULL
#define ERROR_WRITE 0x2ULL
#define ERROR_USER 0x4ULL
#define ERROR_RESERVED 0x8ULL
#define ERROR_FETCH 0x10ULL

/* READ, WRITE and EXEC are what they say. With USER they are user mode's too, but code that user mode can
 * reach is user mode's alone (CR4.SMEP). */
static bool allowed(uint64_t operation, vpt_attr attr)
{
  vpt_attr right = operations[operation].right;
  if ((attr & right) == 0) return false;
  bool user = (attr & VPT_USER) != 0;
  return operations[operation].user ? user : right != VPT_EXEC || !user;
}

/* "Canonical Addressing": all bits from the uppermost one that is translated are the same. */
static bool canonical(uint64_t address, unsigned bits)
{
  uint64_t above = address >> (bits - 1);
  return above == 0 || above == UINT64_MAX >> (bits - 1);
}

/* Some bits of the error code of a page fault, and CR2. */
static struct expectation page_fault(const struct batch_query *query, uint64_t error, uint64_t known)
{
  vpt_attr right = operations[query->operation].right;
  error |= (right == VPT_WRITE ? ERROR_WRITE : 0) | (right == VPT_EXEC ? ERROR_FETCH : 0) |
           (operations[query->operation].user ? ERROR_USER : 0);
  known |= ERROR_WRITE | ERROR_FETCH | ERROR_USER;
  return (struct expectation){.value = {VECTOR_PAGE_FAULT | error << 8, query->address},
                              .mask = {0xFF | known << 8, UINT64_MAX}};
}

/* An arena's slot tells its output address: loaded, or when run in RAX. */
static struct expectation done(const struct batch_query *query, vpt_oa oa)
{
  bool run = operations[query->operation].right == VPT_EXEC;
  return (struct expectation){.value = {VECTOR_BREAKPOINT, run ? oa : MACHINE_SLOT_WORD(oa)},
                              .mask = {UINT64_MAX, UINT64_MAX}};
}

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  if (!canonical(query->address, address_bits(&test->geometry))) {
    return (struct expectation){.value = {VECTOR_GENERAL_PROTECTION, 0},
                                .mask = {UINT64_MAX, UINT64_MAX}};
  }
  if (leaf.status != VPT_OK) return page_fault(query, 0, ERROR_P | ERROR_RESERVED);
  /* On reserved bits QEMU sets neither P nor RSVD in the error code, as the manual says: not compared. */
  if (leaf.oa >> MACHINE_PA_BITS != 0) return page_fault(query, ERROR_P | ERROR_RESERVED, 0);
  if (!allowed(query->operation, leaf.attr)) {
    return page_fault(query, ERROR_P, ERROR_P | ERROR_RESERVED);
  }
  return done(query, leaf.oa);
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  vpt_attr right = operations[query->operation].right;
  (void)test;
  return (struct access){.through = got->status == VECTOR_BREAKPOINT,
                         .oa = right == VPT_EXEC ? got->detail : MACHINE_SLOT_OA(got->detail),
                         .rights = right | (operations[query->operation].user ? VPT_USER : 0),
                         .types = GRANTED_TYPES};
}
