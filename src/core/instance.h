/* SPDX-License-Identifier: Apache-2.0 */
/* The public operations for one format. A format's file defines the functions of codec.h and the
 * macro INSTANCE, which names the functions below, and then includes this file.
 *
 * Every argument is checked here, in the order in which the public header lists the errors.
 */
#include "operations.h"
#include "../logic/public.h"
#include "../format/instances.h"

/* Does the allowed output range touch the pool's window? */
/*@ requires \valid_read(config) && pool_shape(config->pool);
    requires (config->pool->first + config->pool->count) * size(FMT, 0) <= 0x1000000000000;
    assigns \nothing;
    ensures \result <==> TOUCHES_TABLES(config); */
static bool reaches_tables(const struct vpt_config *config)
{
  const struct vpt_pool *pool = config->pool;
  uint64_t granule = codec_size(0);
  uint64_t first = (uint64_t)pool->first * granule;
  uint64_t end = (uint64_t)(pool->first + pool->count) * granule;
  return config->output_first < end && first < config->output_end;
}

/*@ requires \valid_read(geometry);
    assigns \nothing;
    ensures \result == GEOMETRY_STATUS(*geometry); */
enum vpt_status INSTANCE(check)(const struct vpt_geometry *geometry)
{
  return codec_check(geometry);
}

/*@ requires \valid_read(config) && (config->pool != \null ==> pool_shape(config->pool));
    assigns \nothing;
    ensures \result == CONFIG_STATUS(config); */
static enum vpt_status check_config(const struct vpt_config *config)
{
  const struct vpt_geometry *geometry = &config->geometry;
  const struct vpt_pool *pool = config->pool;
  if (!pool) return VPT_ERR_NULL;
  enum vpt_status status = codec_check(geometry);
  if (status != VPT_OK) return status;
  if ((int)geometry->granule_log2 != pool->granule_log2) return VPT_ERR_GRANULE;
  uint64_t output_size = (uint64_t)1 << geometry->output_bits;
  uint64_t granule = codec_size(0);
  if ((uint64_t)(pool->first + pool->count) > output_size / granule) return VPT_ERR_WINDOW;
  if (config->output_first >= config->output_end || config->output_end > output_size)
    return VPT_ERR_RANGE;
  /*@ ghost quotient(pool->first + pool->count, output_size, granule); */
  if (!config->output_has_tables && reaches_tables(config)) return VPT_ERR_TABLES;
  bool invalidates = config->hooks.invalidate != 0, syncs = config->hooks.sync != 0;
  if (invalidates != syncs) return VPT_ERR_HOOKS;
  return VPT_OK;
}

/* More than one root table if the input size is more than a table at the root's height maps. */
/*@ requires \valid_read(geometry) && GEOMETRY_STATUS(*geometry) == VPT_OK;
    assigns \nothing;
    ensures \result == ROOT_TABLES(*geometry); */
unsigned INSTANCE(root_tables)(const struct vpt_geometry *geometry)
{
  uint64_t input_size = (uint64_t)1 << geometry->input_bits;
  uint64_t table_size = codec_size((int)geometry->levels);
  return input_size <= table_size ? 1 : (unsigned)(input_size / table_size);
}

/* Fills in the members of a space that has these root tables. */
/*@ requires \valid(space) && \valid_read(config) && pool_shape(config->pool);
    requires \separated(space, config, config->pool, config->pool->info + (0 .. config->pool->count - 1),
                        config->pool->words + (0 .. slot(config->pool->granule_log2, config->pool->count, 0) - 1));
    requires 0 < (1 << geometry.input_bits) <= 0x200000000000000 && geometry.input_bits < 63;
    requires 1 <= geometry.levels <= 5 && config->output_first <= config->output_end <= 0x1000000000000;
    assigns *space;
    ensures pool: space->pool == config->pool && config->pool == \old(config->pool) && SAME_POOL(config->pool, Pre) &&
      space->pool->free == \old(config->pool->free);
    ensures memory: pool_shape(space->pool) &&
      \separated(space, space->pool, space->pool->info + (0 .. space->pool->count - 1),
                 space->pool->words + (0 .. slot(space->pool->granule_log2, space->pool->count, 0) - 1));
    ensures counts: \forall integer c; IN_POOL(config->pool, c) ==> USES(config->pool, c) == \at(USES(config->pool, c), Pre);
    ensures root: space->root == root && space->root_count == root_count;
    ensures members: space->input_end == (1 << geometry.input_bits) && space->height == geometry.levels - 1 &&
      space->output_first == \old(config->output_first) && space->output_end == \old(config->output_end) &&
      space->format == (int)geometry.format && space->leaf_prefix < 0; */
