/* SPDX-License-Identifier: Apache-2.0 */
/* What each format provides: the public operations, specialised (src/core/instance.h). */
#ifndef VPT_FORMAT_INSTANCES_H
#define VPT_FORMAT_INSTANCES_H

#include "formats.h"
#include "vpt/vpt.h"

#define DECLARE(number, name)                                                                     \
  enum vpt_status vpt_##name##_check(const struct vpt_geometry *geometry);                        \
  unsigned vpt_##name##_root_tables(const struct vpt_geometry *geometry);                         \
  enum vpt_status vpt_##name##_init(struct vpt *space, const struct vpt_config *config);          \
  void vpt_##name##_destroy(struct vpt *space);                                                   \
  vpt_oa vpt_##name##_root(const struct vpt *space);                                              \
  enum vpt_status vpt_##name##_map_frame(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size,  \
                                         vpt_attr attr);                                          \
  struct vpt_result vpt_##name##_unmap_frame(struct vpt *space, vpt_ia ia);                       \
  enum vpt_status vpt_##name##_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr);        \
  struct vpt_result vpt_##name##_query(const struct vpt *space, vpt_ia ia);                       \
  uint64_t vpt_##name##_entry_size(int h);                                                        \
  struct vpt_descriptor vpt_##name##_decode(int h, uint64_t word);

VPT_FORMATS(DECLARE)
#undef DECLARE

#endif
