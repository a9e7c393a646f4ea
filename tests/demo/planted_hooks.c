/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: the guests' TLB entries are not invalidated. */
#include "port.h"

void __wrap_guest_invalidate(void *context, const struct vpt_invalidation *what);
void __wrap_guest_sync(void *context);

void __wrap_guest_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
}

void __wrap_guest_sync(void *context)
{
  (void)context;
}
