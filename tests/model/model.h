/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reference: a space is a plain list of rows of leaves. It predicts what every call returns, how many
 * frames are in use, and what every address translates to, without tables of any kind. Its input addresses are offsets
 * in the space: from 0 up, whichever half.
 */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include "rows.h"
#include "walk.h"

enum { GRANTS_MOST = 8 };

struct model {
  struct vpt_geometry geometry;
  uint64_t output_first;
  uint64_t output_end;
  uint64_t leaf_size_max; /* as in struct vpt_config */
  bool never_break, resize_live; /* likewise */
  bool lower;        /* the space has the lower addresses alone */
  uint64_t half_end; /* no range goes on from below here to here or beyond */
  unsigned tables; /* frames that the leaves and the root need */
  bool limited;    /* to these grants */
  unsigned grant_count;
  struct vpt_grant grant[GRANTS_MOST];
  struct rows rows;
};

/** The arguments of a call on a range; those that the call does not have are ignored. */
struct model_range {
  uint64_t ia;
  uint64_t oa;
  uint64_t length;
  uint64_t leaf_max;
  vpt_attr attr;
  unsigned tables;
};

/** True if the format has these attributes. */
bool model_has_attributes(const struct vpt_format *format, vpt_attr attr);

/** What vpt_check_geometry() has to say. */
enum vpt_status model_geometry(const struct vpt_geometry *geometry);

/** What vpt_pool_init() has to say of its configuration. */
enum vpt_status model_pool(const struct vpt_pool_config *pool);

/** What vpt_init() has to say of its arguments; the space is not null. */
enum vpt_status model_config(const struct vpt_config *config, const struct vpt_pool_config *pool);

/** The address in full of what the space has at `offset`; of an offset outside it, some address outside it. */
uint64_t model_full(const struct vpt_config *config, uint64_t offset);

/** Tables that make up the root. */
unsigned model_roots(const struct vpt_geometry *geometry);

/** Copies a space. */
void model_copy(struct model *to, const struct model *from);

/** An empty space; the configuration must be right. */
void model_init(struct model *model, const struct vpt_config *config);

/** Predicts vpt_set_grants(), and does it; no more than GRANTS_MOST. */
enum vpt_status model_set_grants(struct model *model, const struct vpt_grant *list, uint32_t count,
                                 const struct vpt_pool_config *pool);

/** May leaves with these attributes lead to the `length` bytes from oa on? May what is mapped of these bytes have the
 * attributes? */
bool model_granted(const struct model *model, uint64_t oa, uint64_t length, vpt_attr attr);
bool model_leaves_granted(const struct model *model, uint64_t ia, uint64_t length, vpt_attr attr);

/** Predicts vpt_map_frame() with `free` frames in the pool, and does it. */
enum vpt_status model_map(struct model *model, uint64_t free, const struct translation *leaf);

/** Predicts vpt_unmap_frame(), and does it. */
struct vpt_result model_unmap(struct model *model, uint64_t ia, uint64_t size);

/** Predicts vpt_protect_frame(), and does it. */
enum vpt_status model_protect(struct model *model, uint64_t ia, vpt_attr attr, uint64_t size);

/** Predicts vpt_query(). */
struct vpt_result model_query(const struct model *model, uint64_t ia);

/** What `ia` translates to. */
struct translation model_translate(const struct model *model, uint64_t ia);

/** True if the space has leaves of this size. */
bool model_has_size(const struct model *model, uint64_t size);

/** Predict vpt_map(), vpt_unmap(), vpt_unmap_some(), vpt_protect(), vpt_split() with `free` frames in the pool, and do
 * it. Outcomes are in offsets. */
struct vpt_outcome model_map_range(struct model *model, uint64_t free, const struct model_range *range);
struct vpt_outcome model_unmap_range(struct model *model, uint64_t free, const struct model_range *range);
struct vpt_outcome model_unmap_some(struct model *model, uint64_t free, const struct model_range *range);
struct vpt_outcome model_protect_range(struct model *model, uint64_t free, const struct model_range *range);
struct vpt_outcome model_split_range(struct model *model, uint64_t free, const struct model_range *range);

/** Predicts vpt_next_run(); the run is in offsets. */
struct vpt_run model_next_run(const struct model *model, uint64_t ia, uint64_t length);

/** Tables that a leaf at `ia` of `size` needs and that no other leaf has made necessary. */
unsigned model_missing_tables(const struct model *model, uint64_t ia, uint64_t size);

/** Must a leaf of the space be invalid for a while before it has other attributes? Before a table takes its place? */
bool model_change_breaks(const struct model *model, vpt_attr from, vpt_attr to);
bool model_table_breaks(const struct model *model);

/** A walker for the tables of the space. */
struct walker model_walker(const struct model *model, const struct vpt_pool_config *pool,
                           uint64_t root_oa);

#endif
