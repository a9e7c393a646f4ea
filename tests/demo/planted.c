/* SPDX-License-Identifier: Apache-2.0 */
/* Two faults in the library, for a demonstration that must notice them: the linker (--wrap) puts these
 * functions between the hypervisor and the library. */
#include "vpt/vpt.h"

enum vpt_status __real_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr);
enum vpt_status __wrap_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr);
struct vpt_result __real_vpt_query(const struct vpt *space, vpt_ia ia);
struct vpt_result __wrap_vpt_query(const struct vpt *space, vpt_ia ia);

/* What is mapped stays writable. */
enum vpt_status __wrap_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  return __real_vpt_protect_frame(space, ia, attr | VPT_WRITE);
}

/* The second half of a small page is said to lie in the page beside. */
struct vpt_result __wrap_vpt_query(const struct vpt *space, vpt_ia ia)
{
  struct vpt_result result = __real_vpt_query(space, ia);
  if (result.status == VPT_OK && result.size == 0x1000 && ia % 0x1000 >= 0x800) result.oa ^= 0x1000;
  return result;
}