static void set_members(struct vpt *space, const struct vpt_config *config, struct vpt_geometry geometry,
                        int64_t root, int64_t root_count)
{
  space->pool = config->pool;
  space->root = root;
  space->root_count = root_count;
  space->input_end = (int64_t)1 << geometry.input_bits;
  space->output_first = (int64_t)config->output_first;
  space->output_end = (int64_t)config->output_end;
  space->leaf_table = 0;
  space->leaf_prefix = -1;
  space->format = (int)geometry.format;
  space->height = (int)geometry.levels - 1;
  space->id = config->id;
  space->hooks = config->hooks;
}

/*@ requires \valid(space) && \valid_read(config) && TLB_CLEAN;
    requires config->pool != \null ==> POOL_OK(config->pool) &&
      \separated(space, config, config->pool, config->pool->info + (0 .. config->pool->count - 1),
                 config->pool->words + (0 .. slot(config->pool->granule_log2, config->pool->count, 0) - 1));
    assigns *space, config->pool->free, config->pool->info[0 .. config->pool->count - 1].stack,
      config->pool->info[0 .. config->pool->count - 1].position;
    ensures argument: \old(CONFIG_STATUS(config)) != VPT_OK ==> \result == \old(CONFIG_STATUS(config));
    ensures status: \old(CONFIG_STATUS(config)) == VPT_OK ==> \result == VPT_OK || \result == VPT_ERR_NO_FRAMES;
    ensures valid: \result == VPT_OK ==> VALID(space) && space->format == (int)\old(config->geometry.format);
    ensures members: \result == VPT_OK ==> space->pool == \old(config->pool) &&
      space->input_end == \old(1 << config->geometry.input_bits) && space->height == \old(config->geometry.levels) - 1 &&
      space->output_first == \old(config->output_first) && space->output_end == \old(config->output_end);
    ensures bare: \result == VPT_OK ==> \forall integer x; !MAPPED(space, x);
    ensures frames: \result == VPT_OK ==>
      config->pool->free == \old(config->pool->free) - \old(ROOT_TABLES(config->geometry));
    ensures ours: \result == VPT_OK ==> \forall integer c; IN_POOL(config->pool, c) ==>
      FOREIGN(space, c) ==> \at(USED(config->pool, c), Pre);
    ensures others: \result == VPT_OK ==> \forall integer c; IN_POOL(config->pool, c) ==>
      \at(USED(config->pool, c), Pre) ==> FOREIGN(space, c);
    ensures failed: \result != VPT_OK ==> \at(config->pool, Pre) != \null ==> POOL_OK(config->pool) &&
      config->pool->free == \old(config->pool->free) &&
      \forall integer c; IN_POOL(config->pool, c) ==> (USED(config->pool, c) <==> \at(USED(config->pool, c), Pre)); */
