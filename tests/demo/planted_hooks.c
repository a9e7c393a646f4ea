/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: the guests' TLB entries are not invalidated. */
#include "port.h"

void __wrap_guest_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length,
                             uint64_t leaf_size, bool leaf_only);
void __wrap_guest_sync(void *context);

void __wrap_guest_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length,
                             uint64_t leaf_size, bool leaf_only)
{
  (void)context, (void)id, (void)ia, (void)length, (void)leaf_size, (void)leaf_only;
}

void __wrap_guest_sync(void *context)
{
  (void)context;
}
