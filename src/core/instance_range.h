/* SPDX-License-Identifier: Apache-2.0 */
/* Operations on ranges for one format, static functions that its object (object.h) holds; included after instance.h. */
#include "range_map.h"
#include "split.h"
#include "../logic/range.h"
