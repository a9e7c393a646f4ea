/* SPDX-License-Identifier: Apache-2.0 */
/* TLB maintenance of stage 2, of the guest whose VMID is in VTTBR_EL2, on all cores. */
#include "registers.h"

/* By IPA: bits 35:0 of the argument are bits 47:12 of the address; IPAS2LE1IS leaves cached table descriptors
 * alone. */
void stage2_invalidate(uint64_t ia, uint64_t length, uint64_t leaf_size, bool leaf_only)
{
  uint64_t step = leaf_size ? leaf_size : KIB_4;
  DSB(ishst);
  if (length / step > MOST_TLBIS) {
    TLBI_ALL(vmalls12e1is);
    return;
  }
  for (uint64_t offset = 0; offset < length; offset += step) {
    if (leaf_only)
      TLBI(ipas2le1is, (ia + offset) >> 12);
    else
      TLBI(ipas2e1is, (ia + offset) >> 12);
  }
}

/* Of both stages, at once. */
void stage2_forget_all(void)
{
  DSB(ishst);
  TLBI_ALL(vmalls12e1is);
  DSB(ish);
  ISB();
}

/* DDI 0487, "TLB maintenance requirements": when invalidation by IPA is complete, what TLBs hold of
 * both stages combined must go too. */
void stage2_sync(void)
{
  DSB(ish);
  TLBI_ALL(vmalle1is);
  DSB(ish);
  ISB();
}
