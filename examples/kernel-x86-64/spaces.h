/* SPDX-License-Identifier: Apache-2.0 */
/* Address spaces: what the kernel maps in each of them, and reading them. */
#ifndef SPACES_H
#define SPACES_H

#include "vpt/vpt.h"

/* A kernel without programs runs here. */
extern struct vpt kernel;

/* Makes the kernel's own space. */
void spaces_init(void);

/* Stops the machine unless the library did what was asked. */
void require(enum vpt_status status);

/* Makes a space that has the kernel's mappings and nothing else. */
void make_space(struct vpt *space, uint16_t id);

/* Maps a range by the largest leaves that fit; the tables that the pool lacks come from the kernel's frames. */
void map(struct vpt *space, uint64_t first, vpt_oa oa, uint64_t length, vpt_attr attr);

/* Loads CR3, unless the space is in use already. */
void use_space(const struct vpt *space);

/* Where the kernel sees RAM. */
void *direct(vpt_oa oa);

/* Finds the first leaf at or above `*ia`, and moves `*ia` to it; false if there is none. No space of this
 * kernel has one that ends where the addresses do. */
bool next_leaf(const struct vpt *space, vpt_ia *ia, struct vpt_result *leaf);

/* Prints every run of leaves that follow each other, from `first` to `end`. */
void print_map(const struct vpt *space, uint64_t first, uint64_t end);

#endif
