/* SPDX-License-Identifier: Apache-2.0 */
#define VPT_FORMAT ept
#include "variant.h"
#include "ept.h"

#define OTHER_HALF VPT_LOWER
#include "../core/instance.h"
