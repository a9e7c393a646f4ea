/* SPDX-License-Identifier: Apache-2.0 */
/* The kernel's allocator of frames of 4 KiB: one and the same for translation tables and for pages of processes. Tables
 * are handed over to the library's pool when it lacks some, and taken back when they are no more. */
#ifndef FRAMES_H
#define FRAMES_H

#include "vpt/vpt.h"

extern struct vpt_pool pool;

/* Makes the pool, without any frame. */
void frames_init(void);

/* A frame, whatever it holds, and its way back. */
vpt_oa frame_take(void);
void frame_give(vpt_oa oa);

/* Hands so many frames over to the pool. */
void tables_add(uint64_t count);

/* Takes all back that the pool does not use. */
void tables_remove(void);

/* Is it one of the allocator's frames; is it the pool's? */
bool is_frame(vpt_oa oa);
bool is_table(vpt_oa oa);

/* Frames that are neither tables nor pages. */
uint64_t frames_free(void);

#endif
