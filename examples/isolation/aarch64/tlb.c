/* SPDX-License-Identifier: Apache-2.0 */
/* TLB maintenance of stage 2, of the guest whose VMID is in VTTBR_EL2, on all cores. */
#include "registers.h"

/* Of both stages, at once. */
void stage2_forget_all(void)
{
  DSB(ishst);
  TLBI_ALL(vmalls12e1is);
  DSB(ish);
  ISB();
}
