/* SPDX-License-Identifier: Apache-2.0 */
#include "scenarios.h"

#define S1 VPT_AARCH64_S1
#define EL2 VPT_AARCH64_S1_EL2
#define S2 VPT_AARCH64_S2
#define X86 VPT_X86_64
#define EPT VPT_EPT
#define GIB (UINT64_C(1) << 30)
#define RANGE(first, end) .output_first = (first), .output_end = (end)
#define LARGE(first, end) RANGE(first, end), .leaf_size_max = GIB

/* Pools are small on purpose: calls have to run out of frames. */
const struct scenario scenarios[SCENARIOS] = {
    {.name = "kernel, hypervisor and guest",
     .seed = 1,
     .frames = 40,
     .window_oa = 0x40000000,
     .spaces = {{.geometry = {S1, 12, 4, 48, 48}, RANGE(GIB + 0x100000, UINT64_C(1) << 48)},
                {.geometry = {EL2, 12, 3, 39, 40}, RANGE(2 * GIB, UINT64_C(1) << 40)},
                {.geometry = {S2, 12, 4, 48, 48}, RANGE(2 * GIB, UINT64_C(1) << 47)}}},
    {.name = "three kernels, pool nearly empty",
     .seed = 2,
     .frames = 11,
     .window_oa = 0x1000,
     .spaces = {{.geometry = {S1, 12, 3, 39, 32}, RANGE(GIB, 4 * GIB)},
                {.geometry = {S1, 12, 3, 31, 32}, RANGE(GIB - 0x1000, 4 * GIB)},
                {.geometry = {S1, 12, 4, 40, 36}, RANGE(0x800000, 64 * GIB)}}},
    {.name = "concatenated roots",
     .seed = 3,
     .frames = 36,
     .window_oa = UINT64_C(0x8000003000),
     .spaces = {{.geometry = {S2, 12, 3, 40, 40}, RANGE(0, 512 * GIB)},
                {.geometry = {S2, 12, 3, 41, 42}, RANGE(GIB + 0x800, 512 * GIB)},
                {.geometry = {S2, 12, 3, 42, 44}, RANGE(GIB, 500 * GIB + 0x3001)}}},
    {.name = "sixteen root tables",
     .seed = 4,
     .frames = 48,
     .window_oa = UINT64_C(0x7FFFFFFF0000),
     .spaces = {{.geometry = {S2, 12, 3, 43, 48}, RANGE(0, UINT64_C(1) << 44)},
                {.geometry = {S2, 12, 3, 43, 48}, RANGE(GIB, UINT64_C(1) << 46)},
                {.geometry = {EL2, 12, 4, 47, 48}, RANGE(0, UINT64_C(1) << 40)}}},
    {.name = "one leaf table, crowded",
     .seed = 5,
     .frames = 6,
     .window_oa = 0x200000,
     .spaces = {{.geometry = {EL2, 12, 3, 32, 32}, RANGE(0x300000, 0x80500000)},
                {.geometry = {S1, 12, 3, 33, 40}, RANGE(GIB, 32 * GIB)},
                {.geometry = {S2, 12, 3, 34, 36}, RANGE(0x206000, 3 * GIB)}}},
    {.name = "plenty of frames",
     .seed = 6,
     .frames = 120,
     .window_oa = UINT64_C(0xFFFFFFF00000),
     .spaces = {{.geometry = {S1, 12, 4, 44, 48}, RANGE(0, UINT64_C(0xFFFFFFF00000))},
                {.geometry = {EL2, 12, 4, 48, 48}, RANGE(GIB, UINT64_C(0xFFFFFFF00000))},
                {.geometry = {S2, 12, 3, 39, 48}, RANGE(0, UINT64_C(0xFFFFFFF00000))}}},
    {.name = "x86 with 4 and 5 levels, a guest",
     .seed = 7,
     .frames = 40,
     .window_oa = 0x40000000,
     .spaces = {{.geometry = {X86, 12, 4, 48, 46}, LARGE(GIB + 0x100000, UINT64_C(1) << 46)},
                {.geometry = {X86, 12, 5, 57, 52}, LARGE(2 * GIB, UINT64_C(1) << 52)},
                {.geometry = {EPT, 12, 4, 48, 39}, LARGE(2 * GIB, UINT64_C(1) << 39)}}},
    {.name = "guests with 4 and 5 levels, pool at the end of all addresses",
     .seed = 8,
     .frames = 60,
     .window_oa = UINT64_C(0xFFFFFFFFC0000),
     .spaces = {{.geometry = {EPT, 12, 5, 57, 52}, LARGE(0, UINT64_C(0xFFFFFFFFC0000))},
                {.geometry = {EPT, 12, 5, 49, 52}, LARGE(GIB, UINT64_C(0xFFFFFFFFC0000))},
                {.geometry = {X86, 12, 4, 40, 52}, LARGE(0, UINT64_C(0xFFFFFFF800000))}}},
};