enum vpt_status INSTANCE(init)(struct vpt *space, const struct vpt_config *config)
{
  enum vpt_status status = check_config(config);
  if (status != VPT_OK) return status;
  struct vpt_geometry geometry = config->geometry;
  int64_t root_count = (int64_t)INSTANCE(root_tables)(&config->geometry);
  int64_t root = vpt_pool_take_run(config->pool, root_count);
  if (root < 0) return VPT_ERR_NO_FRAMES;
  /*@ assert run: \forall integer c; root <= c < root + root_count ==>
        IN_POOL(config->pool, c) && USED(config->pool, c) && !\at(USED(config->pool, c), Pre); */
  /*@ assert empty: \forall integer c; root <= c < root + root_count ==>
        zero(config->pool->words, config->pool->info, config->pool->granule_log2, config->pool->first, c); */
  /*@ assert clean: CLEAN(config->pool); */
  set_members(space, config, geometry, root, root_count);
  /*@ assert pool: space->pool == \at(config->pool, Pre) && SAME_POOL(\at(config->pool, Pre), Pre); */
  /*@ assert limits: space->pool->granule_log2 == GRANULE && space->pool->first + space->pool->count <= 0x1000000000 &&
        shape(FMT, space->input_end, space->height, space->root_count); */
  /*@ assert window: config->pool->first <= space->root && space->root + space->root_count <= config->pool->first + config->pool->count; */
  /*@ assert shape: SHAPE(space); */
  /*@ assert new: \forall integer c; IS_ROOT(space, c, 0) ==> IN_POOL(space->pool, c) && USED(space->pool, c) &&
        !\at(USED(config->pool, c), Pre); */
  /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(USED(config->pool, c), Pre) || IS_ROOT(space, c, 0)); */
  /*@ assert counts: \forall integer c; IS_ROOT(space, c, 0) ==> USES(space->pool, c) == 0; */
  /*@ assert words: \forall integer c, j; IS_ROOT(space, c, 0) ==> 0 <= j < entries(GRANULE) ==> ENT(space, c, j) == 0; */
  /*@ ghost fresh(space); */
  /*@ assert reached: \forall integer c; c >= 0 ==> (UNREACHED(space, c) <==> !IS_ROOT(space, c, 0)); */
  return VPT_OK;
}

/*@ requires VALID(space) && TLB_CLEAN;
    assigns space->leaf_prefix, space->format, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB;
    ensures pool: pool_shape(space->pool) && PERM(space->pool) && FREE_CLEAN(space);
    ensures freed: \forall integer c; IN_POOL(space->pool, c) ==> (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre));
    ensures counts: \forall integer c; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
      USES(space->pool, c) == \at(USES(space->pool, c), Pre);
    ensures words: \forall integer c, j; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
      0 <= j < entries(GRANULE) ==> ENT(space, c, j) == \at(ENT(space, c, j), Pre);
    ensures format: space->format == 0;
    ensures tlb: TLB_CLEAN; */
void INSTANCE(destroy)(struct vpt *space)
{
  remove_all(space);
  /*@ ghost stale_first = 0; stale_end = (uint64_t)space->input_end; stale_steps = 1; */
  /*@ ghost bare_root(space); */
  /*@ assert roots: \forall integer c; IS_ROOT(space, c, 0) ==> !FOREIGN(space, c) && !\at(FOREIGN(space, c), Pre); */
  /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, 0)); */
  /*@ loop invariant 0 <= i <= space->root_count;
      loop invariant shape: SHAPE(space) && SAME_SPACE(space, Pre);
      loop invariant pool: PERM(space->pool) && FREE_CLEAN(space);
      loop invariant used: \forall integer c; IN_POOL(space->pool, c) ==>
        (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, i));
      loop assigns i, \at(space->pool, Pre)->free, STACK(\at(space, Pre));
      loop variant space->root_count - i; */
  for (int64_t i = 0; i < space->root_count; i++) {
    /*@ assert zero: EMPTY(space, space->root + i) && USES(space->pool, space->root + i) == 0; */
    vpt_pool_give(space->pool, space->root + i);
    /*@ assert same: SAME_SPACE(space, Pre); */
    /*@ assert given: \forall integer c; IN_POOL(space->pool, c) ==>
          (USED(space->pool, c) <==> \at(USED(space->pool, c), LoopCurrent) && c != space->root + i); */
    /*@ assert used: \forall integer c; IN_POOL(space->pool, c) ==>
          (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre) || IS_ROOT(space, c, i + 1)); */
    /*@ assert counts: \forall integer c; IN_POOL(space->pool, c) ==> !USED(space->pool, c) ==> USES(space->pool, c) == 0; */
    /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> !USED(space->pool, c) ==>
          0 <= j < entries(GRANULE) ==> ENT(space, c, j) == 0; */
  }
  vpt_flush(space, 0, (uint64_t)space->input_end, 0, false);
  space->format = 0;
}

