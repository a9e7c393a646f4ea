/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A world: one pool, a few spaces in it, and the model of each. A step draws a random call, lets
 * the model predict it, makes it, and compares. An observer may look on.
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "operation.h"

enum { WORLD_SPACES = 3, WORLD_FRAMES_MAX = 128, WORLD_TEXT = 256, RESTS_MOST = 8 };

/** What a world is made from. All spaces have the same granule: that of the pool. */
struct scenario {
  const char *name;
  uint64_t seed;
  uint64_t frames;    /* in the pool */
  uint64_t window_oa; /* of the pool */
  struct {
    struct vpt_geometry geometry;
    uint64_t output_first;
    uint64_t output_end;
    uint64_t leaf_size_max; /* as in struct vpt_config */
  } spaces[WORLD_SPACES];
};

struct world;

/** Called around each call; `status` is what the model predicts. Any may be null. */
struct observer {
  void (*before)(struct world *world, const struct operation *op);
  void (*predicted)(struct world *world, const struct operation *op, enum vpt_status status);
  void (*after)(struct world *world, const struct operation *op, enum vpt_status status);
  void *context;
};

struct world {
  const struct scenario *scenario;
  struct random random;
  uint64_t page; /* bytes of a frame */
  uint64_t entries; /* descriptors in a frame */
  uint64_t *window;
  struct vpt_frame_info info[WORLD_FRAMES_MAX];
  struct vpt_pool_config pool_config;
  struct vpt_pool pool;
  bool owned[WORLD_FRAMES_MAX]; /* frames that are the pool's; the others are full of the owner's words */
  uint64_t owners;              /* frames that are not the pool's */
  struct vpt_config config[WORLD_SPACES];
  bool alive[WORLD_SPACES];
  struct vpt_grant list[WORLD_SPACES][2][GRANTS_MOST]; /* a space has one of them; the next is drawn in the other */
  unsigned list_used[WORLD_SPACES];
  struct vpt space[WORLD_SPACES];
  struct model model[WORLD_SPACES];
  struct observer observer;
  struct vpt hog[WORLD_FRAMES_MAX];
  uint64_t steps;
  uint64_t statuses[VPT_ERR_GRANTS + 1]; /* how often each was predicted */
  uint64_t lists_taken;   /* lists of grants for spaces in which something was mapped */
  uint64_t lists_refused; /* for it would not have been granted */
  uint64_t splits; /* leaves that were split for ranges, as predicted */
  uint64_t rests; /* calls for what another has left of a range */
  uint64_t shortages; /* calls that were refused frame by frame until there were enough */
  uint64_t hogs;   /* frames that are kept from the spaces: each is one of another space */
  bool failed;
  char failure[WORLD_TEXT]; /* the first thing that was wrong */
};

/** Finds out by walking which frames are tables. */
void world_tables(const struct world *world, bool tables[WORLD_FRAMES_MAX]);

/** Makes a world with no space alive. The observer may be null. */
void world_open(struct world *world, const struct scenario *scenario,
                const struct observer *observer, const struct vpt_hooks *hooks);

/** One random call. */
void world_step(struct world *world);

/** Compares all tables with the models: every leaf, every frame. */
void world_compare(struct world *world);

/** Keeps frames from the spaces, so that `free` are free, and gives them back. */
void world_hog(struct world *world, uint64_t free);
void world_release(struct world *world);

/** Destroys all spaces; checks that every frame is back and zero. Frees the world's memory. */
void world_close(struct world *world);

/** Notes a failure, if it is the first. */
void world_fail(struct world *world, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** The word that ends the walk for an offset in a space that is alive; the tables are right. */
uint64_t *world_leaf_word(struct world *world, unsigned space, uint64_t offset);

/** The walker for a space that is alive. */
struct walker world_walker(const struct world *world, unsigned space);

#endif
