/* SPDX-License-Identifier: Apache-2.0 */
/* The public operations for one format, static functions that its object (object.h) holds. A format's file defines the
 * functions of codec.h and INSTANCE, which names the functions below, and then includes this file.
 *
 * Every argument is checked here, in the order in which the public header lists the errors.
 */
#include "operations.h"
#include "../logic/public.h"

#define LINKAGE static
#define OFFSET(ia) (ia)
#define KNOWN(x) (0 == 0)
#define OBJECT(x) (0 == 0)
#define MAY_LEAD(s, oa, bytes, attr) (0 == 0)
#define LEAF_MAY_HAVE(s, ia, attr) (0 == 0)
#include "../contract/functions.h"
#include "../contract/init.h"

/* Does the allowed output range touch the pool's window? */
/*@ requires \valid_read(config) && pool_shape(config->pool);
    requires (config->pool->first + config->pool->count) * size(FMT, 0) <= 0x100000000000000;
    assigns \nothing;
    ensures \result <==> TOUCHES_TABLES(FMT, config); */
static bool reaches_tables(const struct vpt_config *config)
{
  const struct vpt_pool *pool = config->pool;
  uint64_t granule = codec_size(0);
  uint64_t first = (uint64_t)pool->first * granule;
  uint64_t end = (uint64_t)(pool->first + pool->count) * granule;
  return config->output_first < end && first < config->output_end;
}

static enum vpt_status INSTANCE(check_geometry)(const struct vpt_geometry *geometry)
{
  return codec_check(geometry);
}

/* Both hooks or none? */
/*@ requires \valid_read(hooks);
    assigns \nothing;
    ensures \result <==> (hooks->invalidate == \null <==> hooks->sync == \null); */
static bool hooks_agree(const struct vpt_hooks *hooks)
{
  return hooks->invalidate ? hooks->sync != 0 : hooks->sync == 0;
}

/* May the space have these input addresses? */
/*@ requires \valid_read(config) && 1 <= config->geometry.levels <= 5;
    assigns \nothing;
    ensures \result <==> HALF_OK(config->half, config->geometry); */
static bool half_ok(const struct vpt_config *config)
{
  if (config->half == VPT_LOWER) return true;
  if (config->half != codec_other_half()) return false;
  unsigned granule_log2 = codec_granule_log2();
  return config->half != VPT_SIGNED ||
         config->geometry.input_bits == granule_log2 + config->geometry.levels * (granule_log2 - 3);
}

/*@ requires \valid_read(config) && pool_shape(config->pool);
    assigns \nothing;
    ensures status: \result == config_status(FMT, config);
    ensures fits: \result == VPT_OK ==> FITS(config, config->geometry); */
static enum vpt_status check_config(const struct vpt_config *config)
{
  const struct vpt_geometry *geometry = &config->geometry;
  const struct vpt_pool *pool = config->pool;
  enum vpt_status status = codec_check(geometry);
  if (status != VPT_OK) return status;
  if (!half_ok(config)) return VPT_ERR_HALF;
  if (pool->granule_log2 != (int)codec_granule_log2()) return VPT_ERR_GRANULE;
  if (config->leaf_size_max && codec_leaf_height(config->leaf_size_max) < 0) return VPT_ERR_SIZE;
  uint64_t output_size = (uint64_t)1 << geometry->output_bits;
  uint64_t granule = codec_size(0);
  if ((uint64_t)(pool->first + pool->count) > output_size / granule) return VPT_ERR_WINDOW;
  if (config->output_first >= config->output_end || config->output_end > output_size)
    return VPT_ERR_RANGE;
  /*@ ghost quotient(pool->first + pool->count, output_size, granule); */
  /*@ assert fits: FITS(config, *geometry); */
  if (!config->output_has_tables && reaches_tables(config)) return VPT_ERR_TABLES;
  if (!hooks_agree(&config->hooks)) return VPT_ERR_HOOKS;
  return VPT_OK;
}

/* More than one root table if the input size is more than a table at the root's height maps. */
/*@ requires \valid_read(geometry) && GEOMETRY_STATUS(FMT, *geometry) == VPT_OK;
    assigns \nothing;
    ensures \result == root_tables(FMT, geometry->levels, geometry->input_bits); */
