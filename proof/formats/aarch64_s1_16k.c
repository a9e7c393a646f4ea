/* SPDX-License-Identifier: Apache-2.0 */
/* The code of the format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/aarch64_s1_16k.logic.h"
#include "aarch64_code.h"
#include "format/aarch64_16k.h"
#include "format/aarch64_el1.h"
