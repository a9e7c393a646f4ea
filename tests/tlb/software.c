/* SPDX-License-Identifier: Apache-2.0 */
#include "software.h"

#include <string.h>

struct tlb_entry tlb[CORES][TLB_ENTRIES];
unsigned this_core, complaints;
uint16_t running_id;
uint64_t vttbr, hcr, hgatp, guest_hgatp;
enum sbi sbi;

static enum regime regime;
static struct asked {
  unsigned cores, how;
  uint64_t id;
  vpt_ia address;
  uint64_t size; /* of the leaves, by the hint; 0: any */
} asked[2048];   /* by TLBI, and not complete yet; by Svinval */
static unsigned asked_count;
static unsigned stores_seen;      /* by these cores' walks */
static bool registers_pending;    /* a system register was written, and no ISB since */
static bool completion_pending;   /* likewise: a DSB that completed invalidations */
static uint64_t control[CORES][5], host_control[CORES][5]; /* CR3, CR4 */
static uint64_t host_vttbr, host_hcr, host_hgatp;

enum { E2H = 34, TGE = 27 };

void tlb_begin(enum regime whose)
{
  memset(tlb, 0, sizeof tlb);
  this_core = complaints = asked_count = 0;
  running_id = 0;
  regime = whose;
  registers_pending = completion_pending = false;
  vttbr = hcr = hgatp = guest_hgatp = 0;
  for (unsigned core = 0; core < CORES; core++) control[core][4] = 1U << 7;
  sbi = DOES;
}

void tlb_stored(void)
{
  stores_seen = 0;
  host_vttbr = vttbr, host_hcr = hcr, host_hgatp = hgatp;
  memcpy(host_control, control, sizeof control);
}

void tlb_done(void)
{
  complaints += asked_count != 0 || registers_pending || completion_pending;
  complaints += vttbr != host_vttbr || hcr != host_hcr || hgatp != host_hgatp ||
                memcmp(control, host_control, sizeof control) != 0;
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

static void ask(struct asked one)
{
  if (one.cores & ~stores_seen || asked_count == sizeof asked / sizeof asked[0]) complaints++;
  else asked[asked_count++] = one;
}

/* What is not of one size, if the leaves of it are meant, may stay. */
static void complete(const struct asked *one, unsigned cores)
{
  for (unsigned core = 0; core < CORES; core++)
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
      struct tlb_entry *e = &tlb[core][i];
      if (one->cores & cores & 1U << core && (one->size == 0 || e->size == one->size) &&
          concerns(e, one->how, one->id, one->address))
        e->kind = NOTHING;
    }
}

/* Bits 47:44: granule and level. */
static uint64_t hinted(uint64_t value)
{
  static const unsigned granules[] = {0, 12, 14, 16};
  const unsigned granule = granules[value >> 46 & 3], level = value >> 44 & 3;
  return granule == 0 || level == 0 ? 0 : 1ULL << (granule + (3 - level) * (granule - 3));
}

static bool is_set(unsigned bit)
{
  return hcr >> bit & 1;
}

/* Is it for what is in the TLBs? Of EL1's forms HCR_EL2.{E2H,TGE} says it, of EL2's E2H. What is cached of both stages
 * is EL1&0's. */
static bool is_for(enum target of)
{
  const bool el1 = regime == EL1_0 || regime == STAGE_2;
  switch (of) {
  case OF_EL1:
  case OF_VMID: return is_set(E2H) && is_set(TGE) ? regime == EL2_0 : el1;
  case OF_EL2: return regime == (is_set(E2H) ? EL2_0 : EL2);
  default: return regime == STAGE_2;
  }
}

/* The address is sign-extended from bit 55. What is combined goes after stage 2 has gone, or it may be there again. */
void soft_tlbi(unsigned cores, unsigned how, uint64_t value, enum target of)
{
  const bool by_vmid = of == OF_STAGE_2 || (of == OF_VMID && regime == STAGE_2);
  complaints += registers_pending;
  if (of == OF_EL2 && regime == EL2) how |= ANY_ID;
  if (of == OF_VMID) how |= by_vmid ? ONLY_COMBINED : ANY_ID;
  for (unsigned i = 0; i < asked_count; i++) complaints += how & ONLY_COMBINED && asked[i].how & KEEP_COMBINED;
  if (is_for(of))
    ask((struct asked){cores, how, by_vmid ? vttbr >> 48 : value >> 48,
                       (uint64_t)((int64_t)(value << 20) >> 20) << 12, how & ANY_ADDRESS ? 0 : hinted(value)});
}