vpt_oa INSTANCE(root)(const struct vpt *space)
{
  return (uint64_t)space->root * codec_size(0);
}

/* May a leaf of this size map these output addresses? */
/*@ requires 0 <= space->output_first <= space->output_end && \valid_read(space);
    assigns \nothing;
    ensures \result <==> space->output_first <= oa && oa + size <= space->output_end && oa < space->output_end; */
static inline bool output_ok(const struct vpt *space, vpt_oa oa, uint64_t size)
{
  return oa >= (uint64_t)space->output_first && oa < (uint64_t)space->output_end &&
         size <= (uint64_t)space->output_end - oa;
}

/*@ requires VALID(space) && TLB_CLEAN;
    assigns space->leaf_prefix, space->leaf_table, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures argument: MAP_STATUS(space, ia, oa, size) != VPT_OK ==> \result == MAP_STATUS(space, ia, oa, size);
    ensures attributes: MAP_STATUS(space, ia, oa, size) == VPT_OK ==>
      (\result == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
    ensures mapped: MAP_STATUS(space, ia, oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
      (\result == VPT_ERR_MAPPED <==> \old(!NOT_MAPPED(space, ia, size)));
    ensures no_frames: MAP_STATUS(space, ia, oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
      (\result == VPT_ERR_NO_FRAMES <==> \old(NOT_MAPPED(space, ia, size)) &&
                                         \old(space->pool->free < FRAMES_NEEDED(space, ia, size)));
    ensures status: MAP_STATUS(space, ia, oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
      \result == VPT_OK || \result == VPT_ERR_MAPPED || \result == VPT_ERR_NO_FRAMES;
    ensures inside: \result == VPT_OK ==> TRANSLATED(space, ia, oa, size, attr);
    ensures outside: \result == VPT_OK ==> ELSEWHERE_SAME(space, ia, size, Pre);
    ensures frames: \result == VPT_OK ==>
      space->pool->free == \old(space->pool->free - FRAMES_NEEDED(space, ia, size));
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
enum vpt_status INSTANCE(map_frame)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size,
                                    vpt_attr attr)
{
  int h = codec_leaf_height(size);
  if (h < 0 || h > space->height) return VPT_ERR_SIZE;
  if (ia >= (uint64_t)space->input_end) return VPT_ERR_IA;
  if (!codec_aligned(h, ia)) return VPT_ERR_IA_ALIGN;
  if (!output_ok(space, oa, size)) return VPT_ERR_OA;
  if (!codec_aligned(h, oa)) return VPT_ERR_OA_ALIGN;
  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;
  /*@ ghost regions(space, ia); */
  return map_leaf(space, ia, h, oa, attr);
}

/*@ requires VALID(space) && TLB_CLEAN;
    assigns space->leaf_prefix, space->leaf_table, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures argument: INPUT_STATUS(space, ia) != VPT_OK ==> \result.status == INPUT_STATUS(space, ia);
    ensures status: INPUT_STATUS(space, ia) == VPT_OK ==> \result.status == \old(BASE_STATUS(space, ia));
    ensures result: \result.status == VPT_OK ==> \result.ia == ia && \result.oa == \old(OUTPUT(space, ia)) &&
      \result.size == \old(LEAF_SIZE(space, ia)) && \result.attr == \old(LEAF_ATTR(space, ia));
    ensures inside: \result.status == VPT_OK ==> NOT_MAPPED(space, ia, \old(LEAF_SIZE(space, ia)));
    ensures outside: \result.status == VPT_OK ==> ELSEWHERE_SAME(space, ia, \old(LEAF_SIZE(space, ia)), Pre);
    ensures frames: \result.status == VPT_OK ==>
      space->pool->free == \old(space->pool->free) + HW_H(space, ia) - \old(HW_H(space, ia));
    ensures failed: \result.status != VPT_OK ==> \result.size == 0 && UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
struct vpt_result INSTANCE(unmap_frame)(struct vpt *space, vpt_ia ia)
{
  if (ia >= (uint64_t)space->input_end) return failure(VPT_ERR_IA);
  if (!codec_aligned(0, ia)) return failure(VPT_ERR_IA_ALIGN);
  /*@ ghost hardware(space); regions(space, ia); */
  /*@ assert base: BASE_STATUS(space, ia) == VPT_OK ==> START(space, HW_H(space, ia), ia) == ia; */
  /*@ assert region: BASE_STATUS(space, ia) == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==>
        ia <= x < ia + LEAF_SIZE(space, ia) ==>
        PRE(space, HW_H(space, ia), x) == PRE(space, HW_H(space, ia), ia) && START(space, HW_H(space, ia), x) == ia; */
  return unmap_leaf(space, ia);
}

