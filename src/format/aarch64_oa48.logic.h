/* SPDX-License-Identifier: Apache-2.0 */
/* Output addresses of 48 bits in descriptors, as proofs see them: in bits 47:12, as far as they are
 * not 0 by alignment. SH, bits 9:8.
 */
#ifndef VPT_FORMAT_AARCH64_OA48_LOGIC_H
#define VPT_FORMAT_AARCH64_OA48_LOGIC_H

#define OUTPUT_END 0x1000000000000
/* Address bits below this one stand where they stand in the address; the others, and back. */
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) 0
#define BITS_49_12(oa) ((oa) / 0x1000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (BYTES_0 * (f) + 3)
#define LARGEST_OUTPUT 48 /* bits */

#endif
