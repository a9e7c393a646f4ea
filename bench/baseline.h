/* SPDX-License-Identifier: Apache-2.0 */
/* What the library is measured against: a hand-written 4-level walker for one format, AArch64
 * stage 1 with a 4 KiB granule and 48 bits, without any check of its arguments.
 *
 * It does the library's job to the bit, and is written for speed: constant shifts, live counts instead of scans, frames
 * that are zero when taken, attributes by table. It is called as the library is: a function in another file, addresses
 * and attributes in, a result struct out.
 */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include "vpt/vpt.h"

struct baseline {
  char *memory;    /* where output address 0 would be */
  uint64_t *root;
  uint32_t *free;  /* stack of free tables, by number; they are zero */
  uint16_t *live;  /* entries in use, by number */
  uint64_t free_count;
  uint64_t window_oa;
  uint64_t bits[128]; /* the descriptor of each sum of attributes, without its output address */
};

/* Tables in `window`, whose first byte has the output address `window_oa`; all of it is zero, as it is again when all
 * pages are unmapped. */
void baseline_init(struct baseline *b, uint64_t *window, uint64_t window_oa, uint64_t tables, uint32_t *free,
                   uint16_t *live);
int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr);
int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr);
struct vpt_result baseline_unmap(struct baseline *b, uint64_t ia);
struct vpt_result baseline_query(const struct baseline *b, uint64_t ia);

/* The same for ranges of leaves of 4 KiB, 2 MiB or 1 GiB (shift 12, 21, 30), with one walk for each table of leaves:
 * tables that mapping a range takes, where nothing is mapped; map, protect, unmap; the run of leaves that go on
 * alike. */
uint64_t baseline_missing(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift);
void baseline_map_range(struct baseline *b, uint64_t ia, uint64_t oa, uint64_t length, uint32_t attr, unsigned shift);
void baseline_protect_range(struct baseline *b, uint64_t ia, uint64_t length, uint32_t attr, unsigned shift);
void baseline_unmap_range(struct baseline *b, uint64_t ia, uint64_t length, unsigned shift);
struct vpt_run baseline_run(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift);

#endif
