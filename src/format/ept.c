/* SPDX-License-Identifier: Apache-2.0 */
#include "ept.h"

#define INSTANCE(name) vpt_ept_##name
#include "../core/instance.h"
