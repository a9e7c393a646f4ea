/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/x86_64.manual.h"
#include "x86_code.h"
#include "format/x86_64.h"
