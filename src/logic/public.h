/* SPDX-License-Identifier: Apache-2.0 */
/* What a caller of the public operations is promised, in addresses. */
#ifndef VPT_LOGIC_PUBLIC_H
#define VPT_LOGIC_PUBLIC_H

#include "space.h"
#include "tlb.h"

/*@ // what the tables translate of an input address, or more than any table does: the lower addresses are their own
    // offsets, the upper ones end at 2^64
    logic integer offset(integer upper_first, integer input_end, integer ia) =
      ia < upper_first ? ia :
      ia >= 0x10000000000000000 - input_end + upper_first ? ia - (0x10000000000000000 - input_end) :
      0xffffffffffffffff; */

#define IS_INPUT(s, x) (0 <= (x) < (s)->input_end)
/* Where the region of x at height h starts, and what lies in that of ia. */
#define START(s, h, x) start(FMT, (s)->input_end, h, x)
#define IN_REGION(s, h, ia, x) (START(s, h, ia) <= (x) < START(s, h, ia) + size(FMT, h))
/* ia is where a region of height h starts. */
#define REGION_IS(s, h, ia)                                                                    \
  (\forall integer x_; IS_INPUT(s, x_) ==>                                                     \
     (PRE(s, h, x_) == PRE(s, h, ia) <==> (ia) <= x_ < (ia) + size(FMT, h)) &&                 \
     (PRE(s, h, x_) == PRE(s, h, ia) ==> START(s, h, x_) == (ia)))
/* How the hardware translates x, if it does. */
#define LEAF_SIZE(s, x) size(FMT, HW_H(s, x))
#define LEAF_ATTR(s, x) e_attr(FMT, HW_H(s, x), HW_E(s, x))
#define OUTPUT(s, x) (HW_OA(s, x) + ((x) - START(s, HW_H(s, x), x)))

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
  (leaf_height(FMT, bytes) < 0 || leaf_height(FMT, bytes) > (s)->leaf_height ? VPT_ERR_SIZE :   \
   (ia) >= (s)->input_end ? VPT_ERR_IA : (ia) % (bytes) != 0 ? VPT_ERR_IA_ALIGN :               \
   (oa) < (s)->output_first || (oa) + (bytes) > (s)->output_end ? VPT_ERR_OA :                  \
   (oa) % (bytes) != 0 ? VPT_ERR_OA_ALIGN : VPT_OK)
#define QUERY_STATUS(s, ia) \
  ((ia) >= (s)->input_end ? VPT_ERR_IA : MAPPED(s, ia) ? VPT_OK : VPT_ERR_UNMAPPED)
#define INPUT_STATUS(s, ia) \
  ((ia) >= (s)->input_end ? VPT_ERR_IA : (ia) % size(FMT, 0) != 0 ? VPT_ERR_IA_ALIGN : VPT_OK)
/* Frames that a leaf of this size at ia needs. */
#define FRAMES_NEEDED(s, ia, bytes) (HW_H(s, ia) - leaf_height(FMT, bytes))

/* A root table, but not one of the first i. */
#define IS_ROOT(s, c, i) ((s)->root + (i) <= (c) < (s)->root + (s)->root_count)

/* --- making a space --- */

#define GEOMETRY_STATUS(fmt, g) geometry_status(fmt, (g).levels, (g).input_bits, (g).output_bits)
/* The geometry exists and has tables at height h. */
#define HAS_HEIGHT(g, h) (GEOMETRY_STATUS(FMT, g) == VPT_OK && (h) < (g).levels)
/* May a space of a geometry that exists have such input addresses? Signed ones have a bit for every index bit. */
#define HALF_OK(half, g)                                                                   \
  ((half) == VPT_LOWER ||                                                                  \
   ((half) == BESIDE_LOWER &&                                                                \
    ((half) != VPT_SIGNED || (g).input_bits == GRANULE + (g).levels * (GRANULE - 3))))

/* May the output range reach the pool's window? */
#define TOUCHES_TABLES(fmt, c)                                                        \
  ((c)->output_first < ((c)->pool->first + (c)->pool->count) * size(fmt, 0) &&        \
   (c)->pool->first * size(fmt, 0) < (c)->output_end)

