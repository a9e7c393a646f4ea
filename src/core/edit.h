/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of tables. set_leaf, link_table and unlink_table make one live store each; the functions
 * after them keep the pool and the live counts in step. */
#ifndef VPT_CORE_EDIT_H
#define VPT_CORE_EDIT_H

#include "walk.h"

/* Overwrites an entry that is no table descriptor with one that is none either. */
static inline void set_leaf(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
{
  (void)h;
  put(space, table, i, word);
}

/* Links an empty table below an invalid entry. */
static inline void link_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
{
  (void)h;
  put(space, table, i, codec_table(child));
}

/* Cuts off an empty table. */
static inline void unlink_table(struct vpt *space, int h, int64_t table, unsigned i)
{
  (void)h;
  put(space, table, i, 0);
}

/* One more level below an invalid entry of a table at height h; returns the new table. */
static inline int64_t grow(struct vpt *space, int h, int64_t table, unsigned i)
{
  int64_t child = vpt_pool_take(space->pool);
  link_table(space, h, table, i, child);
  count_up(space, table);
  return child;
}

/* Writes a leaf into an invalid entry. */
static inline void fill(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
{
  set_leaf(space, h, table, i, word);
  count_up(space, table);
}

/* Removes a leaf; its table may be empty afterwards. */
static inline void clear(struct vpt *space, int h, int64_t table, unsigned i)
{
  set_leaf(space, h, table, i, 0);
  count_down(space, table);
}

/* Cuts off and frees the empty table `child` below entry i of a table at height h. */
static inline void cut(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
{
  unlink_table(space, h, table, i);
  count_down(space, table);
  vpt_pool_give(space->pool, child);
}

/* Frees the empty tables on the path of `ia`, from the one at height h up. */
static void prune(struct vpt *space, vpt_ia ia, int h)
{
  int64_t path[VPT_HEIGHT_MAX + 1];
  int k = space->height;
  path[k] = root_table(space, ia);
  for (; k > h; k--)
    path[k - 1] = codec_table_frame(entry(space, path[k], codec_index(k, ia)));
  for (; k < space->height && live(space, path[k]) == 0; k++)
    cut(space, k + 1, path[k + 1], codec_index(k + 1, ia), path[k]);
  forget(space);
}

/* Removes the leaf that the walk of `ia` stops at, and the tables that become empty. Says whether
 * there were any. */
static inline bool remove_leaf(struct vpt *space, vpt_ia ia, struct stop at)
{
  clear(space, at.height, at.table, codec_index(at.height, ia));
  if (at.height == space->height || live(space, at.table) != 0) return false;
  prune(space, ia, at.height);
  return true;
}

#endif
