/* SPDX-License-Identifier: Apache-2.0 */
/* Input sizes with a 4 KiB granule. */
#define ROOT_LEAST 2
#define ROOT_MOST 3
#define FULL_MOST 4 /* up to here tables have all entries */
#define INPUT_SIZES \
  ONE_ROOT(31, 35, BYTES_2, BYTES_3) \
  ONE_ROOT(36, 39, BYTES_2, BYTES_3) \
  ONE_ROOT(40, 44, BYTES_3, BYTES_4) \
  ONE_ROOT(45, 48, BYTES_3, BYTES_4) \
  MANY_ROOTS(40, 43, BYTES_3)
