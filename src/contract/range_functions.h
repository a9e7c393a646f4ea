/* SPDX-License-Identifier: Apache-2.0 */
/* The same for the functions that work on ranges: see functions.h for what is defined before. A range is named by the
 * offset of its first byte, RANGE_OFFSET(ia, length), which is beyond every space if the space has not all of it. */
#include "map_check.h"
#include "map.h"
#include "unmap.h"
#include "unmap_some.h"
#include "protect.h"
#include "split.h"
#include "next_run.h"
