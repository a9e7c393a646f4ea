/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry of a guest is invalidated. */
#include "registers.h"

void __wrap_stage2_invalidate(uint64_t ia, uint64_t length, uint64_t leaf_size, bool leaf_only);
void __wrap_stage2_sync(void);

void __wrap_stage2_invalidate(uint64_t ia, uint64_t length, uint64_t leaf_size, bool leaf_only)
{
  (void)ia, (void)length, (void)leaf_size, (void)leaf_only;
}

void __wrap_stage2_sync(void)
{
}
