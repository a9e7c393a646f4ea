/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: each hands the call to the space's format. Proved by proof/dispatch.c. */
#include "format/formats.h"

/* The contracts of the operations, for a space of any format. */
#define FMT space->format
#define GRANULE granule(FMT)
#define NO_FORMAT(clauses) behavior unknown: assumes !KNOWN(FMT); clauses
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
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_check(geometry);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
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
    behavior format:
      assumes space != \null && config != \null && config->pool != \null && !KNOWN(config->geometry.format);
      assigns \nothing;
      ensures \result == VPT_ERR_FORMAT;
    behavior known:
      assumes space != \null && config != \null && config->pool != \null && KNOWN(config->geometry.format);
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
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_init(space, config);
  switch (config->geometry.format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

void vpt_destroy(struct vpt *space)
{
#define CASE(number, name, granule_log2) \
  case number: vpt_##name##_destroy(space); break;
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
}

vpt_oa vpt_root(const struct vpt *space)
{
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_root(space);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

enum vpt_status vpt_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_map_frame(space, ia, oa, size, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

struct vpt_result vpt_unmap_frame(struct vpt *space, vpt_ia ia)
{
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_unmap_frame(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

enum vpt_status vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_protect_frame(space, ia, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

struct vpt_result vpt_query(const struct vpt *space, vpt_ia ia)
{
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_query(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

/*@ requires geometry != \null ==> \valid_read(geometry);
    assigns \nothing;
    ensures \result == (FULL_GEOMETRY_STATUS(geometry) != VPT_OK ? 0 :
                        root_tables(geometry->format, geometry->levels, geometry->input_bits)); */
unsigned vpt_root_tables(const struct vpt_geometry *geometry)
{
  if (!geometry) return 0;
#define CASE(number, name, granule_log2) \
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
#define CASE(number, name, granule_log2) \
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
#define CASE(number, name, granule_log2) \
  case number: return vpt_##name##_check(geometry) == VPT_OK ? vpt_##name##_decode((int)height, word) : none;
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return none;
}
