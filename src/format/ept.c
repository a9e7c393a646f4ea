/* SPDX-License-Identifier: Apache-2.0 */
#define VPT_FORMAT ept
#include "variant.h"
#include "ept.manual.h"
#include "ept.h"
#include "../core/instance.h"
#include "../core/instance_range.h"
#include "../core/object.h"
