/* SPDX-License-Identifier: Apache-2.0 */
#include "x86_64.h"

#define INSTANCE(name) vpt_x86_64_##name
#include "../core/instance.h"
