/* SPDX-License-Identifier: Apache-2.0 */
/* Many entries of one table: one walk before, one live count after, and one store for each entry. */
#ifndef VPT_CORE_ENTRIES_H
#define VPT_CORE_ENTRIES_H

#include "operations.h"
#include "../logic/range.h"

/* --- which entries --- */

/* Where the table at height h that translates `ia` ends; at most `end`. */
/*@ requires 0 <= h <= 4 && ia < end <= 0x800000000000000;
    assigns \nothing;
    ensures range: ia < \result <= end;
    ensures end: \forall integer lim; end <= lim ==> \result ==
      least(end, start(FMT, lim, h + 1, ia) + size(FMT, h + 1));
    ensures one: \forall integer lim, x; end <= lim ==> ia <= x < \result ==>
      pre(FMT, lim, h + 1, x) == pre(FMT, lim, h + 1, ia);
    ensures some: multiple(FMT, h, ia) ==> size(FMT, h) <= end - ia ==> size(FMT, h) <= \result - ia; */
static inline vpt_ia table_end(int h, vpt_ia ia, vpt_ia end)
{
  uint64_t size = codec_size(h + 1);
  /*@ assert below: 0 <= start(FMT, end, h + 1, ia) <= ia; */
  vpt_ia next = (uint64_t)codec_prefix(h + 1, ia) * size + size;
  /*@ assert next: next == start(FMT, end, h + 1, ia) + size(FMT, h + 1) > ia; */
  /*@ assert first: multiple(FMT, h, start(FMT, end, h + 1, ia)); */
  /*@ assert whole: multiple(FMT, h, next); */
  return next < end ? next : end;
}

/* Is `word`, in a table at height h, a leaf that is global, or one that is not? */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result <==> KIND(h, word) == VPT_LEAF && (LEAF_GLOBAL(h, word) <==> global); */
static inline bool is_leaf(int h, uint64_t word, bool global)
{
  return codec_kind(h, word) == VPT_LEAF && codec_leaf_global(h, word) == global;
}

/* Where the leaves from `ia` on end, in one table at height h, that are global, or that are not; at most `end`. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, IDX(space, h, ia), ia);
    requires ia < end <= space->input_end && multiple(FMT, h, ia);
    assigns \nothing;
    ensures range: ia <= \result <= end && multiple(FMT, h, \result);
    ensures one: ONE_TABLE(space, h, ia, \result);
    ensures leaves: ENTRIES_LEAVES(space, h, table, ia, \result);
    ensures global: ENTRIES_GLOBAL(space, h, table, ia, \result, global);
    ensures some: size(FMT, h) <= end - ia ==> KIND(h, ENTRY_OF(space, h, table, ia)) == VPT_LEAF ==>
      (LEAF_GLOBAL(h, ENTRY_OF(space, h, table, ia)) <==> global) ==> ia < \result; */
static vpt_ia leaves_end(const struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end, bool global)
{
  uint64_t size = codec_size(h);
  vpt_ia last = table_end(h, ia, end), x = ia;
  unsigned i = codec_index(h, ia);
  /*@ loop invariant cursor: ia <= x <= last && multiple(FMT, h, x) && (x < last ==> i == IDX(space, h, x));
      loop invariant index: i <= entries(GRANULE);
      loop invariant leaves: ENTRIES_LEAVES(space, h, table, ia, x);
      loop invariant global: ENTRIES_GLOBAL(space, h, table, ia, x, global);
      loop assigns x, i;
      loop variant last - x; */
  while (size <= last - x && is_leaf(h, entry(space, table, i), global)) {
    /*@ ghost regions(space, x); */
    /*@ assert here: \forall integer y; x <= y < x + size ==> IDX(space, h, y) == i; */
    x += size;
    i++;
  }
  return x;
}

/* The same, of leaves that have these attributes already. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, IDX(space, h, ia), ia);
    requires ia < end <= space->input_end && multiple(FMT, h, ia);
    assigns \nothing;
    ensures range: ia <= \result <= end && multiple(FMT, h, \result);
    ensures one: ONE_TABLE(space, h, ia, \result);
    ensures leaves: ENTRIES_LEAVES(space, h, table, ia, \result);
    ensures attr: ENTRIES_ATTR(space, h, table, ia, \result, attr);
    ensures some: size(FMT, h) <= end - ia ==> KIND(h, ENTRY_OF(space, h, table, ia)) == VPT_LEAF ==>
      e_attr(FMT, h, ENTRY_OF(space, h, table, ia)) == attr ==> ia < \result; */
