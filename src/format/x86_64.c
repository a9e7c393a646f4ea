/* SPDX-License-Identifier: Apache-2.0 */
#define VPT_FORMAT x86_64
#include "variant.h"
#include "x86_64.manual.h"
#include "x86_64.h"
#include "../core/instance.h"
#include "../core/instance_range.h"
#include "../core/object.h"
