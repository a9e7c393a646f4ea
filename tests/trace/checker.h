/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looks at every store and every hook call while the library makes it, and at what a walker and a
 * TLB on another core could make of the tables at that moment.
 */
#ifndef TESTS_CHECKER_H
#define TESTS_CHECKER_H

#include "../model/world.h"
#include "../model/expected.h"

/* Page addresses, and the first and last byte of the leaf or the range that a call is about. */
enum { ADDRESSES = INTEREST_MAX + 2, STORES_MAX = 8 };

/* What TLBs may hold for an address. */
enum cached { CACHE_CLEAN, CACHE_STALE, CACHE_INVALIDATED };

/* What a frame is to walkers. */
enum frame_use {
  FRAME_FREE,       /* no walker gets here */
  FRAME_TABLE,      /* linked */
  FRAME_UNLINKED,   /* not linked, but a walker or a walk cache may still be in it */
  FRAME_INVALIDATED /* as before, and invalidation has been asked for */
};

struct checked_frame {
  enum frame_use use;
  unsigned space;  /* of a table */
  unsigned height; /* of a table */
  uint64_t base;   /* of a table: the offset that its first entry translates */
  bool new;        /* linked in this call, not empty: must not change any more */
};

/* Leaves that a call on a range has changed and of which TLBs have not been cleared, in order: [first, end). */
struct span {
  uint64_t first, end; /* none: both are 0 */
  uint64_t leaf_size;  /* of a single leaf; else 0 */
  bool global;
};

struct checked_space {
  bool alive;
  bool limited; /* a list was set; else the only grant is the output range */
  uint32_t grant_count;
  struct vpt_grant grant[GRANTS_MOST];
  struct walker walker;
  unsigned count; /* addresses */
  uint64_t ia[ADDRESSES];
  struct translation before[ADDRESSES];
  struct translation now[ADDRESSES];
  struct translation after[ADDRESSES];
  enum cached cached[ADDRESSES];
};

struct checker {
  struct world *world;
  uint64_t *shadow; /* the window as the stores that were seen have made it */
  bool owned[WORLD_FRAMES_MAX]; /* frames that were the pool's at the last call */
  struct checked_frame frame[WORLD_FRAMES_MAX];
  struct checked_space space[WORLD_SPACES];
  /* the call under way */
  bool in_call;
  struct operation op;
  struct translation leaf; /* that an unmap or a protect is about, before the call */
  enum vpt_status expected;
  struct model before;      /* of the call's space */
  struct expected range;    /* of a call on a range */
  struct span stale, asked; /* before and after the call of invalidate */
  uint64_t last_leaf;       /* of a map: where the last leaf that appeared ends */
  bool breaks; /* a protect that needs break-before-make */
  bool changes;
  bool unlinks; /* a table has been unlinked */
  unsigned stores;
  uint64_t live_stores;
  uint64_t *stored[STORES_MAX]; /* live words written in this call */
  unsigned invalidates;
  unsigned syncs;
  /* totals, to see that the test has met all cases */
  uint64_t breaks_seen;
  uint64_t resizes_seen; /* leaves that were split in place where break-before-make is demanded but for `resize_live` */
  uint64_t unlinks_seen;
  uint64_t links_seen;
  uint64_t grants_seen; /* leaves that stores have made reachable where a list was set */
};

/** Prepares a checker; then world_open() with checker_observer() and world->observer.context. */
void checker_init(struct checker *checker);
void checker_free(struct checker *checker);
struct observer checker_observer(struct checker *checker);

/** Performs and checks one store. */
void checker_store(struct checker *checker, uint64_t *word, uint64_t value);

/** Checks a call of a hook. */
void checker_invalidate(struct checker *checker, const struct vpt_invalidation *what);
void checker_sync(struct checker *checker);

#endif
