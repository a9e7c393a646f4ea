/* SPDX-License-Identifier: Apache-2.0 */
/** @file @brief What the oracle kernels have in common. */
#ifndef ORACLE_ANSWERS_H
#define ORACLE_ANSWERS_H

#include "batch.h"

/** First result of an image at an address. */
static inline struct batch_result *image_results(uint64_t image_oa)
{
  return (struct batch_result *)(image_oa + ((const struct batch_image *)image_oa)->result_offset);
}

/** Answers all batches of an image; returns how many results there are. */
static inline uint64_t answer_image(uint64_t image_oa,
                                    void (*answer_batch)(const struct batch *batch, struct batch_result *out))
{
  const struct batch_image *image = (const struct batch_image *)image_oa;
  const struct batch *batches = (const struct batch *)(image_oa + image->batch_offset);
  uint64_t count = 0;
  for (uint64_t i = 0; i < image->batch_count; i++) {
    answer_batch(&batches[i], image_results(image_oa) + count);
    count += batches[i].query_count;
  }
  return count;
}

#endif
