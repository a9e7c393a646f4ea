/* SPDX-License-Identifier: Apache-2.0 */
#include "software.h"

#include <string.h>

struct tlb_entry tlb[CORES][TLB_ENTRIES];
unsigned this_core, complaints;
uint16_t running_id;
bool stage_2;
uint64_t vttbr;

static struct {
  unsigned cores, how;
  uint64_t id;
  vpt_ia address;
} asked[2048]; /* by TLBI, and not complete yet */
static unsigned asked_count;
static bool stores_seen;
static uint64_t control_3, control_4;

void tlb_begin(void)
{
  memset(tlb, 0, sizeof tlb);
  this_core = complaints = asked_count = 0;
  running_id = 0;
  stage_2 = stores_seen = false;
  vttbr = control_3 = 0;
  control_4 = 1U << 7;
}

static bool concerns(const struct tlb_entry *e, unsigned how, uint64_t id, vpt_ia address)
{
  if (how & ONLY_COMBINED && e->kind != COMBINED) return false;
  if (how & KEEP_COMBINED && e->kind == COMBINED) return false;
  if (how & LEAVES_ONLY && (e->kind == TABLE || (e->kind == INVALID && e->height > 0))) return false;
  if (!(how & ANY_ADDRESS) && address - e->ia >= e->size) return false;
  if (e->global) return !(how & KEEP_GLOBAL);
  return how & ANY_ID || e->id == id;
}

void forget(unsigned cores, unsigned how, uint64_t id, vpt_ia address)
{
  for (unsigned core = 0; core < CORES; core++)
    for (unsigned i = 0; i < TLB_ENTRIES; i++)
      if (cores >> core & 1 && concerns(&tlb[core][i], how, id, address)) tlb[core][i].kind = NOTHING;
}

/* Bits 47:44 may be a hint; the address is sign-extended from bit 55. */
void soft_tlbi(unsigned cores, unsigned how, uint64_t value, bool has_asid)
{
  if (!stores_seen || asked_count == sizeof asked / sizeof asked[0]) {
    complaints++;
    return;
  }
  asked[asked_count].cores = cores;
  asked[asked_count].how = how;
  asked[asked_count].id = has_asid ? value >> 48 : running_id;
  asked[asked_count++].address = (uint64_t)((int64_t)(value << 20) >> 20) << 12;
}

/* What is complete on this core alone stays open on the others. */
void soft_dsb(unsigned cores, bool stores_only)
{
  stores_seen = true;
  if (stores_only) return;
  for (unsigned i = 0; i < asked_count; i++)
    forget(asked[i].cores & cores, asked[i].how, asked[i].id, asked[i].address);
  asked_count = 0;
}

/* The PCID's table descriptors go, whatever the address; global translations of the address under any PCID. */
void soft_invlpg(vpt_ia address)
{
  forget(THIS_CORE, LEAVES_ONLY, running_id, address);
  for (unsigned i = 0; i < TLB_ENTRIES; i++)
    if (tlb[this_core][i].kind == TABLE && tlb[this_core][i].id == running_id) tlb[this_core][i].kind = NOTHING;
}

void soft_invpcid(unsigned type, uint64_t pcid, vpt_ia address)
{
  switch (type) {
  case 0: forget(THIS_CORE, KEEP_GLOBAL, pcid, address); return;
  case 1: forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, pcid, 0); return;
  case 2: forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0); return;
  default: complaints++;
  }
}

uint64_t soft_read_control(unsigned n)
{
  return n == 3 ? control_3 : control_4;
}

void soft_write_control(unsigned n, uint64_t value)
{
  if (n == 3) forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, running_id, 0);
  else if ((control_4 ^ value) >> 7 & 1) forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0);
  *(n == 3 ? &control_3 : &control_4) = value;
}

/* The id of an entry stands for its EPTP. */
void soft_invept(unsigned type, uint64_t eptp)
{
  forget(THIS_CORE, ANY_ADDRESS | (type == 2 ? ANY_ID : 0), eptp, 0);
}

/* A range is fences with each page's address, so it is for leaves alone. */
void soft_rfence(uint64_t function, uint64_t harts, uint64_t base, uint64_t start, uint64_t size, uint64_t id)
{
  static const unsigned how[] = {[1] = ANY_ID, [2] = KEEP_GLOBAL, [3] = 0};
  const unsigned cores = base == UINT64_MAX ? ALL_CORES : (unsigned)(harts << base);
  if (function < 1 || function > 3) {
    complaints++;
    return;
  }
  if (size == UINT64_MAX) forget(cores, how[function] | ANY_ADDRESS, id, 0);
  else
    for (uint64_t done = 0; done < size; done += 4096) forget(cores, how[function] | LEAVES_ONLY, id, start + done);
}

/* Operations 0, 4 and 6 of INVTLB; an entry is a pair of pages. */
void soft_invtlb(unsigned operation, uint64_t asid, vpt_ia address)
{
  switch (operation) {
  case 0: forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0); return;
  case 4: forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, asid, 0); return;
  case 6: forget(THIS_CORE, 0, asid, address); return;
  default: complaints++;
  }
}
