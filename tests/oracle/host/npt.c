/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x86-64 tables as AMD's nested tables: which batches there are, and what exit code, EXITINFO1 and EXITINFO2 must say.
 * Stated from the AMD64 Architecture Programmer's Manual (APM, volume 2; section titles are given), not from the library.
 */
#include <vpt/x86.h>

#include "x86_64_machine.h"

/* A guest's physical addresses have as many bits as the machine's. */
#define GUEST_END (1ULL << MACHINE_PA_BITS)

/* ---- batches -------------------------------------------------------------------------------- */

/* Sizes that memory reaches, and one with addresses that MAXPHYADDR makes reserved. */
static const unsigned output_sizes[] = {40, 36, 39, 32, 46, 40, 37};
#define OUTPUT_SIZES (sizeof(output_sizes) / sizeof(output_sizes[0]))

static const struct plant plants[] = {
    {"output-address bit", 0, VPT_USER},
    {"present bit", 1ULL << 0, 0},
    {"write bit", 1ULL << 1, VPT_USER},
    {"user bit", 1ULL << 2, 0},
    {"execute-disable bit", 1ULL << 63, VPT_USER},
    {"address bit beyond MAXPHYADDR", 1ULL << 40, 0},
    {"address bit, the last", 1ULL << 51, 0},
};
#define PLANTS (sizeof(plants) / sizeof(plants[0]))

static void add(struct case_list *list, struct vpt_geometry geometry, const struct plant *plant)
{
  add_case(list, &(struct oracle_case){.name = "x86-64-nested", .geometry = geometry, .plant = plant});
}

/* Every input size; the output sizes take turns. */
size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  size_t turn = 0;
  for (unsigned levels = 4; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= 64; bits++) {
      struct vpt_geometry geometry = {&vpt_x86_64, levels, bits, 40};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      geometry.output_bits = output_sizes[turn++ % OUTPUT_SIZES];
      add(&list, geometry, NULL);
    }
  }
  for (size_t p = 0; p < PLANTS; p++) {
    bool five = p % 2 == 0;
    add(&list, (struct vpt_geometry){&vpt_x86_64, five ? 5 : 4, five ? 57 : 48, 40}, &plants[p]);
  }
  add(&list, (struct vpt_geometry){&vpt_x86_64, 4, 48, 40}, &grants_withheld);
  return list.count;
}

/* The kernel's memory is the guest's too: its code and its page tables are there. */
void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  plan->oa_first = x86_64_arena(test);
  plan->oa_bytes = MACHINE_ARENA_BYTES;
  plan->heights = 3;
  plan->leaf_size_max = vpt_entry_size(&plan->geometry, 2);
  if (plan->ia_end > GUEST_END) plan->ia_end = GUEST_END;
  plan->fixed = (struct leaf){MACHINE_KERNEL_OA, MACHINE_KERNEL_OA, MACHINE_KERNEL_BYTES,
                              VPT_READ | VPT_WRITE | VPT_EXEC | VPT_USER | VPT_NORMAL};
}

/* ---- operations ----------------------------------------------------------------------------- */

static const struct {
  const char *name;
  vpt_attr right;
} operations[] = {
    [GUEST_LOAD] = {"load", VPT_READ}, [GUEST_STORE] = {"store", VPT_WRITE}, [GUEST_FETCH] = {"fetch", VPT_EXEC},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {GUEST_LOAD, GUEST_STORE, GUEST_FETCH};
  return (struct query_plan){.operations = all,
                             .operation_count = 3,
                             .align = MACHINE_SLOT_BYTES,
                             .last = GUEST_END - 1,
                             .has_arena = true,
                             .arena_oa = x86_64_arena(test),
                             .arena_bytes = MACHINE_ARENA_BYTES};
}

/* CR4 of the host: PAE, and LA57 for five levels. */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  bool in_memory = test->geometry.output_bits <= MACHINE_PA_BITS;
  registers[REGISTER_NESTED_CR3] = vpt_root(&tables->space);
  registers[REGISTER_CR4] = 1ULL << 5 | (test->geometry.levels == 5 ? 1ULL << 12 : 0);
  registers[REGISTER_PAT] = VPT_X86_PAT;
  registers[REGISTER_ARENA_OA] = in_memory ? tables->plan.oa_first : 0;
}

/* ---- answers -------------------------------------------------------------------------------- */

/* "Nested versus Guest Page Faults, Fault Ordering": EXITINFO1 is an error code as of a page fault; every access is one
 * of user mode; bit 32 says that it was the guest's own, bit 33 that it was the walk of the guest's tables. */
#define ERROR_P (1ULL << 0)
#define ERROR_WRITE (1ULL << 1)
#define ERROR_USER (1ULL << 2)
#define ERROR_RESERVED (1ULL << 3)
#define ERROR_FETCH (1ULL << 4)
#define ERROR_GUEST (1ULL << 32)

/* All bits of the error code but the `unknown` ones. */
static struct expectation nested_fault(const struct batch_query *query, uint64_t error, uint64_t unknown)
{
  vpt_attr right = operations[query->operation].right;
  error |= ERROR_USER | ERROR_GUEST;
  error |= (right == VPT_WRITE ? ERROR_WRITE : 0) | (right == VPT_EXEC ? ERROR_FETCH : 0);
  uint64_t address = query->address + (right == VPT_WRITE ? MACHINE_SPARE_BYTE : 0);
  return (struct expectation){.value = {EXIT_NESTED_PAGE_FAULT | error << 16, address},
                              .mask = {~(unknown << 16), UINT64_MAX}};
}

/* Address bits from MAXPHYADDR on are reserved: then QEMU (7.2) leaves out bit 0. */
struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  vpt_attr right = operations[query->operation].right;
  (void)test;
  if (leaf.status != VPT_OK) return nested_fault(query, 0, 0);
  if (leaf.oa >> MACHINE_PA_BITS != 0) return nested_fault(query, ERROR_RESERVED, ERROR_P);
  if ((leaf.attr & VPT_USER) == 0 || (leaf.attr & right) == 0) return nested_fault(query, ERROR_P, 0);
  uint64_t found = right == VPT_EXEC ? leaf.oa : MACHINE_SLOT_WORD(leaf.oa);
  return (struct expectation){.value = {EXIT_VMMCALL, found}, .mask = {0xFFFF, UINT64_MAX}};
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  vpt_attr right = operations[query->operation].right;
  (void)test;
  return (struct access){.through = (got->status & 0xFFFF) == EXIT_VMMCALL,
                         .oa = right == VPT_EXEC ? got->detail : MACHINE_SLOT_OA(got->detail),
                         .rights = right | VPT_USER,
                         .types = GRANTED_TYPES};
}
