/* SPDX-License-Identifier: Apache-2.0 */
/* What a kernel's own tree may have in the place of the compiler's header: the types, and nothing else. */
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;
