/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: each hands the call to the space's format. */
#include "format/instances.h"

enum vpt_status vpt_check_geometry(const struct vpt_geometry *geometry)
{
  if (!geometry) return VPT_ERR_NULL;
#define CASE(number, name) \
  case number: return vpt_##name##_check(geometry);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

enum vpt_status vpt_init(struct vpt *space, const struct vpt_config *config)
{
  if (!space || !config || !config->pool) return VPT_ERR_NULL;
#define CASE(number, name) \
  case number: return vpt_##name##_init(space, config);
  switch (config->geometry.format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

void vpt_destroy(struct vpt *space)
{
#define CASE(number, name) \
  case number: vpt_##name##_destroy(space); break;
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
}

vpt_oa vpt_root(const struct vpt *space)
{
#define CASE(number, name) \
  case number: return vpt_##name##_root(space);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

enum vpt_status vpt_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
#define CASE(number, name) \
  case number: return vpt_##name##_map_frame(space, ia, oa, size, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

struct vpt_result vpt_unmap_frame(struct vpt *space, vpt_ia ia)
{
#define CASE(number, name) \
  case number: return vpt_##name##_unmap_frame(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

enum vpt_status vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
#define CASE(number, name) \
  case number: return vpt_##name##_protect_frame(space, ia, attr);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return VPT_ERR_FORMAT;
}

struct vpt_result vpt_query(const struct vpt *space, vpt_ia ia)
{
#define CASE(number, name) \
  case number: return vpt_##name##_query(space, ia);
  switch (space->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_result){.status = VPT_ERR_FORMAT};
}

unsigned vpt_root_tables(const struct vpt_geometry *geometry)
{
  if (vpt_check_geometry(geometry) != VPT_OK) return 0;
#define CASE(number, name) \
  case number: return vpt_##name##_root_tables(geometry);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

uint64_t vpt_entry_size(const struct vpt_geometry *geometry, unsigned height)
{
  if (vpt_check_geometry(geometry) != VPT_OK || height >= geometry->levels) return 0;
#define CASE(number, name) \
  case number: return vpt_##name##_entry_size((int)height);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return 0;
}

struct vpt_descriptor vpt_decode(const struct vpt_geometry *geometry, unsigned height, uint64_t word)
{
  if (vpt_entry_size(geometry, height) == 0) return (struct vpt_descriptor){.kind = VPT_INVALID};
#define CASE(number, name) \
  case number: return vpt_##name##_decode((int)height, word);
  switch (geometry->format) { VPT_FORMATS(CASE) }
#undef CASE
  return (struct vpt_descriptor){.kind = VPT_INVALID};
}
