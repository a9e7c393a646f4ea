/* SPDX-License-Identifier: Apache-2.0 */
/* Input sizes with a 64 KiB granule. */
#define ROOT_LEAST 1
#define ROOT_MOST 2
#define FULL_MOST 2 /* up to here tables have all entries */
#define INPUT_SIZES \
  ONE_ROOT(30, 36, BYTES_1, BYTES_2) \
  ONE_ROOT(37, 42, BYTES_1, BYTES_2) \
  ONE_ROOT(43, 49, BYTES_2, BYTES_3) \
  ONE_ROOT(50, 52, BYTES_2, BYTES_3) \
  MANY_ROOTS(43, 46, BYTES_2)