static unsigned root_count(const struct vpt_geometry *geometry)
{
  uint64_t input_size = (uint64_t)1 << geometry->input_bits;
  uint64_t table_size = codec_size((int)geometry->levels);
  return input_size <= table_size ? 1 : (unsigned)(input_size / table_size);
}

static unsigned INSTANCE(root_tables)(const struct vpt_geometry *geometry)
{
  return codec_check(geometry) == VPT_OK ? root_count(geometry) : 0;
}

/* Height of the largest leaves, if the root is at this height. */
/*@ requires \valid_read(config);
    assigns \nothing;
    ensures \result == leaf_limit(FMT, config->leaf_size_max, height); */
static int leaf_limit(const struct vpt_config *config, int height)
{
  int limit = config->leaf_size_max ? codec_leaf_height(config->leaf_size_max) : codec_common_height();
  return limit < height ? limit : height;
}

/* The first offset that stands for one of the uppermost addresses. */
/*@ requires 0 <= input_end;
    assigns \nothing;
    ensures \result == UPPER_FIRST(half, input_end); */
static int64_t upper_first(enum vpt_half half, int64_t input_end)
{
  return half == VPT_UPPER ? 0 : half == VPT_SIGNED ? input_end / 2 : input_end;
}

/* Fills in the members of a space that has these root tables. */
/*@ requires \valid(space) && \valid_read(config) && POOL_OK(config->pool) && APART(space, config);
    requires FITS(config, geometry);
    requires roots == root_tables(FMT, geometry.levels, geometry.input_bits);
    requires config->pool->first <= root && root + roots <= config->pool->first + config->pool->count;
    requires ROOTS_ZERO(config->pool, root, roots);
    assigns *space;
    ensures shape: SHAPE(space);
    ensures members: MADE_OF(space, config, geometry) && space->root == root && space->root_count == roots;
    ensures fresh: space->leaf_prefix < 0 && space->upper_prefix < 0 &&
      0 <= space->output_first <= space->output_end <= oa_end(FMT);
    ensures pool: SAME_POOL(config->pool, Pre) && config->pool == \old(config->pool) &&
      config->pool->free == \old(config->pool->free) && STACKED(space->pool) && FREE_CLEAN(space);
    ensures roots: ROOTS_EMPTY(space); */
static void set_members(struct vpt *space, const struct vpt_config *config, struct vpt_geometry geometry,
                        int64_t root, int64_t roots)
{
  space->hooks = config->hooks;
  space->id = config->id;
  space->format = geometry.format;
  space->pool = config->pool;
  space->output_first = (int64_t)config->output_first;
  space->output_end = (int64_t)config->output_end;
  space->grants = 0;
  space->grant_count = 0;
  space->grant_last = 0;
  space->leaf_table = 0;
  space->leaf_prefix = -1;
  space->upper_table = 0;
  space->upper_prefix = -1;
  space->input_end = (int64_t)1 << geometry.input_bits;
  space->upper_first = (uint64_t)upper_first(config->half, space->input_end);
  space->root = root;
  space->root_count = roots;
  space->height = (int)geometry.levels - 1;
  space->leaf_height = leaf_limit(config, space->height);
  space->never_break = config->never_break;
  space->resize_live = config->resize_live;
  /*@ assert same: space->pool == config->pool == \at(config->pool, Pre) && SAME_POOL(config->pool, Pre); */
  /*@ assert window: pool_shape(space->pool); */
  /*@ assert counts: \forall integer c; IN_POOL(space->pool, c) ==>
        USES(space->pool, c) == \at(USES(config->pool, c), Pre); */
  /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> 0 <= j < entries(GRANULE) ==>
        WORD(space->pool, c, j) == \at(WORD(config->pool, c, j), Pre); */
}

