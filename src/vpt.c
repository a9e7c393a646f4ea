/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: what they are given in input addresses, the space's format is given in offsets. Proved
 * by proof/dispatch.c. */
#include "format/formats.h"

/* The contracts of the operations, for a space of any format: first in offsets, then in addresses. */
#define FMT space->format
#define GRANULE granule(FMT)
#define IF_KNOWN(P) (KNOWN(FMT) && (P))
#define NO_FORMAT(clauses)

#define LINKAGE static inline __attribute__((always_inline))
#define INSTANCE(name) by_format_##name
#define OFFSET(ia) (ia)
#include "core/prototypes.h"
#undef OFFSET
#undef INSTANCE
#undef LINKAGE

#define OFFSET(ia) offset(space->upper_first, (uint64_t)space->input_end, ia)
/* Apart, so that lower addresses pass on the result as it is. */
#define LINKAGE static __attribute__((noinline))
#define INSTANCE(name) in_full_##name
#include "core/results.h"
#undef INSTANCE
#undef LINKAGE
#undef NO_FORMAT
#undef IF_KNOWN

#define IF_KNOWN(P) (KNOWN(FMT) ==> (P))
#define NO_FORMAT(clauses) behavior unknown: assumes !KNOWN(FMT); clauses
#define LINKAGE
#define INSTANCE(name) vpt_##name
#include "core/prototypes.h"

#define FULL_GEOMETRY_STATUS(g)                                                      \
  ((g) == \null ? VPT_ERR_NULL : !KNOWN((g)->format) ? VPT_ERR_FORMAT :              \
   GEOMETRY_STATUS((g)->format, *(g)))
#define NO_HEIGHT(g, h) (FULL_GEOMETRY_STATUS(g) != VPT_OK || (h) >= (g)->levels)

/*@ requires geometry != \null ==> \valid_read(geometry);
    assigns \nothing;
    ensures status: \result == FULL_GEOMETRY_STATUS(geometry);
    ensures levels: \result == VPT_OK ==> 1 <= geometry->levels <= 5; */
