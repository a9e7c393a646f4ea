/* SPDX-License-Identifier: Apache-2.0 */
/* The proof of the walk, for every format at once: of a format it knows that both languages mean the same. */
#define VPT_ABSTRACT_CODEC
#include "walk.h"
