/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on a space of any format: each hands the call to the space's format. */
#ifndef VPT_FORMAT_ANY_H
#define VPT_FORMAT_ANY_H

#include "formats.h"

static void any_destroy(struct vpt *space);
static vpt_oa any_root(const struct vpt *space);
static enum vpt_status any_map_frame(struct vpt *space, uint64_t ia, vpt_oa oa, uint64_t size, vpt_attr attr);
static struct vpt_result any_unmap_frame(struct vpt *space, uint64_t ia);
static enum vpt_status any_protect_frame(struct vpt *space, uint64_t ia, vpt_attr attr);
static struct vpt_result any_query(const struct vpt *space, uint64_t ia);

#define FMT space->format
#define GRANULE granule(FMT)
#define NO_FORMAT(clauses) behavior unknown: assumes !KNOWN(FMT); clauses
#define INSTANCE(name) any_##name
#define OFFSET(ia) (ia)
#include "../core/prototypes.h"
#undef OFFSET
#undef INSTANCE
#undef NO_FORMAT
#undef GRANULE
#undef FMT

static void any_destroy(struct vpt *space)
{
#define CASE(number, name, granule_log2, other) \
  case number: vpt_##name##_destroy(space); break;
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
}

static vpt_oa any_root(const struct vpt *space)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_root(space);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

static enum vpt_status any_map_frame(struct vpt *space, uint64_t ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_map_frame(space, ia, oa, size, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

/* In place where it is called: a call more would cost as much as a level of the walk. */
#define HERE inline __attribute__((always_inline))

static HERE struct vpt_result any_unmap_frame(struct vpt *space, uint64_t ia)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_unmap_frame(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

static enum vpt_status any_protect_frame(struct vpt *space, uint64_t ia, vpt_attr attr)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_protect_frame(space, ia, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

static HERE struct vpt_result any_query(const struct vpt *space, uint64_t ia)
{
#define CASE(number, name, granule_log2, other) \
  case number: return vpt_##name##_query(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

#endif
