/* SPDX-License-Identifier: Apache-2.0 */
/* The user's invalidation hooks as the proof sees them: they change no memory of the library. That
 * they do what vpt.h asks of them is trusted. */
#ifndef VPT_PORT_HOOKS_H
#define VPT_PORT_HOOKS_H

#include "vpt/vpt.h"

/*@ requires \valid_read(space);
    assigns \nothing; */
void vpt_flush(const struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_size,
               bool leaf_only);

#endif
