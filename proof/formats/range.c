/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's geometry that operations on ranges need: one file for all formats. MANUAL is what the manual
 * says of the shape of tables of the one at hand: in BYTES_0 to BYTES_5 how much an entry maps at each height, and in
 * PER_TABLE how many entries a table has. Before the laws stand stepping stones, height by height: there a remainder is
 * one by a constant.
 */
#include MANUAL
#include "logic/frames.h"
#include "logic/parts.h"

/* A height, the bytes of an entry, and the same of the height above. */
#define HEIGHTS_0_TO_3(X) \
  X(0, BYTES_0, 1, BYTES_1) X(1, BYTES_1, 2, BYTES_2) X(2, BYTES_2, 3, BYTES_3) X(3, BYTES_3, 4, BYTES_4)
#define HEIGHTS_0_TO_4(X) HEIGHTS_0_TO_3(X) X(4, BYTES_4, 5, BYTES_5)
#define HEIGHTS_0_TO_5(X) HEIGHTS_0_TO_4(X) X(5, BYTES_5, none, none)

/* Multiples of a size: their sums and differences, and they are multiples of all sizes below. */
#define SUM(h, bytes, up, more) \
    lemma sum_##h: \forall integer x, y; x % bytes == 0 ==> y % bytes == 0 ==> (x + y) % bytes == 0;
#define ALONG(h, bytes, up, more)                                                                         \
    lemma along_##h: \forall integer oa, ia, x; oa % bytes == 0 ==> ia % bytes == 0 ==> x % bytes == 0 ==> \
      along(FMT,oa,ia,x) % bytes == 0;
#define BELOW(h, bytes, up, more) \
    lemma below_##h: \forall integer x; x % more == 0 ==> x % bytes == 0;
/*@ HEIGHTS_0_TO_5(SUM)
    HEIGHTS_0_TO_5(ALONG)
    HEIGHTS_0_TO_4(BELOW)
    lemma sum: \forall integer h, x, y; 0 <= h <= 5 ==> multiple(FMT,h,x) ==> multiple(FMT,h,y) ==> multiple(FMT,h,x+y);
    lemma own: \forall integer h; 0 <= h <= 5 ==> multiple(FMT,h,size(FMT,h));
    lemma below: \forall integer h, x; 0 <= h <= 4 ==> multiple(FMT,h+1,x) ==> multiple(FMT,h,x);
    lemma sum_below: \forall integer h, k, x, y; 0 <= k <= h <= 5 ==> multiple(FMT,k,x) ==> multiple(FMT,h,y) ==>
      multiple(FMT,k,y) && multiple(FMT,k,x+y); */

/* Regions: where they start, which addresses they have, and that none goes beyond an end that is a multiple. */
#define REGION(h, bytes, up, more)                                                                      \
    lemma start_##h: \forall integer lim, x; 0 <= x < lim ==> start(FMT,lim,h,x) == x / bytes * bytes;  \
    lemma inside_##h: \forall integer lim, x; 0 <= x < lim ==>                                          \
      0 <= start(FMT,lim,h,x) <= x < start(FMT,lim,h,x) + bytes && start(FMT,lim,h,x) % bytes == 0;     \
    lemma region_##h: \forall integer lim, x, y; 0 <= x < lim ==> 0 <= y < lim ==>                      \
      (pre(FMT,lim,h,x) == pre(FMT,lim,h,y) <==> start(FMT,lim,h,y) <= x < start(FMT,lim,h,y) + bytes); \
    lemma end_##h: \forall integer lim, x; 0 <= x < lim ==> lim % bytes == 0 ==>                        \
      start(FMT,lim,h,x) + bytes <= lim;
/*@ HEIGHTS_0_TO_5(REGION)
    lemma regions: \forall integer lim, k, x, y; 0 <= k <= 5 ==> 0 <= x < lim ==> 0 <= y < lim ==>
      (pre(FMT,lim,k,x) == pre(FMT,lim,k,y) <==> start(FMT,lim,k,y) <= x < start(FMT,lim,k,y) + size(FMT,k));
    lemma shape_end: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> 0 <= H <= 4 && multiple(FMT,H,lim); */

/* The next region of the same table: its number, then its index. */
#define NEXT(h, bytes, up, more)                                                                          \
    lemma next_##h: \forall integer lim, x, y; 0 <= x ==> y == x + bytes < lim ==>                        \
      pre(FMT,lim,h,y) == pre(FMT,lim,h,x) + 1;                                                           \
    lemma up_##h: \forall integer lim, x; pre(FMT,lim,up,x) == pre(FMT,lim,h,x) / (more / bytes);         \
    lemma next_rest_##h: \forall integer p; 0 <= p ==> p / (more / bytes) == (p + 1) / (more / bytes) ==> \
      (p + 1) % PER_TABLE == p % PER_TABLE + 1;                                                           \
    lemma next_idx_##h: \forall integer lim, x, y; 0 <= x ==> y == x + bytes < lim ==>                    \
      pre(FMT,lim,up,y) == pre(FMT,lim,up,x) ==> idx(FMT,lim,h,y) == idx(FMT,lim,h,x) + 1;
/*@ HEIGHTS_0_TO_4(NEXT) */

/* Parts, where a table below the root takes the place of a leaf: only there has each table all its entries. */
#define PART(h, bytes, up, more)                                                                                 \
    lemma part_##h: \forall integer i; part(FMT,h,i) == i * bytes;                                               \
    lemma part_start_##h: \forall integer lim, x; 0 <= x < lim ==> more == PER_TABLE * bytes ==>                 \
      start(FMT,lim,h,x) == start(FMT,lim,up,x) + idx(FMT,lim,h,x) * bytes;                                      \
    lemma smaller_##h: leaf_height(FMT,more) == up ==> leaf_height(FMT,bytes) == h && more == PER_TABLE * bytes; \
    lemma last_##h: \forall integer oa; leaf_height(FMT,more) == up ==> 0 <= oa < oa_end(FMT) ==>                \
      oa % more == 0 ==> oa + more <= oa_end(FMT);                                                               \
    lemma part_oa_##h: \forall integer oa, i; leaf_height(FMT,more) == up ==> 0 <= oa < oa_end(FMT) ==>          \
      oa % more == 0 ==> 0 <= i < PER_TABLE ==>                                                                  \
      0 <= part_oa(FMT,h,oa,i) < oa_end(FMT) && part_oa(FMT,h,oa,i) % bytes == 0;
/*@ lemma per_table: entries(GRANULE) == PER_TABLE;
    lemma shape_full: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      size(FMT,h+1) == PER_TABLE * size(FMT,h);
    HEIGHTS_0_TO_3(PART)
    lemma smaller: \forall integer h; 0 <= h <= 3 ==> leaf_height(FMT,size(FMT,h+1)) == h+1 ==>
      leaf_height(FMT,size(FMT,h)) == h; */

#define LAW lemma
#include "logic/laws_range.h"