enum vpt_status vpt_check_geometry(const struct vpt_geometry *geometry)
{
  if (!geometry) return VPT_ERR_NULL;
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_check(geometry);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

/* May the space have these input addresses, if its format has `other` beside the lower ones? */
/*@ requires \valid_read(config) && 12 <= granule_log2 <= 16 && 1 <= config->geometry.levels <= 5;
    assigns \nothing;
    ensures \result <==> HALF_OK(config->half, other, granule_log2, config->geometry); */
static bool half_ok(const struct vpt_config *config, unsigned granule_log2, enum vpt_half other)
{
  if (config->half == VPT_LOWER) return true;
  if (config->half != other) return false;
  return other != VPT_SIGNED ||
         config->geometry.input_bits == granule_log2 + config->geometry.levels * (granule_log2 - 3);
}

/*@ requires space != \null ==> config != \null ==> \valid(space) && \valid_read(config);
    requires space != \null ==> config != \null ==> config->pool != \null ==>
      POOL_OK(config->pool) && APART(space, config);
    requires TLB_CLEAN;
    assigns *space, config->pool->free, config->pool->info[0 .. config->pool->count - 1].stack,
      config->pool->info[0 .. config->pool->count - 1].position;
    behavior null:
      assumes space == \null || config == \null || config->pool == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior geometry:
      assumes space != \null && config != \null && config->pool != \null;
      assumes FULL_GEOMETRY_STATUS(&config->geometry) != VPT_OK;
      assigns \nothing;
      ensures \result == \old(FULL_GEOMETRY_STATUS(&config->geometry));
    behavior half:
      assumes space != \null && config != \null && config->pool != \null;
      assumes FULL_GEOMETRY_STATUS(&config->geometry) == VPT_OK;
      assumes !HALF_OK(config->half, other_half(config->geometry.format), granule(config->geometry.format), config->geometry);
      assigns \nothing;
      ensures \result == VPT_ERR_HALF;
    behavior known:
      assumes space != \null && config != \null && config->pool != \null;
      assumes FULL_GEOMETRY_STATUS(&config->geometry) == VPT_OK;
      assumes HALF_OK(config->half, other_half(config->geometry.format), granule(config->geometry.format), config->geometry);
      ensures argument: \old(config_status(config->geometry.format, config)) != VPT_OK ==>
        \result == \old(config_status(config->geometry.format, config));
      ensures status: \old(config_status(config->geometry.format, config)) == VPT_OK ==>
        \result == VPT_OK || \result == VPT_ERR_NO_FRAMES;
      ensures no_frames: \old(config_status(config->geometry.format, config)) == VPT_OK ==>
        (\result == VPT_ERR_NO_FRAMES <==> \old(NO_RUN(config->pool, CONFIG_ROOTS(config->geometry.format, config))));
      ensures valid: \result == VPT_OK ==> VALID(space) && MADE_OF(space, config, \at(config->geometry, Pre));
      ensures bare: \result == VPT_OK ==> \forall integer x; !MAPPED(space, x);
      ensures free: \result == VPT_OK ==>
        space->pool->free == \old(config->pool->free - CONFIG_ROOTS(config->geometry.format, config));
      ensures foreign: \result == VPT_OK ==> ALL_ELSE_FOREIGN(space, \at(config->pool, Pre), Pre);
      ensures failed: \result != VPT_OK ==> POOL_OK(config->pool) && SAME_FRAMES(config->pool, Pre);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status vpt_init(struct vpt *space, const struct vpt_config *config)
{
  if (!space || !config || !config->pool) return VPT_ERR_NULL;
  enum vpt_status status = vpt_check_geometry(&config->geometry);
  if (status != VPT_OK) return status;
#define CASE(number, name, granule_log2, other) \
  case number: return half_ok(config, granule_log2, other) ? vpt_##name##_init(space, config) : VPT_ERR_HALF;
  switch (config->geometry.format) { default: VPT_FORMATS(CASE) } /* known: the geometry exists */
#undef CASE
}

/* Does the space have a format? One that was taken apart has none. */
/*@ requires \valid_read(space);
    assigns \nothing;
    ensures \result <==> KNOWN(space->format); */
static inline bool known(const struct vpt *space)
{
#define IS(number, name, granule_log2, other) space->format == (number) ||
  return VPT_FORMATS(IS) false;
#undef IS
}

/* Each operation by the functions of the space's format, which know offsets only. The format is known: the
 * default, which never comes, is the first of them. */

static void by_format_destroy(struct vpt *space)
{
#define CASE(number, name, granule_log2, other) \
  case number: vpt_##name##_destroy(space); break;
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

static vpt_oa by_format_root(const struct vpt *space)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_root(space);
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

static enum vpt_status by_format_map_frame(struct vpt *space, uint64_t offset, vpt_oa oa, uint64_t size,
                                           vpt_attr attr)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_map_frame(space, offset, oa, size, attr);
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

static struct vpt_result by_format_unmap_frame(struct vpt *space, uint64_t offset)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_unmap_frame(space, offset);
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

static enum vpt_status by_format_protect_frame(struct vpt *space, uint64_t offset, vpt_attr attr)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_protect_frame(space, offset, attr);
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

static struct vpt_result by_format_query(const struct vpt *space, uint64_t offset)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_query(space, offset);
  switch (space->format) { default: VPT_FORMATS(CASE) }
#undef CASE
}

/* What the tables translate of an input address. */
/*@ requires \valid_read(space);
    assigns \nothing;
    ensures \result == OFFSET(ia); */
static inline uint64_t offset_of(const struct vpt *space, vpt_ia ia)
{
  if (ia < space->upper_first) return ia;
  uint64_t end = (uint64_t)space->input_end;
  uint64_t above = UINT64_MAX - ia; /* addresses above this one */
  if (space->upper_first < end && above < end - space->upper_first) return end - 1 - above;
  return UINT64_MAX;
}

