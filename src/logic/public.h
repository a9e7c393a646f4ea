/* SPDX-License-Identifier: Apache-2.0 */
/* What a caller of the public operations is promised, in addresses. */
#ifndef VPT_LOGIC_PUBLIC_H
#define VPT_LOGIC_PUBLIC_H

#include "space.h"

#define IS_INPUT(s, x) (0 <= (x) < (s)->input_end)
/* Where the region of x at height h starts, and what lies in that of ia. */
#define START(s, h, x) start(FMT, (s)->input_end, h, x)
#define IN_REGION(s, h, ia, x) (START(s, h, ia) <= (x) < START(s, h, ia) + size(FMT, h))
/* How the hardware translates x, if it does. */
#define LEAF_SIZE(s, x) size(FMT, HW_H(s, x))
#define LEAF_ATTR(s, x) e_attr(FMT, HW_E(s, x))
#define OUTPUT(s, x) (e_oa(FMT, HW_H(s, x), HW_E(s, x)) + ((x) - START(s, HW_H(s, x), x)))

/* The `bytes` from ia on are translated to those from oa on, by a leaf of that size. */
#define TRANSLATED(s, ia, oa, bytes, attr)                                                          \
  (\forall integer x_; IS_INPUT(s, x_) ==> (ia) <= x_ < (ia) + (bytes) ==> MAPPED(s, x_) &&          \
     OUTPUT(s, x_) == (oa) + (x_ - (ia)) && LEAF_SIZE(s, x_) == (bytes) && LEAF_ATTR(s, x_) == (attr))
#define NOT_MAPPED(s, ia, bytes) \
  (\forall integer x_; IS_INPUT(s, x_) ==> (ia) <= x_ < (ia) + (bytes) ==> !MAPPED(s, x_))
/* All other addresses are translated as they were at L. */
#define ELSEWHERE_SAME(s, ia, bytes, L) \
  (\forall integer x_; IS_INPUT(s, x_) ==> !((ia) <= x_ < (ia) + (bytes)) ==> SAME_TRANSLATION(s, x_, L))

/* The first argument of vpt_map_frame() that is wrong, but for the attributes. */
#define MAP_STATUS(s, ia, oa, bytes)                                                            \
  (leaf_height(FMT, bytes) < 0 || leaf_height(FMT, bytes) > (s)->height ? VPT_ERR_SIZE :        \
   (ia) >= (s)->input_end ? VPT_ERR_IA : (ia) % (bytes) != 0 ? VPT_ERR_IA_ALIGN :               \
   (oa) < (s)->output_first || (oa) + (bytes) > (s)->output_end ? VPT_ERR_OA :                  \
   (oa) % (bytes) != 0 ? VPT_ERR_OA_ALIGN : VPT_OK)
#define INPUT_STATUS(s, ia) \
  ((ia) >= (s)->input_end ? VPT_ERR_IA : (ia) % size(FMT, 0) != 0 ? VPT_ERR_IA_ALIGN : VPT_OK)
/* Frames that a leaf of this size at ia needs. */
#define FRAMES_NEEDED(s, ia, bytes) (HW_H(s, ia) - leaf_height(FMT, bytes))

/* A root table, but not one of the first i. */
#define IS_ROOT(s, c, i) ((s)->root + (i) <= (c) < (s)->root + (s)->root_count)

/* What is wrong with a configuration, first with its geometry, then with all of it. */
#define GEOMETRY_STATUS(g) \
  geometry_status(FMT, (g).granule_log2, (g).levels, (g).input_bits, (g).output_bits)
#define TOUCHES_TABLES(c)                                                            \
  ((c)->output_first < ((c)->pool->first + (c)->pool->count) * size(FMT, 0) &&        \
   (c)->pool->first * size(FMT, 0) < (c)->output_end)
#define CONFIG_STATUS(c)                                                                          \
  ((c)->pool == \null ? VPT_ERR_NULL :                                                            \
   GEOMETRY_STATUS((c)->geometry) != VPT_OK ? GEOMETRY_STATUS((c)->geometry) :                    \
   (c)->geometry.granule_log2 != (c)->pool->granule_log2 ? VPT_ERR_GRANULE :                      \
   (c)->pool->first + (c)->pool->count > (1 << (c)->geometry.output_bits) / size(FMT, 0) ? VPT_ERR_WINDOW : \
   (c)->output_first >= (c)->output_end ? VPT_ERR_RANGE :                                         \
   (c)->output_end > (1 << (c)->geometry.output_bits) ? VPT_ERR_RANGE :                           \
   (c)->output_has_tables == 0 && TOUCHES_TABLES(c) ? VPT_ERR_TABLES :                            \
   (c)->hooks.invalidate == \null ? ((c)->hooks.sync == \null ? VPT_OK : VPT_ERR_HOOKS)          \
                                  : ((c)->hooks.sync == \null ? VPT_ERR_HOOKS : VPT_OK))
#define ROOT_TABLES(g)                                                     \
  ((1 << (g).input_bits) <= size(FMT, (g).levels) ? 1 : (1 << (g).input_bits) / size(FMT, (g).levels))

#endif
