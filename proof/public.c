/* SPDX-License-Identifier: Apache-2.0 */
/* The proof of the functions that users call, once for every format: each does what its format's function does. */
#define VPT_ABSTRACT_CODEC
#include "object.h"
#include "vpt.c"
