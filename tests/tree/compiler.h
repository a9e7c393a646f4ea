/* SPDX-License-Identifier: Apache-2.0 */
/* Macros that kernels' trees define before any file is read. */
#define inline inline __attribute__((__unused__)) __attribute__((__no_instrument_function__))
#define __always_inline inline __attribute__((__always_inline__))
#define noinline __attribute__((__noinline__))
#define always_inline __attribute__((__always_inline__))
#define __packed __attribute__((__packed__))
#define __aligned(x) __attribute__((__aligned__(x)))
#define unused __attribute__((__unused__))
#define pure __attribute__((__pure__))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define BIT(n) (1UL << (n))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define PAGE_SIZE 4096
#define PAGE_SHIFT 12
#define NULL ((void *)0)
