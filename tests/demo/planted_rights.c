/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: what was mapped becomes writable when its rights change. */
#include "vpt/vpt.h"

enum vpt_status __real_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size);
enum vpt_status __wrap_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size);

enum vpt_status __wrap_vpt_protect_frame(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  return __real_vpt_protect_frame(space, ia, attr | VPT_WRITE, size);
}
