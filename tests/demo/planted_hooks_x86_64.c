/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry is invalidated. */
#include "cpu.h"

void __wrap_cpu_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length,
                           uint64_t leaf_size, bool leaf_only);

void __wrap_cpu_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length,
                           uint64_t leaf_size, bool leaf_only)
{
  (void)context, (void)id, (void)ia, (void)length, (void)leaf_size, (void)leaf_only;
}
