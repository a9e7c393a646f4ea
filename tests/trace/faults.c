/* SPDX-License-Identifier: Apache-2.0 */
#include "faults.h"

#include "../model/granted.h"

enum { MANY = 20 }; /* stores: leaves are among them */

const struct fault_text fault_texts[FAULTS] = {
    [FAULT_NONE] = {"none", ""},
    [FAULT_DROPPED_STORE] = {"dropped store", "is not as predicted"},
    [FAULT_LATE_STORE] = {"late store", "a TLB may still hold"},
    [FAULT_TORN_STORE] = {"torn store", "written twice"},
    [FAULT_REPEATED_STORE] = {"repeated store", "written twice"},
    [FAULT_NEEDLESS_BREAK] = {"needless break", "neither as before nor as after"},
    [FAULT_MISSING_BREAK] = {"missing break", "replaced without a break"},
    [FAULT_EARLY_MAKE] = {"early make", "made before the break was complete"},
    [FAULT_DIRTY_TABLE] = {"dirty table", "neither as before nor as after"},
    [FAULT_LATE_TABLE] = {"late table", "table linked before it was complete"},
    [FAULT_RELINKED_TABLE] = {"relinked table", "linked again before a sync"},
    [FAULT_REUSED_TABLE] = {"reused table", "used again before a sync"},
    [FAULT_STRAY_STORE] = {"stray store", "linked twice"},
    [FAULT_UNSEEN_STORE] = {"unseen store", "behind the port's back"},
    [FAULT_WRONG_LINK] = {"wrong link", "linked twice"},
    [FAULT_NO_INVALIDATE] = {"no invalidate", "0 invalidations and 0 syncs"},
    [FAULT_NO_SYNC] = {"no sync", "1 invalidations and 0 syncs"},
    [FAULT_TWO_SYNCS] = {"two syncs", "sync without an invalidation"},
    [FAULT_SYNC_FIRST] = {"sync first", "sync without an invalidation"},
    [FAULT_SHORT_RANGE] = {"short range", "invalidation of a wrong range"},
    [FAULT_MOVED_RANGE] = {"moved range", "invalidation of a wrong range"},
    [FAULT_WRONG_ID] = {"wrong id", "invalidation for another space"},
    [FAULT_LEAF_ONLY] = {"leaf only", "leaf_only is wrong"},
    [FAULT_NOT_LEAF_ONLY] = {"not leaf only", "leaf_only is wrong"},
    [FAULT_LEAF_SIZE] = {"leaf size", "invalidation with a wrong leaf size"},
    [FAULT_GLOBAL] = {"global", "global is wrong"},
    [FAULT_ERROR_STORE] = {"store in a call that fails", "nothing to change"},
    [FAULT_ERROR_HOOK] = {"hook in a call that fails", "in a call that needs none"},
    [FAULT_MAP_HOOK] = {"hook in a map", "in a call that needs none"},
    [FAULT_UNBROKEN_SPLIT] = {"unbroken split", "replaced without a break"},
    [FAULT_BROKEN_SPLIT] = {"broken split", "neither as before nor as after"},
    [FAULT_EARLY_TABLE] = {"early table", "made before the break was complete"},
    [FAULT_WRONG_PART] = {"wrong part", "neither as before nor as after"},
    [FAULT_LATE_PART] = {"late part", "neither as before nor as after"},
    [FAULT_LATE_LEAF] = {"late leaf", "before one at a lower address"},
    [FAULT_MISSED_LEAF] = {"missed leaf", "live stores instead of"},
    [FAULT_SHORTER_RANGE] = {"shorter range", "invalidation of a wrong range"},
    [FAULT_WITHHELD_LIST] = {"withheld list", "is not granted"},
    [FAULT_MORE_RIGHTS] = {"more rights", "is not granted"},
};

/* One test runs at a time; the port has no argument to pass these in. */
static struct checker *checker;
static enum fault fault;
static uint64_t *held_word; /* a store that is kept back */
static uint64_t held_value;
static uint64_t missed_in; /* the step in which a store was left out */
static bool held_hook; /* an invalidation that is kept back, with its arguments */
static struct vpt_invalidation held;

static void store(uint64_t *word, uint64_t value)
{
  checker_store(checker, word, value);
}

/* The frame that a table descriptor points to, or null if the value is none. */
static uint64_t *linked_table(const uint64_t *word, uint64_t value)
{
  struct world *world = checker->world;
  unsigned frame = (unsigned)((uint64_t)(word - world->window) / world->entries);
  uint64_t oa;
  const struct checked_frame *f = &checker->frame[frame];
  const struct vpt_format *format = world->config[f->space].geometry.format;
  if (!architecture_of(format)->is_table(format, value, f->height, &oa)) {
    return NULL;
  }
  return world->window + (oa - world->scenario->window_oa) / 8;
}

static void store_torn(uint64_t *word, uint64_t value)
{
  uint64_t low = UINT32_MAX;
  store(word, (*word & ~low) | (value & low));
  store(word, value);
}

