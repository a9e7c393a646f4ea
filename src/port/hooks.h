/* SPDX-License-Identifier: Apache-2.0 */
/* How the user's invalidation hooks are called. */
#ifndef VPT_PORT_HOOKS_H
#define VPT_PORT_HOOKS_H

#include "vpt/vpt.h"

static inline void vpt_hook_invalidate(const struct vpt *space, const struct vpt_invalidation *what)
{
  space->hooks.invalidate(space->hooks.context, what);
}

static inline void vpt_hook_sync(const struct vpt *space)
{
  space->hooks.sync(space->hooks.context);
}

#endif
