/* SPDX-License-Identifier: Apache-2.0 */
/* Input sizes, by granule: the heights of roots, up to where tables have all entries, and then the sizes that one table
 * resolves, and those that concatenated ones do. */
#ifndef VPT_PROOF_FORMATS_AARCH64_SIZES_H
#define VPT_PROOF_FORMATS_AARCH64_SIZES_H

#if PAGE == 12 && !LPA2
#define ROOT_LEAST 2
#define ROOT_MOST 3
#define FULL_MOST 4
#define INPUT_SIZES \
  ONE_ROOT(31, 35, BYTES_2, BYTES_3) \
  ONE_ROOT(36, 39, BYTES_2, BYTES_3) \
  ONE_ROOT(40, 44, BYTES_3, BYTES_4) \
  ONE_ROOT(45, 48, BYTES_3, BYTES_4) \
  MANY_ROOTS(40, 43, BYTES_3)
#elif PAGE == 12
#define ROOT_LEAST 2
#define ROOT_MOST 4
#define FULL_MOST 4
#define INPUT_SIZES \
  ONE_ROOT(31, 35, BYTES_2, BYTES_3) \
  ONE_ROOT(36, 39, BYTES_2, BYTES_3) \
  ONE_ROOT(40, 44, BYTES_3, BYTES_4) \
  ONE_ROOT(45, 48, BYTES_3, BYTES_4) \
  ONE_ROOT(49, 52, BYTES_4, BYTES_5) \
  MANY_ROOTS(40, 43, BYTES_3) \
  MANY_ROOTS(49, 52, BYTES_4)
#elif PAGE == 14 && !LPA2
#define ROOT_LEAST 1
#define ROOT_MOST 3
#define FULL_MOST 3
#define INPUT_SIZES \
  ONE_ROOT(26, 31, BYTES_1, BYTES_2) \
  ONE_ROOT(32, 36, BYTES_1, BYTES_2) \
  ONE_ROOT(37, 42, BYTES_2, BYTES_3) \
  ONE_ROOT(43, 47, BYTES_2, BYTES_3) \
  ONE_ROOT(48, 48, BYTES_3, BYTES_4) \
  MANY_ROOTS(37, 40, BYTES_2) \
  MANY_ROOTS(48, 48, BYTES_3)
#elif PAGE == 14
#define ROOT_LEAST 1
#define ROOT_MOST 3
#define FULL_MOST 3
#define INPUT_SIZES \
  ONE_ROOT(26, 31, BYTES_1, BYTES_2) \
  ONE_ROOT(32, 36, BYTES_1, BYTES_2) \
  ONE_ROOT(37, 42, BYTES_2, BYTES_3) \
  ONE_ROOT(43, 47, BYTES_2, BYTES_3) \
  ONE_ROOT(48, 52, BYTES_3, BYTES_4) \
  MANY_ROOTS(37, 40, BYTES_2) \
  MANY_ROOTS(48, 51, BYTES_3)
#else
#define ROOT_LEAST 1
#define ROOT_MOST 2
#define FULL_MOST 2
#define INPUT_SIZES \
  ONE_ROOT(30, 36, BYTES_1, BYTES_2) \
  ONE_ROOT(37, 42, BYTES_1, BYTES_2) \
  ONE_ROOT(43, 45, BYTES_2, BYTES_3) \
  ONE_ROOT(46, 49, BYTES_2, BYTES_3) \
  ONE_ROOT(50, 52, BYTES_2, BYTES_3) \
  MANY_ROOTS(43, 46, BYTES_2)
#endif

#endif