static vpt_ia same_end(const struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end, vpt_attr attr)
{
  uint64_t size = codec_size(h);
  vpt_ia last = table_end(h, ia, end), x = ia;
  unsigned i = codec_index(h, ia);
  /*@ loop invariant cursor: ia <= x <= last && multiple(FMT, h, x) && (x < last ==> i == IDX(space, h, x));
      loop invariant index: i <= entries(GRANULE);
      loop invariant leaves: ENTRIES_LEAVES(space, h, table, ia, x);
      loop invariant attr: ENTRIES_ATTR(space, h, table, ia, x, attr);
      loop assigns x, i;
      loop variant last - x; */
  while (size <= last - x) {
    /*@ ghost regions(space, x); */
    uint64_t word = entry(space, table, i);
    /*@ assert here: \forall integer y; x <= y < x + size ==> IDX(space, h, y) == i; */
    if (codec_kind(h, word) != VPT_LEAF || codec_leaf_attr(h, word) != attr) break;
    x += size;
    i++;
  }
  return x;
}

/* --- changes --- */

/* Stores a leaf, or 0, in an entry that is no table descriptor. Who stores keeps the live count. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && TIDY(space) && BARE_RIM(space) && ON_PATH(space, h, table, i, ia);
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && (word == 0 || KIND(h, word) == VPT_LEAF);
    requires MAY_STORE(space, h, ia, ENT(space, table, i), word) && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures well_formed: WELL_FORMED(space) && TIDY(space) && BARE_RIM(space);
    ensures stored: STORED(space, table, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, h, ia, word, Pre); */
static HOT void entry_put(struct vpt *space, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ assert rim: h == space->height ==> i < width(FMT, space->input_end, h, h); */
  store_leaf(space, table, i, word) /*@ ghost (h, ia) */;
  /*@ assert here: TIDY_AT(space, h, table); */
  /*@ assert others: \forall integer k, y; 0 <= k <= space->height ==> AT(space, k, y) >= 0 ==>
        AT(space, k, y) != table ==> TIDY_AT(space, k, AT(space, k, y)); */
}

/* Writes leaves for [ia, end) into invalid entries of one table at height h. */
/*@ requires SOUND(space) && FILLED_BUT(space, table) && MEMO(space) && OWN_LEAVES(space) && TLB_CLEAN;
    requires ENTRIES_ARE(space, h, table, ia, end) && ENTRIES_EMPTY(space, h, table, ia, end);
    requires multiple(FMT, h, oa) && leaf_ok(FMT, h, oa, attr);
    requires space->output_first <= oa && oa + (end - ia) <= space->output_end;
    assigns TABLE_WORDS(space), space->pool->info[table - space->pool->first].live, commits;
    ensures valid: VALID(space);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAVES_FILLED(space, h, ia, end, oa, attr, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void entries_fill(struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end, vpt_oa oa, vpt_attr attr)
{
  uint64_t size = codec_size(h);
  unsigned first = codec_index(h, ia), i = first;
  vpt_ia x = ia;
  vpt_oa to = oa;
  /*@ loop invariant cursor: ia <= x <= end && multiple(FMT, h, x) && to == oa + (x - ia) && multiple(FMT, h, to);
      loop invariant index: first <= i <= entries(GRANULE) && (x < end ==> i == IDX(space, h, x));
      loop invariant progress: first < i || x == ia;
      loop invariant well_formed: WELL_FORMED(space) && TIDY(space) && BARE_RIM(space);
      loop invariant tables: SAME_TABLES(space, Pre);
      loop invariant leaves: LEAVES_FILLED(space, h, ia, x, oa, attr, Pre);
      loop invariant own: OWN_LEAVES(space);
      loop invariant rest: ENTRIES_EMPTY(space, h, table, x, end);
      loop invariant count: COUNT(space, table) == \at(COUNT(space, table), Pre) + (i - first);
      loop invariant others: FRAMES_KEPT_BUT(space, table, Pre);
      loop assigns x, to, i, TABLE_WORDS(\at(space, Pre)), commits;
      loop variant end - x; */
  while (x < end) {
    /*@ ghost commits = 0; regions(space, x); */
    /*@ assert room: x + size <= end && to + size == oa + (x + size - ia) <= space->output_end; */
    /*@ assert next: multiple(FMT, h, x + size) && multiple(FMT, h, to + size); */
    /*@ assert path: ON_PATH(space, h, table, IDX(space, h, x), x) && IDX(space, h, x) == i; */
    /*@ assert empty: ENTRY_OF(space, h, table, x) == 0; */
    /*@ assert ok: leaf_ok(FMT, h, to, attr) && START(space, h, x) == x; */
    /*@ assert region: \forall integer y; IS_INPUT(space, y) ==> x <= y < x + size ==>
          PRE(space, h, y) == PRE(space, h, x) && START(space, h, y) == x; */
    /*@ assert same: \forall integer y; IS_INPUT(space, y) ==> x <= y < x + size ==>
          mk_leaf(FMT, h, oa + (START(space, h, y) - ia), attr) == mk_leaf(FMT, h, to, attr); */
    entry_put(space, table, i, codec_leaf(h, to, attr)) /*@ ghost (h, x) */;
    /*@ assert new: \forall integer y; IS_INPUT(space, y) ==> x <= y < x + size ==>
          LEAF(space, h, y) == mk_leaf(FMT, h, to, attr); */
    /*@ assert mine: \forall integer y; IS_INPUT(space, y) ==> x <= y < x + size ==>
          LEAF(space, h, y) == mk_leaf(FMT, h, oa + (START(space, h, y) - ia), attr); */
    /*@ assert before: \forall integer k, y; 0 <= k <= space->height ==> IS_INPUT(space, y) ==>
          !(k == h && x <= y < x + size) ==> LEAF(space, k, y) == \at(LEAF(space, k, y), LoopCurrent); */
    x += size;
    to += size;
    i++;
  }
  /*@ assert end: x == end; */
  /*@ ghost counting(space); */
  count_set(space, table, live(space, table) + (i - first));
}

