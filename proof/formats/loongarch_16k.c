/* SPDX-License-Identifier: Apache-2.0 */
/* The code of the format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/loongarch_16k.logic.h"
#include "format/codec.h"
#include "loongarch_code.h"
#include "format/loongarch_16k.h"
