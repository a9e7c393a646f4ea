/* SPDX-License-Identifier: Apache-2.0 */
#include "loongarch_4k.h"

#define INSTANCE(name) vpt_loongarch_4k_##name
#include "../core/instance.h"
