/* SPDX-License-Identifier: Apache-2.0 */
/* Statements on the stores by which a leaf comes apart that are false: none may be proved. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "split_stores.h"

/*@ requires SHAPE(space) && WELL_FORMED(space) && IN_POOL(space->pool, frame) && UNREACHED(space, frame);
    requires i < entries(GRANULE);
    assigns space->pool->words[slot(GRANULE, frame - space->pool->first, i)];
    ensures anything: \false;
    ensures same: MEMORY(space) == \old(MEMORY(space));
    ensures next: pt_stores_apart(SPACE(space), \old(MEMORY(space)), MEMORY(space), frame + 1, i, word);
    ensures backwards: pt_stores_apart(SPACE(space), MEMORY(space), \old(MEMORY(space)), frame, i, word); */
void never_store_apart(struct vpt *space, int64_t frame, unsigned i, uint64_t word)
{
  /*@ ghost same_translation(space); hardware(space); */
  store_apart(space, frame, i, word);
  /*@ ghost same_translation(space); hardware(space); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && commits == 0;
    requires KIND(h, ENT(space, table, i)) == VPT_LEAF
      ? LEAF_NOTED(space, h, ia, ENT(space, table, i)) && !TABLE_BREAKS(space) : TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && NO_TABLES(space, h - 1, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures anything: \false;
    ensures silent: pt_silent(SPACE(space), \old(MEMORY(space)), MEMORY(space));
    ensures leaf: pt_sets_leaf(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, mk_table(FMT, child));
    ensures table: pt_plugs(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, table);
    ensures backwards: pt_plugs(SPACE(space), MEMORY(space), \old(MEMORY(space)), h, ia, child); */
void never_plug_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  plug_table(space, table, i, child) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); */
}

/*@ requires SHAPE(space) && 0 < h <= space->height && IS_INPUT(space, ia) && leaf_ok(FMT, h, oa, attr);
    requires PARTS(space, h - 1, child, oa, attr);
    assigns \nothing;
    ensures anything: \false;
    ensures whole: pt_holds_parts(SPACE(space), MEMORY(space), h, ia, child, oa + size(FMT, h - 1), attr);
    ensures swapped: pt_holds_parts(SPACE(space), MEMORY(space), h, ia, child, attr, oa); */
void never_parts(const struct vpt *space, int h, vpt_ia ia, int64_t child, vpt_oa oa, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
}
