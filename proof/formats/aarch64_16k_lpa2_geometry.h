/* SPDX-License-Identifier: Apache-2.0 */
/* Input sizes with a 16 KiB granule and FEAT_LPA2. */
#define ROOT_LEAST 1
#define ROOT_MOST 3
#define FULL_MOST 3 /* up to here tables have all entries */
#define INPUT_SIZES \
  ONE_ROOT(26, 31, BYTES_1, BYTES_2) \
  ONE_ROOT(32, 36, BYTES_1, BYTES_2) \
  ONE_ROOT(37, 42, BYTES_2, BYTES_3) \
  ONE_ROOT(43, 47, BYTES_2, BYTES_3) \
  ONE_ROOT(48, 52, BYTES_3, BYTES_4) \
  MANY_ROOTS(37, 40, BYTES_2) \
  MANY_ROOTS(48, 51, BYTES_3)
