/* SPDX-License-Identifier: Apache-2.0 */
/* Output addresses of 48 bits: where they are in a descriptor. */
#ifndef VPT_FORMAT_AARCH64_OA48_H
#define VPT_FORMAT_AARCH64_OA48_H

#define OUTPUT_BITS_MOST 48U
#define OA_LOW 0x1000000000000ULL /* the bits below this stay where they are... */
#define OA_HIGH(word) 0ULL        /* ...and there are none above */
#define OA_PLACED(oa) (oa)

/* SH, bits 9:8: inner shareable for normal cacheable memory; the others are outer shareable
 * whatever is written. */
#define SHARED(attr) ((attr) / 32 == 0 ? 0x300U : 0x200U)

#endif
