/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief The image that the host program hands to an oracle kernel, and what comes back.
 *
 * The host writes one file, which the emulator loads at an address both sides know (`machine.h` of
 * the architecture). All numbers are 64-bit little endian, all offsets are bytes from the start of
 * the image:
 *
 *     struct batch_image                     header
 *     struct batch[batch_count]              at batch_offset
 *     struct batch_query[]                   at each batch's query_offset
 *     tables                                 anywhere; the kernel never looks at them
 *     struct batch_result[]                  at result_offset: room, beyond the end of the file
 *
 * The kernel loads each batch's register values, answers its queries in order, and at the end
 * writes the results of all batches, one after another, to the file `result_name`. It knows nothing
 * about descriptors: the values of all registers come from the host, and what an answer means is
 * judged by the host. What a register, an operation and an answer are is the architecture's own
 * matter and stands in its `machine.h`.
 */
#ifndef ORACLE_BATCH_H
#define ORACLE_BATCH_H

#include <stdint.h>

#define BATCH_MAGIC 0x314C434154505600ULL
#define BATCH_REGISTERS 16
#define BATCH_NAME_BYTES 256

struct batch_image {
  uint64_t magic;
  uint64_t batch_count;
  uint64_t batch_offset;
  uint64_t result_offset;
  char result_name[BATCH_NAME_BYTES]; /* nul-terminated, as the emulator opens it */
};

struct batch {
  uint64_t registers[BATCH_REGISTERS]; /* enum machine_register of the architecture */
  uint64_t query_offset;
  uint64_t query_count;
};

struct batch_query {
  uint64_t address;   /* input address */
  uint64_t operation; /* enum machine_operation of the architecture */
};

/** The machine's answer, raw: two words, as `machine.h` says for each operation. */
struct batch_result {
  uint64_t status;
  uint64_t detail;
};

#endif