/*@ // root tables, if the input size is 2^bits
    logic integer root_tables(integer fmt, integer levels, integer bits) =
      (1 << bits) <= size(fmt, levels) ? 1 : (1 << bits) / size(fmt, levels);

    // what is wrong with a configuration, first with its geometry, then with all of it
    logic integer config_status{L}(integer fmt, struct vpt_config *c) =
      GEOMETRY_STATUS(fmt, c->geometry) != VPT_OK ? GEOMETRY_STATUS(fmt, c->geometry) :
      !HALF_OK(c->half, c->geometry) ? VPT_ERR_HALF :
      c->pool->granule_log2 != GRANULE ? VPT_ERR_GRANULE :
      c->leaf_size_max != 0 && leaf_height(fmt, c->leaf_size_max) < 0 ? VPT_ERR_SIZE :
      c->pool->first + c->pool->count > (1 << c->geometry.output_bits) / size(fmt, 0) ? VPT_ERR_WINDOW :
      c->output_first >= c->output_end ? VPT_ERR_RANGE :
      c->output_end > (1 << c->geometry.output_bits) ? VPT_ERR_RANGE :
      c->output_has_tables == 0 && TOUCHES_TABLES(fmt, c) ? VPT_ERR_TABLES :
      c->hooks.invalidate == \null && c->hooks.sync != \null ? VPT_ERR_HOOKS :
      c->hooks.invalidate != \null && c->hooks.sync == \null ? VPT_ERR_HOOKS : VPT_OK; */

/*@ // height of the largest leaves, if the root is at height H
    logic integer leaf_limit(integer fmt, integer bytes, integer H) =
      (bytes == 0 ? common_height(fmt) : leaf_height(fmt, bytes)) < H ?
      (bytes == 0 ? common_height(fmt) : leaf_height(fmt, bytes)) : H; */
#define CONFIG_ROOTS(fmt, c) root_tables(fmt, (c)->geometry.levels, (c)->geometry.input_bits)

/*@ // is a frame number a multiple of the number of root tables, so that a register can hold the address of them all?
    // (frame % roots == 0, number by number: provers divide by constants)
    predicate roots_aligned(integer frame, integer roots) =
      (roots == 2 ==> frame % 2 == 0) && (roots == 3 ==> frame % 3 == 0) && (roots == 4 ==> frame % 4 == 0) &&
      (roots == 5 ==> frame % 5 == 0) && (roots == 6 ==> frame % 6 == 0) && (roots == 7 ==> frame % 7 == 0) &&
      (roots == 8 ==> frame % 8 == 0) && (roots == 9 ==> frame % 9 == 0) && (roots == 10 ==> frame % 10 == 0) &&
      (roots == 11 ==> frame % 11 == 0) && (roots == 12 ==> frame % 12 == 0) && (roots == 13 ==> frame % 13 == 0) &&
      (roots == 14 ==> frame % 14 == 0) && (roots == 15 ==> frame % 15 == 0) && (roots == 16 ==> frame % 16 == 0); */

/* What vpt_init() needs of its arguments, and what it makes of them. */
#define APART(s, c)                                                             \
  \separated(s, c, (c)->pool, (c)->pool->info + (0 .. (c)->pool->count - 1),     \
             (c)->pool->words + (0 .. slot((c)->pool->granule_log2, (c)->pool->count, 0) - 1))
#define UPPER_FIRST(half, end) ((half) == VPT_UPPER ? 0 : (half) == VPT_SIGNED ? (end) / 2 : (end))
#define MADE_OF(s, c, g)                                                                      \
  ((s)->format == (g).format && (s)->pool == (c)->pool && (s)->input_end == (1 << (g).input_bits) && \
   (s)->upper_first == UPPER_FIRST((c)->half, (s)->input_end) && (s)->height == (g).levels - 1 &&    \
   (s)->output_first == (c)->output_first && (s)->output_end == (c)->output_end && (s)->grants == \null && \
   (s)->id == (c)->id && (s)->hooks == (c)->hooks &&                                                 \
   ((s)->never_break != 0 <==> (c)->never_break != 0) && ((s)->resize_live != 0 <==> (c)->resize_live != 0) && \
   (s)->leaf_height == leaf_limit(FMT, (c)->leaf_size_max, (g).levels - 1))