static enum vpt_status INSTANCE(init)(struct vpt *space, const struct vpt_config *config)
{
  enum vpt_status status = check_config(config);
  if (status != VPT_OK) return status;
  struct vpt_geometry geometry = config->geometry;
  int64_t roots = (int64_t)root_count(&config->geometry);
  int64_t root = vpt_pool_take_run(config->pool, roots);
  if (root < 0) return VPT_ERR_NO_FRAMES;
  /*@ assert run: \forall integer c; root <= c < root + roots ==>
        IN_POOL(config->pool, c) && USED(config->pool, c) && !\at(USED(config->pool, c), Pre); */
  /*@ assert counts: \forall integer c; root <= c < root + roots ==>
        \at(USED(config->pool, c), Pre) || USES(config->pool, c) == 0; */
  /*@ assert words: \forall integer c, j; root <= c < root + roots ==> 0 <= j < entries(GRANULE) ==>
        \at(USED(config->pool, c), Pre) || WORD(config->pool, c, j) == 0; */
  /*@ assert clean: CLEAN(config->pool); */
  set_members(space, config, geometry, root, roots);
  /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(USED(config->pool, c), Pre) || IS_ROOT(space, c, 0)); */
  /*@ ghost fresh(space); */
  return VPT_OK;
}

static void INSTANCE(destroy)(struct vpt *space)
{
  /*@ ghost begin(space); stale_first = 0; stale_end = (uint64_t)space->input_end; stale_steps = 1; stale_global = 1;
            told = told_leaves = 0; */
  remove_all(space);
  /*@ ghost bare_root(space); */
  /*@ assert roots: \forall integer c; IS_ROOT(space, c, 0) ==> !FOREIGN(space, c) && !\at(FOREIGN(space, c), Pre); */
  /*@ assert held: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> FOREIGN(space, c) || IS_ROOT(space, c, 0)); */
  /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, 0)); */
  /*@ loop invariant 0 <= i <= space->root_count;
      loop invariant shape: SHAPE(space) && SAME_SPACE(space, Pre);
      loop invariant pool: STACKED(space->pool) && FREE_CLEAN(space);
      loop invariant used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, i));
      loop assigns i, \at(space->pool, Pre)->free, MARKS(\at(space->pool, Pre)), STACK(\at(space, Pre));
      loop variant space->root_count - i; */
  for (int64_t i = 0; i < space->root_count; i++) {
    /*@ assert zero: EMPTY(space, space->root + i) && USES(space->pool, space->root + i) == 0; */
    vpt_pool_give(space->pool, space->root + i);
    /*@ assert same: SAME_SPACE(space, Pre); */
    /*@ assert given: \forall integer c; IN_POOL(space->pool, c) ==>
          (USED(space->pool, c) <==> \at(USED(space->pool, c), LoopCurrent) && c != space->root + i); */
    /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
          (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, i + 1)); */
    /*@ assert counts: \forall integer c; IN_POOL(space->pool, c) ==>
          !USED(space->pool, c) ==> USES(space->pool, c) == 0; */
    /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> 0 <= j < entries(GRANULE) ==>
          (\at(USED(space->pool, c), LoopCurrent) && c != space->root + i) || ENT(space, c, j) == 0; */
  }
  flush_all(space);
  space->format = 0;
}

static vpt_oa INSTANCE(root)(const struct vpt *space)
{
  return (uint64_t)space->root * codec_size(0);
}

/* The first argument of map_frame() that is wrong, once its size is known to be that of leaves at height h. */
/*@ requires SHAPE(space) && 0 <= space->output_first <= space->output_end <= oa_end(FMT);
    requires 0 <= h <= space->leaf_height && h == leaf_height(FMT, size) && size(FMT, h) == size;
    assigns \nothing;
    ensures argument: MAP_STATUS(space, ia, oa, size) != VPT_OK ==> \result == MAP_STATUS(space, ia, oa, size);
    ensures attributes: MAP_STATUS(space, ia, oa, size) == VPT_OK ==> \result == VPT_OK || \result == VPT_ERR_ATTR;
    ensures right: MAP_STATUS(space, ia, oa, size) == VPT_OK ==> (\result == VPT_OK <==> attr_ok(FMT, attr)); */
static HOT enum vpt_status check_map(const struct vpt *space, vpt_ia ia, int h, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  if (ia >= (uint64_t)space->input_end) return VPT_ERR_IA;
  if (!codec_aligned(h, ia)) return VPT_ERR_IA_ALIGN;
  if (!output_ok(space, oa, size)) return VPT_ERR_OA;
  if (!codec_aligned(h, oa)) return VPT_ERR_OA_ALIGN;
  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;
  return VPT_OK;
}

