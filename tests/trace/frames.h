/* SPDX-License-Identifier: Apache-2.0 */
/* Which frames are tables, and what they are to walkers: linked, unlinked, free. */
#ifndef TESTS_FRAMES_H
#define TESTS_FRAMES_H

#include "checker.h"

#define FAIL(checker, ...) world_fail((checker)->world, __VA_ARGS__)

/** The frame of a word, or at an output address; WORLD_FRAMES_MAX if there is none. */
unsigned frames_of(const struct checker *checker, const uint64_t *word);
unsigned frames_at(const struct checker *checker, uint64_t oa);

bool frames_is_zero(const struct checker *checker, unsigned frame);

/** Bytes that an entry of a space's table maps. */
uint64_t frames_entry_bytes(const struct checker *checker, unsigned space, unsigned height);

/** True if the value, in a table of a space, points to a further table. */
bool frames_is_table(const struct checker *checker, unsigned space, unsigned height, uint64_t value, uint64_t *oa);

/** Of an entry that walkers reach from now on: if it is a leaf, all of it is granted to the space. */
void frames_check_grants(struct checker *checker, unsigned space, unsigned height, uint64_t value);

/** A frame becomes a table, of which the first entry translates the offset `base`. */
void frames_link(struct checker *checker, unsigned frame, unsigned space, unsigned height, uint64_t base);

/** All frames of one use have another from now on. */
void frames_advance(struct checker *checker, enum frame_use from, enum frame_use to);
bool frames_any(const struct checker *checker, enum frame_use use);

/** Follows what a store into a linked table does to the tables below, of which the first translates `base`. */
void frames_follow(struct checker *checker, unsigned frame, uint64_t base, uint64_t old, uint64_t value);

#endif
