/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_query() against the MMU's own address translation. */
#ifndef COMPARE_H
#define COMPARE_H

#include "spaces.h"

/* Asks both about every leaf's edges and about 1,500 addresses drawn at random, for reading and for
 * writing. A guest must be selected (port.h). */
void compare_with_mmu(const struct space *space);

#endif
