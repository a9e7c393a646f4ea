/* SPDX-License-Identifier: Apache-2.0 */
/* What is common to the hypervisor's own address space and to the guests'. */
#ifndef SPACES_H
#define SPACES_H

#include "vpt/vpt.h"

/* A space, and its shape for those who read its tables. */
struct space {
  struct vpt tables;
  struct vpt_geometry geometry;
  const char *name;
};

/* Stops the machine unless the library did what was asked. */
void require(enum vpt_status status);

/* Finds the first leaf at or above `*ia`, and moves `*ia` to it; false if there is none. */
bool next_leaf(const struct space *space, vpt_ia *ia, struct vpt_result *leaf);

/* Bytes mapped by the entry at which the walk of an unmapped address ends; 0 if it is outside. */
uint64_t hole_size(const struct space *space, vpt_ia ia);

/* Prints every leaf. */
void print_map(const struct space *space);

#endif
