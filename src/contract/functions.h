/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of a format and the functions that users call have the same contracts: one text for each, named after
 * it. None has a guard. Before them these are defined:
 *   INSTANCE(name)  names the function: that of a format, or the public one
 *   LINKAGE         nothing, or static
 *   OFFSET(ia)      what the tables translate of an input address: a number below input_end, if the space has it.
 *                   A format's functions are given offsets, the public ones addresses
 *   KNOWN(x)        x (a space, a geometry, a configuration) is there and names a format: true of a format's functions
 *   OBJECT(x)       and if so, the object that it names is a format's; nothing is asked of a format's functions
 *   MAY_LEAD(...), LEAF_MAY_HAVE(...), RANGE_MAY_HAVE(...)  the space's grants allow it; true of a format's functions
 * What the public functions say of an x that is not KNOWN stands at their definitions in vpt.c. Those that work on
 * ranges are in range_functions.h, apart: only what includes logic/range.h can read them.
 */
#include "check_geometry.h"
#include "root_tables.h"
#include "entry_size.h"
#include "decode.h"
#include "destroy.h"
#include "root.h"
#include "map_frame.h"
#include "protect_frame.h"
#include "unmap_frame.h"
#include "query.h"
