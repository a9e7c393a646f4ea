/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between the library and the checker: passes stores and hook calls on, or, to see that the checker
 * notices, spoils them in the way that a faulty library would.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include "checker.h"

enum fault {
  FAULT_NONE,
  FAULT_DROPPED_STORE,  /* a store is not made */
  FAULT_LATE_STORE,     /* a store is made after the hooks that should follow it */
  FAULT_TORN_STORE,     /* a store is made in two halves */
  FAULT_REPEATED_STORE, /* a live word is written twice */
  FAULT_NEEDLESS_BREAK, /* every change of a leaf goes through an invalid entry */
  FAULT_MISSING_BREAK,  /* the break of break-before-make is left out */
  FAULT_EARLY_MAKE,     /* its hooks come after both stores */
  FAULT_DIRTY_TABLE,    /* a table is linked with something in it */
  FAULT_LATE_TABLE,     /* a table is linked half filled and completed afterwards */
  FAULT_RELINKED_TABLE, /* an unlinked table is linked again before the hooks were called */
  FAULT_REUSED_TABLE,   /* something is written into it */
  FAULT_STRAY_STORE,    /* a second entry changes as well */
  FAULT_UNSEEN_STORE,   /* a word of a table changes past the port */
  FAULT_WRONG_LINK,     /* a table is linked to a frame in use */
  FAULT_NO_INVALIDATE,  /* hooks that are not called */
  FAULT_NO_SYNC,
  FAULT_TWO_SYNCS,
  FAULT_SYNC_FIRST,  /* sync before invalidate */
  FAULT_SHORT_RANGE, /* wrong arguments */
  FAULT_MOVED_RANGE,
  FAULT_WRONG_ID,
  FAULT_LEAF_ONLY,
  FAULT_NOT_LEAF_ONLY,
  FAULT_LEAF_SIZE,
  FAULT_GLOBAL,
  FAULT_ERROR_STORE, /* a store in a call that fails */
  FAULT_ERROR_HOOK,  /* a hook in a call that fails */
  FAULT_MAP_HOOK,    /* a hook in a call that maps */
  /* of calls on ranges */
  FAULT_UNBROKEN_SPLIT, /* a table takes the place of a leaf at once */
  FAULT_BROKEN_SPLIT,   /* the leaf is invalid before, where it may be split in place */
  FAULT_EARLY_TABLE,    /* the hooks come after both stores of a split */
  FAULT_WRONG_PART,     /* a leaf of the table of a split maps something else */
  FAULT_LATE_PART,      /* it is stored when the table is linked */
  FAULT_LATE_LEAF,      /* leaves of a map appear in another order */
  FAULT_MISSED_LEAF,    /* one of many leaves stays */
  FAULT_SHORTER_RANGE,  /* the hooks are not told of the last leaf */
  /* of grants */
  FAULT_WITHHELD_LIST, /* a space is not given the list that the checker knows */
  FAULT_MORE_RIGHTS,   /* nor is it told that a right is less on it */
  FAULTS
};

/** What a fault is called, and what the checker has to say about it. */
struct fault_text {
  const char *name;
  const char *notice;
};

extern const struct fault_text fault_texts[FAULTS];

/** All that the library does goes to this checker, with this fault. */
void faults_begin(struct checker *checker, enum fault fault);

/** The hooks for the spaces. */
struct vpt_hooks faults_hooks(void);

/** The checker's observer, with faults that happen at the start of a call put in. */
struct observer faults_observer(void);

/** Called by the library for each store. */
void trace_write(uint64_t *word, uint64_t value);

#endif