/* A table is linked with a leaf in it that nothing asked for, which then goes away: in an entry
 * that the walks of the checker reach, or (late) in one that they do not. */
static void store_table(uint64_t *word, uint64_t value, bool late)
{
  uint64_t *table = linked_table(word, value);
  uint64_t entries = checker->world->entries;
  if (table == NULL) {
    store(word, value);
    return;
  }
  uint64_t *entry = table + (late ? entries / 2 + 1 : entries - 1);
  store(entry, 0x40000000 | 0x701);
  store(word, value);
  store(entry, 0);
}

/* A table that is unlinked is linked again at once, from an unused entry, or written to. */
static void store_reuse(uint64_t *word, uint64_t value)
{
  uint64_t old = *word;
  uint64_t *table = linked_table(word, old);
  uint64_t entries = checker->world->entries;
  uint64_t *siblings = word - (uint64_t)(word - checker->world->window) % entries;
  store(word, value);
  if (table != NULL && value == 0) {
    store(fault == FAULT_RELINKED_TABLE ? siblings + entries / 2 + 1 : table, old);
  }
}

static void store_wrong_link(uint64_t *word, uint64_t value)
{
  bool link = linked_table(word, value) != NULL;
  store(word, link ? vpt_root(&checker->world->space[0]) | 3 : value);
}

static void hold_store(uint64_t *word, uint64_t value)
{
  held_word = word;
  held_value = value;
}

static void replay_store(void)
{
  if (held_word != NULL) {
    store(held_word, held_value);
    held_word = NULL;
  }
}

static void replay_hooks(void)
{
  if (held_hook) {
    held_hook = false;
    checker_invalidate(checker, &held);
    checker_sync(checker);
  }
}

/* Stores of a call on a range. */
static void store_for_range(uint64_t *word, uint64_t value)
{
  const struct world *world = checker->world;
  enum frame_use use = checker->frame[(uint64_t)(word - world->window) / world->entries].use;
  enum operation_kind kind = checker->op.kind;
  bool part = use == FRAME_FREE && (uint64_t)(word - world->window) % world->entries == 1;
  bool leaf = use == FRAME_TABLE && linked_table(word, value) == NULL;
  bool many = checker->range.live_stores > MANY && checker->range.invalidates <= 1;
  switch (fault) {
  case FAULT_UNBROKEN_SPLIT:
    if (kind == OP_PROTECT_RANGE && value == 0) {
      return;
    }
    break;
  case FAULT_BROKEN_SPLIT:
    if (use == FRAME_TABLE && *word != 0 && linked_table(word, value) != NULL) {
      store(word, 0);
    }
    break;
  case FAULT_EARLY_TABLE:
    store(word, value);
    if (value != 0 && use == FRAME_TABLE) {
      replay_hooks();
    }
    return;
  case FAULT_WRONG_PART: value ^= part ? UINT64_C(1) << 30 : 0; break;
  case FAULT_LATE_PART:
    if (part && kind == OP_PROTECT_RANGE) { /* of an unmap, it may be of what goes */
      hold_store(word, value);
      return;
    }
    store(word, value);
    if (use == FRAME_TABLE && value != 0) {
      replay_store();
    }
    return;
  case FAULT_LATE_LEAF:
    if (kind == OP_MAP_RANGE && many && leaf && held_word == NULL) {
      hold_store(word, value);
      return;
    }
    store(word, value);
    if (leaf) {
      replay_store();
    }
    return;
  case FAULT_MISSED_LEAF:
    if (kind == OP_UNMAP_RANGE && many && leaf && checker->live_stores == MANY / 2 && missed_in != world->steps) {
      missed_in = world->steps;
      return;
    }
    break;
  default: break;
  }
  store(word, value);
}

void trace_write(uint64_t *word, uint64_t value)
{
  if (fault >= FAULT_UNBROKEN_SPLIT) {
    store_for_range(word, value);
    return;
  }
  bool live_leaf = (*word & 1) != 0 && linked_table(word, *word) == NULL;
  switch (fault) {
  case FAULT_DROPPED_STORE: return;
  case FAULT_LATE_STORE:
    if (checker->op.kind != OP_UNMAP || held_word != NULL) {
      break;
    }
    hold_store(word, value);
    return;
  case FAULT_TORN_STORE: store_torn(word, value); return;
  case FAULT_REPEATED_STORE: store(word, value); break;
  case FAULT_NEEDLESS_BREAK:
    if (live_leaf && value != 0) {
      store(word, 0);
    }
    break;
  case FAULT_MISSING_BREAK:
    if (checker->op.kind == OP_PROTECT && value == 0) {
      return;
    }
    break;
  case FAULT_EARLY_MAKE:
    store(word, value);
    if (value != 0) {
      replay_hooks();
    }
    return;
  case FAULT_DIRTY_TABLE:
  case FAULT_LATE_TABLE: store_table(word, value, fault == FAULT_LATE_TABLE); return;
  case FAULT_RELINKED_TABLE:
  case FAULT_REUSED_TABLE: store_reuse(word, value); return;
  case FAULT_STRAY_STORE:
    store(word, value);
    store((uint64_t *)((uintptr_t)word ^ 8), value);
    return;
  case FAULT_UNSEEN_STORE: *(uint64_t *)((uintptr_t)word ^ 1024) = 0x1000; break; /* no address of interest */
  case FAULT_WRONG_LINK: store_wrong_link(word, value); return;
  default: break;
  }
  store(word, value);
}

