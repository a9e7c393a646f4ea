/* SPDX-License-Identifier: Apache-2.0 */
/* Output addresses of 52 bits in descriptors where DS is 1 (FEAT_LPA2), as proofs see them: bits
 * 49:12 in bits 49:12, bits 51:50 in bits 9:8, where SH is otherwise.
 */
#ifndef VPT_FORMAT_AARCH64_LPA2_LOGIC_H
#define VPT_FORMAT_AARCH64_LPA2_LOGIC_H

#define OUTPUT_END 0x10000000000000
#define IN_PLACE 0x4000000000000
#define HIGH_BITS(e) ((e) / 0x100 % 4)
#define BITS_49_12(oa) ((oa) / 0x1000 % 0x4000000000)
#define BITS_9_8(a, oa) ((oa) / 0x4000000000000)
#define TABLE(f) \
  (BYTES_0 * ((f) % (IN_PLACE / BYTES_0)) + 0x100 * ((f) / (IN_PLACE / BYTES_0)) + 3)
#define LARGEST_OUTPUT 52 /* bits */

#endif
