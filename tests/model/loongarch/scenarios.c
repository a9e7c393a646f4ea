/* SPDX-License-Identifier: Apache-2.0 */
/* The scenarios of the model test for LoongArch, in the place of those for AArch64. */
#include "../scenarios.h"

#define GIB (UINT64_C(1) << 30)
#define LARGEST (UINT64_C(1) << (PAGE_LOG2 + 2 * (PAGE_LOG2 - 3)))
#define RANGE(first, end) .output_first = (first), .output_end = (end), .leaf_size_max = LARGEST

/* Three levels with `extra` bits of index at the root, and four levels. */
#if PAGE_LOG2 == 12
#define THREE(extra, output_bits) {VPT_LOONGARCH_4K, 12, 3, 30 + (extra), output_bits}
#define FOUR(input_bits, output_bits) {VPT_LOONGARCH_4K, 12, 4, input_bits, output_bits}
#else
#define THREE(extra, output_bits) {VPT_LOONGARCH_16K, 14, 3, 36 + (extra), output_bits}
#define FOUR(input_bits, output_bits) {VPT_LOONGARCH_16K, 14, 4, 48, output_bits}
#endif

/* Pools are small on purpose: calls have to run out of frames. */
const struct scenario scenarios[SCENARIOS] = {
    {.name = "kernel and users",
     .seed = 1,
     .frames = 40,
     .window_oa = 0x40000000,
     .spaces = {{.geometry = FOUR(48, 48), RANGE(GIB + 0x100000, UINT64_C(1) << 48)},
                {.geometry = THREE(9, 44), RANGE(2 * GIB, UINT64_C(1) << 44)},
                {.geometry = FOUR(47, 48), RANGE(2 * GIB, UINT64_C(1) << 47)}}},
    {.name = "a table at physical address 0",
     .seed = 2,
     .frames = 11,
     .window_oa = 0,
     .spaces = {{.geometry = THREE(9, 41), RANGE(GIB, UINT64_C(1) << 41)},
                {.geometry = THREE(1, 40), RANGE(GIB - 0x1000, UINT64_C(1) << 40)},
                {.geometry = FOUR(40, 40), RANGE(0x800000, UINT64_C(1) << 39)}}},
    {.name = "small roots",
     .seed = 3,
     .frames = 26,
     .window_oa = UINT64_C(0x800000C000),
     .spaces = {{.geometry = THREE(1, 40), RANGE(0, 512 * GIB)},
                {.geometry = THREE(2, 42), RANGE(GIB + 0x800, 512 * GIB)},
                {.geometry = THREE(3, 44), RANGE(GIB, 500 * GIB + 0x3001)}}},
    {.name = "high tables",
     .seed = 4,
     .frames = 30,
     .window_oa = UINT64_C(0x7FFFFFF00000),
     .spaces = {{.geometry = THREE(8, 48), RANGE(0, UINT64_C(1) << 44)},
                {.geometry = THREE(7, 48), RANGE(GIB, UINT64_C(1) << 46)},
                {.geometry = FOUR(46, 48), RANGE(0, UINT64_C(1) << 40)}}},
    {.name = "one leaf table, crowded",
     .seed = 5,
     .frames = 6,
     .window_oa = 0x200000,
     .spaces = {{.geometry = THREE(2, 42), RANGE(0x300000, 0x20080500000)},
                {.geometry = THREE(3, 40), RANGE(GIB, 512 * GIB)},
                {.geometry = THREE(4, 43), RANGE(0x280000, 300 * GIB)}}},
    {.name = "plenty of frames",
     .seed = 6,
     .frames = 120,
     .window_oa = UINT64_C(0xFFFFFFE00000),
     .spaces = {{.geometry = FOUR(44, 48), RANGE(0, UINT64_C(0xFFFFFFE00000))},
                {.geometry = FOUR(48, 48), RANGE(GIB, UINT64_C(0xFFFFFFE00000))},
                {.geometry = THREE(9, 48), RANGE(0, UINT64_C(0xFFFFFFE00000))}}},
};
