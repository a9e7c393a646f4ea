/* SPDX-License-Identifier: Apache-2.0 */
/* A pool and a space for a unit test, and the means to see that a call changed nothing. */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <vpt/vpt.h>

#include "../model/model.h"

#define KIB UINT64_C(0x400)
#define MIB UINT64_C(0x100000)
#define GIB UINT64_C(0x40000000)
#define BIT(n) (UINT64_C(1) << (n))

/* The fixture's granule. */
#define PAGE_LOG2 12
#define PAGE (UINT64_C(1) << PAGE_LOG2)
enum { ENTRIES = 512, FRAMES_MAX = 64, TOLD_MAX = 16 };

struct objects {
  struct vpt space;
  struct vpt_pool pool;
  struct vpt_frame_info info[FRAMES_MAX + 1];
  uint64_t words[(FRAMES_MAX + 2) * ENTRIES];
};

/** What the last calls of the hooks were. */
struct hook_log {
  unsigned invalidates;
  unsigned syncs;
  uint16_t id;
  uint64_t ia;
  uint64_t length;
  uint64_t leaf_size;
  bool leaf_only;
  bool global;
};

struct fixture {
  uint64_t frames;
  uint64_t *memory; /* the window between two guard frames */
  uint64_t *window;
  struct vpt_frame_info info[FRAMES_MAX + 1]; /* the one after the last in use is a guard */
  struct vpt_pool_config pool_config;
  struct vpt_pool pool;
  struct vpt_config config;
  struct vpt space;
  struct hook_log hooks;
  struct vpt_invalidation told[TOLD_MAX]; /* the first calls of one hook... */
  unsigned synced[TOLD_MAX];              /* ...and how many calls of the other came before each */
  struct objects saved;
};

/** The pool's window is at this output address, leaves may map [OUTPUT_FIRST, 2^48). */
#define WINDOW_OA (2 * GIB)
#define OUTPUT_FIRST (4 * GIB)

/** A pool of `frames` frames that is not initialised; the window is full of garbage. */
struct fixture *fixture_raw(uint64_t frames);

/** A pool that is ready, and a configuration for vpt_init(). */
struct fixture *fixture_pool(uint64_t frames, const struct vpt_format *format, unsigned levels,
                             unsigned input_bits);

/** A pool and a space. */
struct fixture *fixture_space(uint64_t frames, const struct vpt_format *format, unsigned levels,
                              unsigned input_bits);

/** The first geometry of a format, for output addresses of 40 bits. */
struct vpt_geometry fixture_geometry(const struct vpt_format *format);

/** Checks the guards and frees it. */
void fixture_free(struct fixture *fixture);

/** Remembers all memory that the library may write. */
void fixture_save(struct fixture *fixture);

/** Checks that all of it is as remembered, and that no hook was called since. */
void fixture_unchanged(struct fixture *fixture);

/** Checks what the hooks were called with since fixture_save(). */
void fixture_hooks(const struct fixture *fixture, const struct hook_log *expected);

/** Checks that the hooks were called in turn since fixture_save(), so often, for ranges of this space. */
void fixture_calls(const struct fixture *fixture, unsigned count);

/** Leaves `count` frames free in the pool: spaces that are never used again take all others. */
void fixture_leave(struct fixture *fixture, uint64_t count);

/** Maps a leaf; it must succeed. */
void fixture_map(struct fixture *fixture, uint64_t ia, uint64_t oa, uint64_t size, vpt_attr attr);

/** The descriptor at which a walk of `ia` ends; `*height` of its table. */
uint64_t fixture_word(const struct fixture *fixture, uint64_t ia, unsigned *height);

/** Height of the tables that hold leaves of a size, of three. */
static inline unsigned fixture_height(uint64_t size)
{
  return size == PAGE ? 0 : size == 2 * MIB ? 1 : 2;
}

/** Translates by the tests' own walk. */
struct translation fixture_walk(const struct fixture *fixture, const struct vpt *space,
                                uint64_t ia);

/**
 * A leaf's word, and every word that differs from it in one or two bits: vpt_decode() must say "exact" of the leaves
 * that the library would write and of no other, and what they map.
 */
void fixture_exact(const struct vpt_geometry *geometry, unsigned height, uint64_t word);

/** Checks what a call on a range says. */
void fixture_outcome(struct vpt_outcome outcome, enum vpt_status status, uint64_t ia, uint64_t frames);

/** Checks what one of the hooks' calls since fixture_save() was told. */
void fixture_told(const struct fixture *fixture, unsigned n, uint64_t ia, uint64_t length, uint64_t leaf_size,
                  bool leaf_only, bool global);

/** Checks that all of [ia, end) is mapped to what lies from `oa` on. Returns how many leaves there are. */
unsigned fixture_mapped(const struct fixture *fixture, uint64_t ia, uint64_t end, uint64_t oa, vpt_attr attr);

/** Checks that nothing of [ia, end) is mapped: looks at pages, at the ends and in steps between. */
void fixture_hole(const struct fixture *fixture, uint64_t ia, uint64_t end);

/** True if all words of the window are zero. */
bool fixture_is_zero(const struct fixture *fixture);

#endif