/* All that matters of a configuration that is right; g is its geometry. */
#define FITS(c, g)                                                                                 \
  ((c)->pool->granule_log2 == GRANULE && (c)->pool->first + (c)->pool->count <= frames(FMT) &&       \
   1 <= (g).levels <= 5 && 0 < (g).input_bits <= 59 && 0 < (1 << (g).input_bits) <= 0x800000000000000 && \
   shape(FMT, 1 << (g).input_bits, (g).levels - 1, root_tables(FMT, (g).levels, (g).input_bits)) && \
   0 <= leaf_limit(FMT, (c)->leaf_size_max, (g).levels - 1) <= (g).levels - 1 &&                     \
   (c)->output_first <= (c)->output_end <= oa_end(FMT))
/* n frames from f on that are ready to be root tables; the root tables of a space that are. */
#define ROOTS_ZERO(p, f, n)                                                        \
  ((\forall integer c_; (f) <= c_ < (f) + (n) ==> USED(p, c_)) &&                  \
   (\forall integer c_; (f) <= c_ < (f) + (n) ==> USES(p, c_) == 0) &&             \
   (\forall integer c_, j_; (f) <= c_ < (f) + (n) ==> 0 <= j_ < entries(GRANULE) ==> WORD(p, c_, j_) == 0))
#define ROOTS_EMPTY(s) (\forall integer c_; IS_ROOT(s, c_, 0) ==> \
   IN_POOL((s)->pool, c_) && USED((s)->pool, c_) && EMPTY(s, c_) && USES((s)->pool, c_) == 0)
/* The frames used at L are those that are foreign to the space now. */
#define ALL_ELSE_FOREIGN(s, p, L)                                                                  \
  ((\forall integer c_; IN_POOL(p, c_) ==> FOREIGN(s, c_) ==> \at(USED(p, c_), L)) &&              \
   (\forall integer c_; IN_POOL(p, c_) ==> \at(USED(p, c_), L) ==> FOREIGN(s, c_)))
/* The frames in use are those that were foreign to the space at L, and they are as they were. */
#define ONLY_FOREIGN_USED(s, L) \
  (\forall integer c_; IN_POOL((s)->pool, c_) ==> (USED((s)->pool, c_) <==> \at(FOREIGN(s, c_), L)))
#define FOREIGN_AS_BEFORE(s, L)                                                                     \
  ((\forall integer c_; IN_POOL((s)->pool, c_) ==> \at(FOREIGN(s, c_), L) ==>                      \
      USES((s)->pool, c_) == \at(USES((s)->pool, c_), L)) &&                                        \
   (\forall integer c_, j_; IN_POOL((s)->pool, c_) ==> \at(FOREIGN(s, c_), L) ==>                  \
      0 <= j_ < entries((s)->pool->granule_log2) ==> WORD((s)->pool, c_, j_) == \at(WORD((s)->pool, c_, j_), L)))
#define SAME_FRAMES(p, L)            \
  ((p)->free == \at((p)->free, L) && \
   \forall integer c_; IN_POOL(p, c_) ==> (USED(p, c_) <==> \at(USED(p, c_), L)))

/* --- descriptors --- */

/* `r` (a struct vpt_descriptor) is what `word` is in entry i of a table at height h. */
#define DECODED(r, h, i, word)                                                         \
  ((r).kind == e_kind(FMT, h, word) &&                                                 \
   ((r).kind == VPT_TABLE ==> (r).oa == e_frame(FMT, word) * size(FMT, 0) &&           \
      ((r).exact <==> (word) == mk_table(FMT, e_frame(FMT, word)))) &&                 \
   ((r).kind == VPT_LEAF ==>                                                           \
      (r).oa == e_oa(FMT, h, i, word) && (r).attr == e_attr(FMT, h, word) &&           \
      ((r).exact <==> attr_ok(FMT, e_attr(FMT, h, word)) &&                            \
         (word) == mk_leaf(FMT, h, e_oa(FMT, h, i, word), e_attr(FMT, h, word)))))

#endif
