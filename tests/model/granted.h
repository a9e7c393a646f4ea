/* SPDX-License-Identifier: Apache-2.0 */
/* What a list of grants allows, counted from the list alone: the library and the model search it in other ways. */
#ifndef TESTS_GRANTED_H
#define TESTS_GRANTED_H

#include <vpt/vpt.h>

#define GRANTED_RIGHTS (VPT_READ | VPT_WRITE | VPT_EXEC | VPT_USER | VPT_GLOBAL)
#define GRANTED_TYPES (VPT_TYPE(VPT_NORMAL) | VPT_TYPE(VPT_NORMAL_NC) | VPT_TYPE(VPT_DEVICE))

/** Are the `length` bytes from oa on granted with these rights, and as memory of one of these types? */
static inline bool granted_bytes(const struct vpt_grant *list, uint32_t count, vpt_oa oa, uint64_t length,
                                 vpt_attr rights, uint32_t types)
{
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < count; i++) { /* no two have the same byte */
    vpt_oa first = list[i].first > oa ? list[i].first : oa, end = list[i].end < oa + length ? list[i].end : oa + length;
    bool allows = (rights & ~list[i].rights) == 0 && (types & list[i].types) != 0;
    bytes += allows && first < end ? end - first : 0;
  }
  return bytes == length;
}

/** May a leaf be so? */
static inline bool granted_leaf(const struct vpt_grant *list, uint32_t count, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  return granted_bytes(list, count, oa, size, attr & GRANTED_RIGHTS, VPT_TYPE(attr & ~GRANTED_RIGHTS));
}

#endif
