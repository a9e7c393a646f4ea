/* SPDX-License-Identifier: Apache-2.0 */
/* What init and destroy promise implies what the models say when a guest comes and when it has gone (models/lives.mlw):
 * between two uses of the bridge stands one call, of which only the contract is known. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "same_walk.h"

/* The models' format is the one at hand. */
#define FORMAT(s) (FMT == pt_fmt)
#include "same_space.h"
#include "object.h"

/* `comes`: no word of the window changes; there is such a geometry, its tables are in the window, and nothing is
 * mapped; no leaf may lead into the window, if the configuration says so. */
#define NO_LEAF_IN_WINDOW(s)                                              \
  ((s)->output_end <= (s)->pool->first * pt_size(pt_fmt, 0) ||            \
   ((s)->pool->first + (s)->pool->count) * pt_size(pt_fmt, 0) <= (s)->output_first)
/*@ requires \valid(space) && \valid_read(config) && APART(space, config);
    requires POOL_OK(config->pool) && ALL_SYNCED(config->pool);
    requires FORMAT(space);
    assigns *space, config->pool->free, MARKS(config->pool), ORDER(config->pool);
    ensures words: \forall integer k; 0 <= k < slot(config->pool->granule_log2, config->pool->count, 0) ==>
      config->pool->words[k] == \at(config->pool->words[k], Pre);
    ensures shape: \result == VPT_OK ==>
      pt_shape(pt_fmt, space->input_end, space->height, space->root_count) &&
      0 <= space->leaf_height <= space->height;
    ensures aligned: \result == VPT_OK ==> pt_aligned(SPACE(space));
    ensures tables: \result == VPT_OK ==> \forall integer h, x; 0 <= h <= space->height ==>
      \let f = pt_table(SPACE(space), MEMORY(space), h, x); f >= 0 ==> IN_POOL(space->pool, f);
    ensures bare: \result == VPT_OK ==> \forall integer x; !pt_mapped(SPACE(space), MEMORY(space), x);
    ensures range: \result == VPT_OK ==> config->output_has_tables == 0 ==> NO_LEAF_IN_WINDOW(space); */
enum vpt_status bridge_init(struct vpt *space, const struct vpt_config *config)
{
  /*@ assert alone: \separated(space, config) && \separated(space, config->pool); */
  /*@ assert apart: config_status(FMT, config) == VPT_OK ==> config->output_has_tables == 0 ==>
        (config->output_end <= config->pool->first * pt_size(pt_fmt, 0) ||
         (config->pool->first + config->pool->count) * pt_size(pt_fmt, 0) <= config->output_first); */
  enum vpt_status status = vpt_core_init(space, config);
  /*@ assert same: config->pool == \at(config->pool, Pre); */
  /*@ assert window: config->pool->first == \at(config->pool->first, Pre) &&
        config->pool->count == \at(config->pool->count, Pre); */
  /*@ assert pool: SAME_POOL(config->pool, Pre); */
  /*@ assert right: status == VPT_OK ==> \at(config_status(FMT, config), Pre) == VPT_OK; */
  /*@ assert members: status == VPT_OK ==> space->pool == config->pool &&
        space->output_first == \at(config->output_first, Pre) && space->output_end == \at(config->output_end, Pre); */
  /*@ assert asked: config->output_has_tables == \at(config->output_has_tables, Pre); */
  /*@ assert outside: status == VPT_OK ==> config->output_has_tables == 0 ==>
        \at(config->output_end <= config->pool->first * pt_size(pt_fmt, 0) ||
            (config->pool->first + config->pool->count) * pt_size(pt_fmt, 0) <= config->output_first, Pre); */
  /* The ends of the window in bytes, factor by factor: provers multiply badly. */
  /*@ assert start: status == VPT_OK ==> space->pool->first == \at(config->pool->first, Pre); */
  /*@ assert end: status == VPT_OK ==>
        space->pool->first + space->pool->count == \at(config->pool->first + config->pool->count, Pre); */
  /*@ assert from: status == VPT_OK ==>
        space->pool->first * pt_size(pt_fmt, 0) == \at(config->pool->first * pt_size(pt_fmt, 0), Pre); */
  /*@ assert to: status == VPT_OK ==> (space->pool->first + space->pool->count) * pt_size(pt_fmt, 0) ==
        \at((config->pool->first + config->pool->count) * pt_size(pt_fmt, 0), Pre); */
  /*@ assert range: status == VPT_OK ==> config->output_has_tables == 0 ==> NO_LEAF_IN_WINDOW(space); */
  /*@ assert words: \forall integer k; 0 <= k < slot(\at(config->pool->granule_log2, Pre), config->pool->count, 0) ==>
        config->pool->words[k] == \at(config->pool->words[k], Pre); */
  if (status != VPT_OK) return status;
  /*@ assert shape: pt_shape(pt_fmt, space->input_end, space->height, space->root_count); */
  /*@ assert height: 0 <= space->leaf_height <= space->height; */
  /*@ ghost same_translation(space); */
  return status;
}

/* `goes` to `gone`: no word outside the window changes, and none of a table of whoever lives; what the guest had is
 * zero, and nothing of it is left in a TLB. */
/*@ requires VALID(space) && FORMAT(space) && READY(space);
    assigns NOTES(space);
    assigns space->format \from \nothing;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures window: WINDOW_ONLY(space, Pre);
    ensures others: OTHERS_KEPT(space, Pre);
    ensures zero: \forall integer f; IN_POOL(space->pool, f) ==> !\old(FOREIGN(space, \at(f, Here))) ==>
      pt_zero_table(MEMORY(space), f);
    ensures tlb: SYNCED(space); */
void bridge_destroy(struct vpt *space)
{
  /*@ ghost same_translation(space); */
  vpt_core_destroy(space);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert free: \forall integer f; IN_POOL(space->pool, f) ==> !\at(FOREIGN(space, \at(f, Here)), Pre) ==>
        !USED(space->pool, f); */
  /*@ assert clean: \forall integer f, i; IN_POOL(space->pool, f) ==> !\at(FOREIGN(space, \at(f, Here)), Pre) ==>
        0 <= i < entries(GRANULE) ==> ENT(space, f, i) == 0; */
}
