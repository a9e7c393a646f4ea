/* SPDX-License-Identifier: Apache-2.0 */
/* A format's object as the proofs of what calls through it see it: its functions are those of the abstract format,
 * whose contracts proof/core.c and proof/range.c prove. That the object of each format holds that format's functions is
 * proved with the format (core/object.h).
 */
#ifndef VPT_PROOF_OBJECT_H
#define VPT_PROOF_OBJECT_H

#include "logic/range.h"

#define LINKAGE
#define OFFSET(ia) (ia)
#define KNOWN(x) (0 == 0)
#define OBJECT(x) (0 == 0)
#define MAY_LEAD(s, oa, bytes, attr) (0 == 0)
#define LEAF_MAY_HAVE(s, ia, attr) (0 == 0)
#define RANGE_MAY_HAVE(s, ia, length, attr) (0 == 0)
#define INSTANCE(name) vpt_core_##name
#include "contract/functions.h"
#include "contract/init.h"
#include "contract/range_functions.h"
#undef INSTANCE
#undef RANGE_MAY_HAVE
#undef LEAF_MAY_HAVE
#undef MAY_LEAD
#undef OBJECT
#undef KNOWN
#undef OFFSET
#undef LINKAGE

/*@ predicate is_format(struct vpt_format *o) =
      \valid_read(o) && o->check_geometry == &vpt_core_check_geometry && o->root_tables == &vpt_core_root_tables &&
      o->entry_size == &vpt_core_entry_size && o->decode == &vpt_core_decode && o->init == &vpt_core_init &&
      o->destroy == &vpt_core_destroy && o->root == &vpt_core_root && o->map_frame == &vpt_core_map_frame &&
      o->protect_frame == &vpt_core_protect_frame && o->unmap_frame == &vpt_core_unmap_frame &&
      o->query == &vpt_core_query && o->map_check == &vpt_core_map_check && o->map == &vpt_core_map &&
      o->unmap == &vpt_core_unmap && o->unmap_some == &vpt_core_unmap_some && o->protect == &vpt_core_protect &&
      o->split == &vpt_core_split && o->next_run == &vpt_core_next_run; */

#endif
