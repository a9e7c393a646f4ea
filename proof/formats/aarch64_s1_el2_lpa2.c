/* SPDX-License-Identifier: Apache-2.0 */
/* The code of the format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/aarch64_s1_el2_lpa2.logic.h"
#include "aarch64_code.h"
#include "format/aarch64_4k_lpa2.h"
#include "format/aarch64_el2.h"
