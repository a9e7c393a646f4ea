/* SPDX-License-Identifier: Apache-2.0 */
/* Walks tables that nobody vouches for. Everything read is checked before use, and nothing ends a walk but its levels:
 * what cannot be read, and what is wrong, is an event at its place.
 */
#ifndef TOOL_WALK_H
#define TOOL_WALK_H

#include "seen.h"
#include "tables.h"

enum fault {
  FAULT_NONE,
  FAULT_INVALID,     /* not valid, not present */
  FAULT_RESERVED,    /* an encoding without meaning */
  FAULT_ADDRESS,     /* an address with more bits than there are */
  FAULT_NO_RIGHT,    /* a leaf of which the tables above leave nothing */
  FAULT_ACCESS_FLAG, /* a leaf whose first access faults, unless hardware sets the flag */
};

/* One entry, met on a walk. */
struct step {
  uint64_t ia;    /* the first offset that it translates: tables_ia() is the address */
  uint64_t bytes; /* that it translates */
  unsigned height;
  vpt_oa table;   /* the frame that holds it */
  unsigned index;
  uint64_t word;
  unsigned narrowing; /* by the tables above */
  uint64_t effective; /* of a leaf: the word, narrowed */
  enum fault fault;
  bool broken_set;    /* a leaf of a contiguous set that is not aligned or whose entries are not alike */
  struct vpt_descriptor decoded; /* of `effective`; for FAULT_ACCESS_FLAG as if the flag were set */
};

/* Decodes the word of the entry at `index` (the root: counted over all root tables) of the table at `height`, whose
 * first entry translates offset `ia`. */
void walk_decode(const struct tables *tables, unsigned height, vpt_oa table, uint64_t ia, unsigned index, uint64_t word,
                 unsigned narrowing, struct step *step);

/* Makes one leaf of 64 KiB of an entry that is one of 16 such (Svnapot). False if it is none. */
bool walk_widen(const struct tables *tables, struct step *step);

/* The index of an offset in a table at this height. */
unsigned walk_index(const struct tables *tables, unsigned height, uint64_t offset);

/* What applies below the table descriptor. */
static inline unsigned walk_narrowing(const struct tables *tables, const struct step *step)
{
  return step->narrowing | tables->format->narrowing(step->word);
}

/* ---- all entries ----------------------------------------------------------------------------- */

enum event_kind {
  EVENT_LEAF,    /* `step`; its fault is FAULT_NONE or FAULT_ACCESS_FLAG */
  EVENT_FAULT,   /* `step`, an entry that is wrong: FAULT_RESERVED, FAULT_ADDRESS, FAULT_NO_RIGHT */
  EVENT_TABLE,   /* `step` points to a table; its entries follow */
  EVENT_AGAIN,   /* `step` points to a table that was met before; what it maps is not listed again, unless that was at
                    another height and not on the way here: then it follows after EVENT_TABLE */
  EVENT_EMPTY,   /* `step` points to a table that maps nothing */
  EVENT_MISSING, /* entries that cannot be read: `step` has ia, bytes, height, table, index, and no word */
};

struct event {
  enum event_kind kind;
  struct step step;
  /* EVENT_AGAIN: the table was met first at this offset and height. */
  uint64_t first;
  unsigned first_height;
  /* EVENT_MISSING: these bytes were asked for, with this answer. */
  vpt_oa missing;
  size_t missing_bytes;
  enum memory_answer answer;
  bool has_parent; /* the entry that points to the table; the root has none */
  vpt_oa parent_table;
  unsigned parent_index;
  uint64_t parent_word;
};

/* By height. Each table counts once. */
struct walk_totals {
  uint64_t tables[LEVELS_MAX];
  uint64_t used[LEVELS_MAX];    /* entries that are valid */
  uint64_t zero[LEVELS_MAX];    /* entries that are 0 */
  uint64_t invalid[LEVELS_MAX]; /* entries that are not valid, but not 0 */
};

/* A table being walked. */
struct cursor {
  vpt_oa table;
  uint64_t ia;
  unsigned index, end; /* next entry, and the one to stop at; in the root, counted over all root tables */
  unsigned narrowing;
  bool used;           /* it, or what it leads to, has something to list */
  bool counted;        /* its entries are in the totals */
  bool read;           /* some entry of it was read */
  bool with_tables;    /* it leads to other tables */
  struct step parent;  /* of all but the root */
  const unsigned char *bytes; /* its entries; null: they are read a chunk at a time */
  unsigned char *buffer;
  unsigned chunk_end;  /* entries below are in `buffer`, if `bytes` is null */
};

/* A walk over all entries. */
struct walk {
  const struct tables *tables;
  bool expand;           /* list tables that are met again as if they were others */
  uint64_t first, last;  /* offsets of interest */
  bool short_of_memory;  /* the walk ended for that */
  struct walk_totals totals;
  /* The walk's own. */
  struct seen seen;
  struct cursor path[LEVELS_MAX]; /* by height */
  unsigned height;                /* of the table being walked */
  bool over;
  bool pending;                   /* the event that follows is known: `next` */
  struct event next;
};

/* All offsets are of interest, nothing is listed twice. */
void walk_start(struct walk *walk, const struct tables *tables);

/* The next event, in the order of input addresses. A table is walked once for each height and each narrowing under
 * which it is met, so the work is bounded by the tables that there are, unless `expand` is set. False at the end. */
bool walk_next(struct walk *walk, struct event *event);

void walk_end(struct walk *walk);

#endif