/*@ requires VALID(space) && TLB_CLEAN;
    assigns space->leaf_prefix, space->leaf_table, TABLE_WORDS(space), TLB;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures argument: INPUT_STATUS(space, ia) != VPT_OK ==> \result == INPUT_STATUS(space, ia);
    ensures attributes: INPUT_STATUS(space, ia) == VPT_OK ==> (\result == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
    ensures status: INPUT_STATUS(space, ia) == VPT_OK ==> attr_ok(FMT, attr) ==>
      \result == \old(BASE_STATUS(space, ia));
    ensures inside: \result == VPT_OK ==>
      TRANSLATED(space, ia, \old(OUTPUT(space, ia)), \old(LEAF_SIZE(space, ia)), attr);
    ensures outside: \result == VPT_OK ==> ELSEWHERE_SAME(space, ia, \old(LEAF_SIZE(space, ia)), Pre);
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
enum vpt_status INSTANCE(protect_frame)(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  if (ia >= (uint64_t)space->input_end) return VPT_ERR_IA;
  if (!codec_aligned(0, ia)) return VPT_ERR_IA_ALIGN;
  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;
  /*@ ghost hardware(space); regions(space, ia); */
  /*@ assert base: BASE_STATUS(space, ia) == VPT_OK ==> START(space, HW_H(space, ia), ia) == ia; */
  /*@ assert region: BASE_STATUS(space, ia) == VPT_OK ==> \forall integer x; IS_INPUT(space, x) ==>
        ia <= x < ia + LEAF_SIZE(space, ia) ==>
        PRE(space, HW_H(space, ia), x) == PRE(space, HW_H(space, ia), ia) && START(space, HW_H(space, ia), x) == ia; */
  return protect_leaf(space, ia, attr);
}

/*@ requires VALID(space);
    assigns \nothing;
    ensures status: \result.status == (ia >= space->input_end ? VPT_ERR_IA :
                                       MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures result: \result.status == VPT_OK ==> \result.oa == OUTPUT(space, ia) &&
      \result.size == LEAF_SIZE(space, ia) && \result.attr == LEAF_ATTR(space, ia) &&
      \result.ia <= ia < \result.ia + \result.size;
    ensures none: \result.status != VPT_OK ==> \result.size == 0; */
struct vpt_result INSTANCE(query)(const struct vpt *space, vpt_ia ia)
{
  if (ia >= (uint64_t)space->input_end) return failure(VPT_ERR_IA);
  struct stop at = find(space, ia);
  if (codec_kind(at.height, at.word) != VPT_LEAF) return failure(VPT_ERR_UNMAPPED);
  return translation(ia, at) /*@ ghost (space->input_end) */;
}

uint64_t INSTANCE(entry_size)(int h)
{
  return codec_size(h);
}

struct vpt_descriptor INSTANCE(decode)(int h, uint64_t word)
{
  struct vpt_descriptor descriptor = {.kind = codec_kind(h, word)};
  if (descriptor.kind == VPT_TABLE) {
    int64_t frame = codec_table_frame(word);
    descriptor.oa = (uint64_t)frame * codec_size(0);
    descriptor.exact = word == codec_table(frame);
  } else if (descriptor.kind == VPT_LEAF) {
    descriptor.attr = codec_leaf_attr(word);
    descriptor.oa = codec_leaf_oa(h, word);
    descriptor.exact = codec_attr_ok(descriptor.attr) &&
                       word == codec_leaf(h, descriptor.oa, descriptor.attr);
  }
  return descriptor;
}