/* Removes the leaves of [ia, end), entries of one table at height h, which may be empty afterwards. */
/*@ requires INV(space) && OWN_LEAVES(space);
    requires ENTRIES_ARE(space, h, table, ia, end) && ENTRIES_LEAVES(space, h, table, ia, end);
    requires ENTRIES_NOTED(space, h, table, ia, end);
    assigns TABLE_WORDS(space), space->pool->info[table - space->pool->first].live, commits;
    ensures sound: SOUND(space) && MEMO(space) && OWN_LEAVES(space);
    ensures filled: FILLED_BUT(space, table);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAVES_CLEARED(space, h, ia, end, Pre);
    ensures empty: ENTRIES_EMPTY(space, h, table, ia, end);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void entries_clear(struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end)
{
  uint64_t size = codec_size(h);
  unsigned first = codec_index(h, ia), i = first;
  vpt_ia x = ia;
  /*@ loop invariant cursor: ia <= x <= end && multiple(FMT, h, x);
      loop invariant index: first <= i <= entries(GRANULE) && (x < end ==> i == IDX(space, h, x));
      loop invariant progress: first < i || x == ia;
      loop invariant well_formed: WELL_FORMED(space) && TIDY(space) && BARE_RIM(space);
      loop invariant tables: SAME_TABLES(space, Pre);
      loop invariant leaves: LEAVES_CLEARED(space, h, ia, x, Pre);
      loop invariant own: OWN_LEAVES(space);
      loop invariant done: ENTRIES_EMPTY(space, h, table, ia, x);
      loop invariant rest: ENTRIES_LEAVES(space, h, table, x, end) && ENTRIES_NOTED(space, h, table, x, end);
      loop invariant count: COUNT(space, table) == \at(COUNT(space, table), Pre) - (i - first);
      loop invariant others: FRAMES_KEPT_BUT(space, table, Pre);
      loop assigns x, i, TABLE_WORDS(\at(space, Pre)), commits;
      loop variant end - x; */
  while (x < end) {
    /*@ ghost commits = 0; regions(space, x); */
    /*@ assert room: x + size <= end; */
    /*@ assert next: multiple(FMT, h, x + size); */
    /*@ assert path: ON_PATH(space, h, table, IDX(space, h, x), x) && IDX(space, h, x) == i; */
    /*@ assert leaf: KIND(h, ENTRY_OF(space, h, table, x)) == VPT_LEAF; */
    /*@ assert noted: LEAF_NOTED(space, h, x, ENTRY_OF(space, h, table, x)); */
    entry_put(space, table, i, 0) /*@ ghost (h, x) */;
    /*@ assert mine: \forall integer y; x <= y < x + size ==> IDX(space, h, y) == i; */
    x += size;
    i++;
  }
  /*@ assert end: x == end; */
  /*@ ghost counting(space); */
  count_set(space, table, live(space, table) - (i - first));
}

