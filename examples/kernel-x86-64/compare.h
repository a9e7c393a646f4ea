/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMPARE_H
#define COMPARE_H

#include "process.h"

/* Loads at both edges of every leaf of the space, in holes, and at random addresses: vpt_query() must
 * say which of them work, where the bytes come from, and the error code of the others. Prints a line
 * and is a check. The space must be the process's, or for the kernel that in use. */
void compare_with_mmu(struct process *who, const struct vpt *space);

#endif
