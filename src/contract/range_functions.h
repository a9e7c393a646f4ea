/* SPDX-License-Identifier: Apache-2.0 */
/* The contracts of operations on ranges; see functions.h. */
#include "map_check.h"
#include "map.h"
#include "unmap.h"
#include "protect.h"
#include "next_run.h"
