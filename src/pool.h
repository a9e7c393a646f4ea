/* SPDX-License-Identifier: Apache-2.0 */
/* The pool from inside: frames change hands in constant time.
 *
 * `info[].stack` is a permutation of all frames of the window and `info[].position` its inverse;
 * the frames at positions below `free` are free. Free frames are zero, words and live count, so a
 * frame that is taken is an empty table already.
 */
#ifndef VPT_POOL_H
#define VPT_POOL_H

#include "vpt/vpt.h"

/* Takes a free frame and returns its number. There must be one. */
int64_t vpt_pool_take(struct vpt_pool *pool);

/* Takes `count` free frames side by side, the first with a number that is a multiple of `count`,
 * and returns its number, or -1 if there is no such run. Looks at every frame. */
int64_t vpt_pool_take_run(struct vpt_pool *pool, int64_t count);

/* Gives back a used frame that is zero again. */
void vpt_pool_give(struct vpt_pool *pool, int64_t frame);

#endif