/* A call of a hook after a break that was left out; `none`: no leaf of a range has changed. */
static bool is_left_out(bool none)
{
  return (fault == FAULT_MISSING_BREAK && checker->live_stores == 0) ||
         (fault == FAULT_UNBROKEN_SPLIT && is_on_range(&checker->op) && none);
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  bool breaking = checker->breaks && checker->live_stores == 1;
  if (context != checker) {
    world_fail(checker->world, "invalidation with a wrong context");
  }
  if (fault == FAULT_EARLY_MAKE && breaking) {
    held_hook = true;
    held = *what;
    return;
  }
  if (fault == FAULT_EARLY_TABLE && is_on_range(&checker->op) && what->leaf_size > checker->world->page &&
      !checker->before.resize_live) {
    held_hook = true;
    held = *what;
    return;
  }
  if (fault == FAULT_NO_INVALIDATE || is_left_out(checker->stale.end == 0)) {
    return;
  }
  if (fault == FAULT_SYNC_FIRST) {
    checker_sync(checker);
  }
  struct vpt_invalidation told = *what;
  told.id = (uint16_t)(told.id + (fault == FAULT_WRONG_ID));
  told.ia += fault == FAULT_MOVED_RANGE ? checker->world->page : 0;
  told.length -= fault == FAULT_SHORT_RANGE ? 1 : 0;
  told.length -= fault == FAULT_SHORTER_RANGE && is_on_range(&checker->op) && told.length > checker->world->page
                     ? checker->world->page
                     : 0;
  told.leaf_size += fault == FAULT_LEAF_SIZE ? checker->world->page : 0;
  told.leaf_only = (told.leaf_only && fault != FAULT_NOT_LEAF_ONLY) || fault == FAULT_LEAF_ONLY;
  told.global ^= fault == FAULT_GLOBAL;
  checker_invalidate(checker, &told);
}

static void sync_all(void *context)
{
  if (context != checker) {
    world_fail(checker->world, "sync with a wrong context");
  }
  if (held_hook || fault == FAULT_NO_INVALIDATE || fault == FAULT_NO_SYNC || fault == FAULT_SYNC_FIRST ||
      is_left_out(checker->asked.end == 0)) {
    return;
  }
  checker_sync(checker);
  if (fault == FAULT_TWO_SYNCS) {
    checker_sync(checker);
  }
  if (fault == FAULT_LATE_STORE) {
    replay_store();
  }
}

/* The checker knows less than was granted: the first half of each grant, or no right to write. */
static void before(struct world *world, const struct operation *op)
{
  checker_observer(checker).before(world, op);
  struct checked_space *s = &checker->space[op->space];
  for (uint32_t i = 0; i < s->grant_count; i++) {
    struct vpt_grant *grant = &s->grant[i];
    grant->end -= fault == FAULT_WITHHELD_LIST ? (grant->end - grant->first) / 2 : 0;
    grant->rights &= fault == FAULT_MORE_RIGHTS ? ~(vpt_attr)VPT_WRITE : GRANTED_RIGHTS;
  }
}

static void predicted(struct world *world, const struct operation *op, enum vpt_status status)
{
  checker_observer(checker).predicted(world, op, status);
  if (status != VPT_OK && fault == FAULT_ERROR_STORE) {
    store(world->window, world->window[0]);
  }
  if ((status != VPT_OK && fault == FAULT_ERROR_HOOK) ||
      (status == VPT_OK && op->kind == OP_MAP && fault == FAULT_MAP_HOOK)) {
    checker_invalidate(checker, &(struct vpt_invalidation){.id = world->config[op->space].id, .ia = op->leaf.ia,
                                                           .length = op->leaf.size, .leaf_size = op->leaf.size,
                                                           .leaf_only = true});
    checker_sync(checker);
  }
}

void faults_begin(struct checker *to, enum fault kind)
{
  checker = to;
  fault = kind;
  held_word = NULL;
  held_hook = false;
  missed_in = 0;
}

struct vpt_hooks faults_hooks(void)
{
  return (struct vpt_hooks){.invalidate = invalidate, .sync = sync_all, .context = checker};
}

struct observer faults_observer(void)
{
  struct observer observer = checker_observer(checker);
  observer.before = before;
  observer.predicted = predicted;
  return observer;
}
