/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: no TLB entry is invalidated. */
#include "cpu.h"

void __wrap_cpu_invalidate(void *context, const struct vpt_invalidation *what);

void __wrap_cpu_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
}
