/* SPDX-License-Identifier: Apache-2.0 */
/* Statements on single stores that are false: none may be proved. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "primitives.h"

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && IS_INPUT(space, ia);
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && KIND(h, word) != VPT_TABLE;
    requires MAY_STORE(space, h, ia, ENT(space, table, i), word) && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures anything: \false;
    ensures same: MEMORY(space) == \old(MEMORY(space));
    ensures silent: pt_silent(SPACE(space), \old(MEMORY(space)), MEMORY(space));
    ensures height: pt_only_region(SPACE(space), \old(MEMORY(space)), MEMORY(space), 0, ia, word);
    ensures links: pt_links(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, table);
    ensures backwards: pt_sets_leaf(SPACE(space), MEMORY(space), \old(MEMORY(space)), h, ia, word); */
void never_store_leaf(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  store_leaf(space, table, i, word) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); regions(space, ia); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_INVALID && TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && EMPTY(space, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures anything: \false;
    ensures same: MEMORY(space) == \old(MEMORY(space));
    ensures table: pt_links(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, table);
    ensures tables: pt_sets_leaf(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, mk_table(FMT, child));
    ensures backwards: pt_unlinks(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, child); */
void never_link_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  link_table(space, table, i, child) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_TABLE && child == e_frame(FMT, ENT(space, table, i));
    requires EMPTY(space, child) && stale_steps == 1;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures anything: \false;
    ensures same: MEMORY(space) == \old(MEMORY(space));
    ensures table: pt_unlinks(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, table);
    ensures tables: pt_sets_leaf(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, 0);
    ensures backwards: pt_links(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, child); */
void never_unlink_table(struct vpt *space, int h, int64_t table, unsigned i)
  /*@ ghost (vpt_ia ia, int64_t child) */
{
  /*@ ghost same_translation(space); hardware(space); */
  unlink_table(space, table, i) /*@ ghost (h, ia, child) */;
  /*@ ghost same_translation(space); hardware(space); */
}
