/* SPDX-License-Identifier: Apache-2.0 */
#define VPT_FORMAT x86_64
#include "variant.h"
#include "x86_64.h"

#define OTHER_HALF VPT_SIGNED
#include "../core/instance.h"
