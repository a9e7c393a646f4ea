/* SPDX-License-Identifier: Apache-2.0 */
/* Short names of attributes, for tables of descriptors. */
#ifndef TESTS_SHORT_NAMES_H
#define TESTS_SHORT_NAMES_H

#define R VPT_READ
#define W VPT_WRITE
#define X VPT_EXEC
#define U VPT_USER
#define G VPT_GLOBAL
#define NC VPT_NORMAL_NC
#define DEV VPT_DEVICE

#endif
