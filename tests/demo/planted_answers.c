/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: the second half of a small page is said to lie in the page beside. */
#include "vpt/vpt.h"

struct vpt_result __real_vpt_query(const struct vpt *space, vpt_ia ia);
struct vpt_result __wrap_vpt_query(const struct vpt *space, vpt_ia ia);

struct vpt_result __wrap_vpt_query(const struct vpt *space, vpt_ia ia)
{
  struct vpt_result result = __real_vpt_query(space, ia);
  if (result.status == VPT_OK && result.size == 0x1000 && ia % 0x1000 >= 0x800) result.oa ^= 0x1000;
  return result;
}
