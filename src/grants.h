/* SPDX-License-Identifier: Apache-2.0 */
/* Looking things up in a list of grants. */
#ifndef VPT_GRANTS_H
#define VPT_GRANTS_H

#include "logic/grants.h"

/* Grants that may be looked up. */
#define LIST(grants, count) \
  (0 <= (count) && \valid_read((grants) + (0 .. (count) - 1)) && in_order(grants, count, 0, 0x7fffffffffffffff))

/* May leaves of the grant have these attributes? */
/*@ requires \valid_read(grant);
    assigns \nothing;
    ensures \result <==> allows(grant->rights, grant->types, attr); */
static bool grant_allows(const struct vpt_grant *grant, vpt_attr attr)
{
  vpt_attr rights = grant->rights;
  uint32_t types = attr < 32 ? grant->types : attr < 64 ? grant->types / 2 : grant->types / 4;
  return attr < 96 && types % 2 == 1 && attr / VPT_READ % 2 <= rights / VPT_READ % 2 &&
         attr / VPT_WRITE % 2 <= rights / VPT_WRITE % 2 && attr / VPT_EXEC % 2 <= rights / VPT_EXEC % 2 &&
         attr / VPT_USER % 2 <= rights / VPT_USER % 2 && attr / VPT_GLOBAL % 2 <= rights / VPT_GLOBAL % 2;
}

/* The first grant that ends behind `oa`; `count`, if none does. It may be the one of number `last`. */
/*@ requires LIST(grants, count);
    assigns \nothing;
    ensures range: 0 <= \result <= count;
    ensures before: \forall integer k; 0 <= k < \result ==> grants[k].end <= oa;
    ensures from: \forall integer k; \result <= k < count ==> oa < grants[k].end; */
static int64_t grant_of(const struct vpt_grant *grants, int64_t count, vpt_oa oa, int64_t last)
{
  if (0 <= last && last < count && grants[last].first <= oa && oa < grants[last].end) return last;
  int64_t low = 0, high = count;
  /*@ loop invariant range: 0 <= low <= high <= count;
      loop invariant before: \forall integer k; 0 <= k < low ==> grants[k].end <= oa;
      loop invariant from: \forall integer k; high <= k < count ==> oa < grants[k].end;
      loop assigns low, high;
      loop variant high - low; */
  while (low < high) {
    int64_t middle = low + (int64_t)((uint64_t)(high - low) / 2);
    if (grants[middle].end <= oa) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* How many of the `length` bytes from oa on are granted with these attributes, up to the first that is not. k is what
 * grant_of() says of oa. */
/*@ requires LIST(grants, count) && 0 <= k <= count;
    requires before: \forall integer j; 0 <= j < k ==> grants[j].end <= oa;
    requires from: \forall integer j; k <= j < count ==> oa < grants[j].end;
    assigns \nothing;
    ensures range: 0 <= \result <= length;
    ensures these: BYTES_GRANTED(grants, count, oa, \result, attr);
    ensures next: \result < length ==> !granted(grants, count, oa + \result, attr); */
static uint64_t bytes_granted(const struct vpt_grant *grants, int64_t count, int64_t k, vpt_oa oa, uint64_t length,
                              vpt_attr attr)
{
  uint64_t done = 0;
  /*@ loop invariant range: 0 <= k <= count && 0 <= done <= length;
      loop invariant these: BYTES_GRANTED(grants, count, oa, done, attr);
      loop invariant before: done < length ==> \forall integer j; 0 <= j < k ==> grants[j].end <= oa + done;
      loop invariant from: \forall integer j; k <= j < count ==> oa + done < grants[j].end;
      loop assigns k, done;
      loop variant length - done; */
  while (done < length && k < count && grants[k].first <= oa + done && grant_allows(&grants[k], attr)) {
    uint64_t bytes = grants[k].end - oa;
    if (bytes > length) bytes = length;
    /*@ assert allowed: \forall integer a; oa + done <= a < oa + bytes ==> granted(grants, count, a, attr); */
    done = bytes;
    k++;
  }
  return done;
}

/* Is none of the grants empty, do all lie in [from, to), and in order? */
/*@ requires 0 <= count && \valid_read(grants + (0 .. count - 1)) && to <= 0x7fffffffffffffff;
    assigns \nothing;
    ensures \result <==> in_order(grants, count, from, to); */
static bool grants_in_order(const struct vpt_grant *grants, int64_t count, uint64_t from, uint64_t to)
{
  uint64_t next = from;
  /*@ loop invariant range: 0 <= k <= count && from <= next;
      loop invariant order: in_order(grants, k, from, to);
      loop invariant next: \forall integer j; 0 <= j < k ==> grants[j].end <= next;
      loop invariant last: k == 0 ? next == from : next == grants[k - 1].end;
      loop assigns k, next;
      loop variant count - k; */
  for (int64_t k = 0; k < count; k++) {
    if (grants[k].first < next || grants[k].first >= grants[k].end || grants[k].end > to) return false;
    next = grants[k].end;
  }
  return true;
}

/* Does none have a byte of [from, to)? */
/*@ requires LIST(grants, count);
    assigns \nothing;
    ensures \result <==> none_in(grants, count, from, to); */
static bool none_reaches(const struct vpt_grant *grants, int64_t count, uint64_t from, uint64_t to)
{
  int64_t k = grant_of(grants, count, from, -1);
  return k == count || to <= grants[k].first;
}

/* Output address of a frame. */
/*@ requires pool_shape(pool) && 0 <= frame <= 0x100000000000;
    assigns \nothing;
    ensures \result == FRAME_OA(pool, frame); */
static uint64_t frame_oa(const struct vpt_pool *pool, int64_t frame)
{
  uint64_t number = (uint64_t)frame;
  if (pool->granule_log2 == 12) return number * 0x1000;
  if (pool->granule_log2 == 14) return number * 0x4000;
  return number * 0x10000;
}

#endif