/* The same result for the input address in full of which `offset` was asked for. */
/*@ requires result.status == VPT_OK ==> offset <= ia && result.ia <= offset;
    assigns \nothing;
    ensures \result.status == result.status && \result.oa == result.oa && \result.size == result.size &&
      \result.attr == result.attr;
    ensures result.status == VPT_OK ==> \result.ia == ia - (offset - result.ia); */
static struct vpt_result in_full(struct vpt_result result, vpt_ia ia, uint64_t offset)
{
  if (result.status == VPT_OK) result.ia += ia - offset;
  return result;
}

static struct vpt_result in_full_unmap_frame(struct vpt *space, vpt_ia ia)
{
  uint64_t offset = offset_of(space, ia);
  return in_full(by_format_unmap_frame(space, offset), ia, offset);
}

static struct vpt_result in_full_query(const struct vpt *space, vpt_ia ia)
{
  uint64_t offset = offset_of(space, ia);
  return in_full(by_format_query(space, offset), ia, offset);
}

void vpt_destroy(struct vpt *space)
{
  if (known(space)) by_format_destroy(space);
}

vpt_oa vpt_root(const struct vpt *space)
{
  return known(space) ? by_format_root(space) : 0;
}

enum vpt_status vpt_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  if (!known(space)) return VPT_ERR_FORMAT;
  return by_format_map_frame(space, offset_of(space, ia), oa, size, attr);
}

struct vpt_result vpt_unmap_frame(struct vpt *space, vpt_ia ia)
{
  if (!known(space)) return (struct vpt_result){.status = VPT_ERR_FORMAT};
  if (ia >= space->upper_first) return in_full_unmap_frame(space, ia);
  /*@ assert lower: OFFSET(ia) == ia; */
  return by_format_unmap_frame(space, ia);
}

enum vpt_status vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  if (!known(space)) return VPT_ERR_FORMAT;
  return by_format_protect_frame(space, offset_of(space, ia), attr);
}

struct vpt_result vpt_query(const struct vpt *space, vpt_ia ia)
{
  if (!known(space)) return (struct vpt_result){.status = VPT_ERR_FORMAT};
  if (ia >= space->upper_first) return in_full_query(space, ia);
  /*@ assert lower: OFFSET(ia) == ia; */
  return by_format_query(space, ia);
}

/*@ requires geometry != \null ==> \valid_read(geometry);
    assigns \nothing;
    ensures \result == (FULL_GEOMETRY_STATUS(geometry) != VPT_OK ? 0 :
                        root_tables(geometry->format, geometry->levels, geometry->input_bits)); */
unsigned vpt_root_tables(const struct vpt_geometry *geometry)
{
  if (!geometry) return 0;
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_check(geometry) == VPT_OK ? vpt_##name##_root_tables(geometry) : 0;
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

/*@ requires geometry != \null ==> \valid_read(geometry);
    assigns \nothing;
    ensures none: NO_HEIGHT(geometry, height) ==> \result == 0;
    ensures size: !NO_HEIGHT(geometry, height) ==>
      height <= 4 && \result == size(geometry->format, height) && \result > 0; */
uint64_t vpt_entry_size(const struct vpt_geometry *geometry, unsigned height)
{
  if (!geometry || height >= geometry->levels) return 0;
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_check(geometry) == VPT_OK ? vpt_##name##_entry_size((int)height) : 0;
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

/*@ requires geometry != \null ==> \valid_read(geometry);
    assigns \nothing;
    ensures none: NO_HEIGHT(geometry, height) ==> \result.kind == VPT_INVALID;
    ensures decoded: !NO_HEIGHT(geometry, height) ==> DECODED(\result, geometry->format, height, word); */
struct vpt_descriptor vpt_decode(const struct vpt_geometry *geometry, unsigned height, uint64_t word)
{
  struct vpt_descriptor none = {.kind = VPT_INVALID};
  if (!geometry || height >= geometry->levels) return none;
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_check(geometry) == VPT_OK ? vpt_##name##_decode((int)height, word) : none;
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return none;
}
