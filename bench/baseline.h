/* SPDX-License-Identifier: Apache-2.0 */
/* What the library is measured against: a hand-written 4-level walker for one format, AArch64
 * stage 1 with a 4 KiB granule and 48 bits, without any check of its arguments.
 *
 * It is written to be fast: live counts instead of scans, frames that are zero when taken, the
 * shortest encoding. It is called as the library is: a function in another file, addresses and
 * attributes in, a result struct out.
 */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include "vpt/vpt.h"

struct baseline {
  uint64_t *words; /* the window, `words_oa` as output address */
  uint64_t words_oa;
  uint64_t *root;
  uint64_t **free; /* stack of free tables, zero */
  uint16_t *live;  /* entries in use, per table */
  uint64_t free_count;
};

void baseline_init(struct baseline *b, uint64_t *words, uint64_t words_oa, uint64_t tables,
                   uint64_t **free, uint16_t *live);
int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr);
int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr);
struct vpt_result baseline_unmap(struct baseline *b, uint64_t ia);
struct vpt_result baseline_query(const struct baseline *b, uint64_t ia);

#endif
