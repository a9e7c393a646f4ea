/* SPDX-License-Identifier: Apache-2.0 */
/* The world of the target `operations`, and what it draws. */
#ifndef TESTS_FUZZ_OPERATIONS_H
#define TESTS_FUZZ_OPERATIONS_H

#include "../model/formats.h"
#include "../model/world.h"

/** An address at which something may begin or end: mostly a round one, or some pages below. */
uint64_t draw_place(struct random *random, uint64_t page);

/** Any geometry, most of them impossible. */
struct vpt_geometry draw_any_geometry(struct random *random);

/** What a space that is not alive is to be made from next. */
void draw_config(struct world *world, unsigned space);

/** One call that the world's steps do not make: on nothing, on a dead space, of functions beside spaces. */
void probe(struct world *world);

#endif
