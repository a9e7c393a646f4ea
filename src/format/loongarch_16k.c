/* SPDX-License-Identifier: Apache-2.0 */
#include "loongarch_16k.h"

#define INSTANCE(name) vpt_loongarch_16k_##name
#include "../core/instance.h"