static enum vpt_status INSTANCE(map_frame)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  /*@ ghost begin(space); commits = 0; */
  int h = codec_leaf_height(size);
  if (h < 0 || h > space->leaf_height) return VPT_ERR_SIZE;
  enum vpt_status status = h == 0 ? check_map(space, ia, 0, oa, size, attr) : check_map(space, ia, h, oa, size, attr);
  if (status != VPT_OK) return status;
  /*@ ghost region(space, ia, h); */
  status = leaf_map(space, ia, h, oa, attr);
  /*@ assert leaf: status == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==> ia <= x < ia + size ==>
        HW_H(space, x) == h && START(space, h, x) == ia && HW_E(space, x) == mk_leaf(FMT, h, oa, attr); */
  return status;
}

static struct vpt_result INSTANCE(unmap_frame)(struct vpt *space, vpt_ia ia, uint64_t size)
{
  /*@ ghost begin(space); commits = 0; told = told_leaves = 0; */
  if (ia >= (uint64_t)space->input_end) return failure(VPT_ERR_IA);
  if (!codec_aligned(0, ia)) return failure(VPT_ERR_IA_ALIGN);
  /*@ ghost based(space, ia); */
  return leaf_unmap(space, ia, size);
}

static enum vpt_status INSTANCE(protect_frame)(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  /*@ ghost begin(space); commits = 0; told = told_leaves = 0; breaks = 0; */
  if (ia >= (uint64_t)space->input_end) return VPT_ERR_IA;
  if (!codec_aligned(0, ia)) return VPT_ERR_IA_ALIGN;
  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;
  /*@ ghost based(space, ia); */
  enum vpt_status status = leaf_protect(space, ia, attr, size);
  /*@ assert good: status == VPT_OK ==>
        \at(leaf_ok(FMT, HW_H(space, ia), HW_OA(space, ia), attr), Pre); */
  /*@ assert leaf: status == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==>
        ia <= x < ia + \at(LEAF_SIZE(space, ia), Pre) ==>
        HW_H(space, x) == \at(HW_H(space, ia), Pre) && START(space, HW_H(space, x), x) == ia &&
        HW_E(space, x) == \at(mk_leaf(FMT, HW_H(space, ia), HW_OA(space, ia), attr), Pre); */
  return status;
}

static struct vpt_result INSTANCE(query)(const struct vpt *space, vpt_ia ia)
{
  if (ia >= (uint64_t)space->input_end) return failure(VPT_ERR_IA);
  return leaf_query(space, ia);
}

/* Does the geometry exist and have tables at this height? */
/*@ requires \valid_read(geometry);
    assigns \nothing;
    ensures \result <==> HAS_HEIGHT(*geometry, height);
    ensures \result ==> height <= 4; */
static bool has_height(const struct vpt_geometry *geometry, unsigned height)
{
  return INSTANCE(check_geometry)(geometry) == VPT_OK && height < geometry->levels;
}

static uint64_t INSTANCE(entry_size)(const struct vpt_geometry *geometry, unsigned height)
{
  return has_height(geometry, height) ? codec_size((int)height) : 0;
}

static struct vpt_descriptor INSTANCE(decode)(const struct vpt_geometry *geometry, unsigned height, unsigned index,
                                              uint64_t word)
{
  struct vpt_descriptor descriptor = {.kind = VPT_INVALID};
  if (!has_height(geometry, height)) return descriptor;
  int h = (int)height;
  descriptor.kind = codec_kind(h, word);
  if (descriptor.kind == VPT_TABLE) {
    int64_t frame = codec_table_frame(word);
    descriptor.oa = (uint64_t)frame * codec_size(0);
    descriptor.exact = word == codec_table(frame);
  } else if (descriptor.kind == VPT_LEAF) {
    descriptor.attr = codec_leaf_attr(h, word);
    descriptor.oa = codec_leaf_oa(h, index, word);
    descriptor.exact = codec_attr_ok(descriptor.attr) && word == codec_leaf(h, descriptor.oa, descriptor.attr);
  }
  return descriptor;
}

#undef LEAF_MAY_HAVE
#undef MAY_LEAD
#undef OBJECT
#undef KNOWN
#undef OFFSET
#undef LINKAGE