/* What is complete on this core alone stays open on the others. */
void soft_dsb(unsigned cores, bool stores_only)
{
  unsigned open = 0;
  stores_seen |= cores;
  if (stores_only) return;
  completion_pending = completion_pending || asked_count != 0;
  for (unsigned i = 0; i < asked_count; i++) {
    complete(&asked[i], cores);
    asked[i].cores &= ~cores;
    if (asked[i].cores) asked[open++] = asked[i];
  }
  asked_count = open;
}

void soft_isb(void)
{
  registers_pending = completion_pending = false;
}

/* With TGE clear a walk may begin at any time: not between two guests. */
void soft_write_vttbr(uint64_t value)
{
  complaints += registers_pending || (is_set(E2H) && !is_set(TGE) && host_hcr >> TGE & 1);
  registers_pending = true;
  vttbr = value;
}

void soft_write_hcr(uint64_t value)
{
  complaints += registers_pending;
  registers_pending = true;
  hcr = value;
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
  return control[this_core][n];
}

void soft_write_control(unsigned n, uint64_t value)
{
  if (n == 3) forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, running_id, 0);
  else if ((control[this_core][n] ^ value) >> 7 & 1) forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0);
  control[this_core][n] = value;
}

/* The id of an entry stands for its EPTP. */
void soft_invept(unsigned type, uint64_t eptp)
{
  forget(THIS_CORE, ANY_ADDRESS | (type == 2 ? ANY_ID : 0), eptp, 0);
}

/* Of the VPID that an entry's id stands for. */
void soft_invvpid(unsigned type, uint16_t vpid)
{
  forget(THIS_CORE, ANY_ADDRESS | (type == 2 ? ANY_ID : 0), vpid, 0);
}

void soft_hfence_vvma(unsigned cores, unsigned how, uint64_t asid, vpt_ia address)
{
  if (hgatp == guest_hgatp) forget(cores, how, asid, address);
}

/* A range is fences with each page's address, so it is for leaves alone. */
int64_t soft_rfence(uint64_t function, uint64_t harts, uint64_t base, uint64_t start, uint64_t size, uint64_t id)
{
  static const unsigned how[] = {[1] = ANY_ID, [2] = KEEP_GLOBAL, [3] = 0, [5] = KEEP_GLOBAL, [6] = ANY_ID};
  const unsigned cores = base == UINT64_MAX ? ALL_CORES : (unsigned)(harts << base);
  if (function < 1 || function > 6 || function == 4) {
    complaints++;
    return -2;
  }
  if (sbi == REFUSES || (sbi == REFUSES_SOME && (base != UINT64_MAX || size != UINT64_MAX))) return -3;
  if (function >= 5 && hgatp != guest_hgatp) return 0;
  if (size == UINT64_MAX) forget(cores, how[function] | ANY_ADDRESS, id, 0);
  else
    for (uint64_t done = 0; done < size; done += 4096) forget(cores, how[function] | LEAVES_ONLY, id, start + done);
  return 0;
}

void soft_sfence_w_inval(void)
{
  stores_seen |= THIS_CORE;
}

void soft_inval(unsigned how, uint64_t id, vpt_ia address)
{
  ask((struct asked){THIS_CORE, how, id, address, 0});
}

void soft_sfence_inval_ir(void)
{
  for (unsigned i = 0; i < asked_count; i++) complete(&asked[i], THIS_CORE);
  asked_count = 0;
}

void soft_dbar(void)
{
  stores_seen |= THIS_CORE;
}

/* Operations 0, 4 and 6 of INVTLB; an entry is a pair of pages. */
void soft_invtlb(unsigned operation, uint64_t asid, vpt_ia address)
{
  complaints += !(stores_seen & THIS_CORE);
  switch (operation) {
  case 0: forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0); return;
  case 4: forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, asid, 0); return;
  case 6: forget(THIS_CORE, 0, asid, address); return;
  default: complaints++;
  }
}