/* Gives the leaf at ia and those behind it in its table, at height h, new attributes in place, up to the first that has
 * them, may not get them so, or is global unlike the first; returns where that is. What is noted grows with each. */
/*@ requires VALID(space) && attr_ok(FMT, attr) && ON_PATH(space, h, table, IDX(space, h, ia), ia);
    requires multiple(FMT, h, ia) && ia + size(FMT, h) <= end <= space->input_end;
    requires CHANGES_AT(h, IDX(space, h, ia), ENTRY_OF(space, h, table, ia), attr, global);
    requires stale_first <= ia && stale_end == ia + size(FMT, h) && (global ==> stale_global == 1);
    assigns TABLE_WORDS(space), stale_end, commits;
    ensures range: ia < \result <= end && multiple(FMT, h, \result);
    ensures one: ONE_TABLE(space, h, ia, \result);
    ensures noted: stale_end == \result;
    ensures valid: VALID(space);
    ensures tables: SAME_TABLES(space, Pre);
    ensures were: \at(ALL_LEAF(space, h, ia, \at(\result, Here)), Pre);
    ensures global: \forall integer y; ia <= y < \result ==> (LEAF_GLOBAL(h, \at(LEAF(space, h, y), Pre)) <==> global);
    ensures leaves: LEAVES_CHANGED(space, h, ia, \result, attr, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static HOT vpt_ia entries_change(struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end, vpt_attr attr,
                                 bool global)
{
  uint64_t size = codec_size(h);
  vpt_ia last = table_end(h, ia, end), x = ia;
  unsigned i = codec_index(h, ia);
  /*@ loop invariant cursor: ia <= x <= last && multiple(FMT, h, x);
      loop invariant index: i <= entries(GRANULE) && (x < last ==> i == IDX(space, h, x));
      loop invariant first: x == ia ==> ENTRY_OF(space, h, table, ia) == \at(ENTRY_OF(space, h, table, ia), Pre);
      loop invariant noted: x == ia ? stale_end == ia + size : stale_end == x;
      loop invariant well_formed: WELL_FORMED(space) && TIDY(space) && BARE_RIM(space);
      loop invariant tables: SAME_TABLES(space, Pre);
      loop invariant were: \at(ALL_LEAF(space, h, ia, \at(x, Here)), Pre);
      loop invariant global: \forall integer y; ia <= y < x ==>
        (LEAF_GLOBAL(h, \at(LEAF(space, h, y), Pre)) <==> global);
      loop invariant leaves: LEAVES_CHANGED(space, h, ia, x, attr, Pre);
      loop invariant own: OWN_LEAVES(space);
      loop invariant count: COUNT(space, table) == \at(COUNT(space, table), Pre);
      loop invariant others: FRAMES_KEPT_BUT(space, table, Pre);
      loop assigns x, i, TABLE_WORDS(\at(space, Pre)), stale_end, commits;
      loop variant last - x; */
  while (size <= last - x) {
    /*@ ghost commits = 0; regions(space, x); */
    /*@ assert next: multiple(FMT, h, x + size); */
    /*@ assert path: ON_PATH(space, h, table, IDX(space, h, x), x) && IDX(space, h, x) == i; */
    uint64_t word = entry(space, table, i);
    if (!is_leaf(h, word, global)) break;
    /*@ assert leaf: LEAF(space, h, x) == word; */
    uint64_t to = codec_leaf(h, codec_leaf_oa(h, i, word), attr);
    if (to == word || codec_must_break(h, word, to)) break;
    /*@ ghost stale_end = x + size; */
    /*@ assert noted: LEAF_NOTED(space, h, x, word); */
    entry_put(space, table, i, to) /*@ ghost (h, x) */;
    x += size;
    i++;
  }
  return x;
}

#endif
