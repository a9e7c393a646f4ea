/* SPDX-License-Identifier: Apache-2.0 */
#include "toy.h"

#define FORMAT toy
#define INSTANCE(name) toy_##name
#include <core/instance.h>
#include <core/instance_range.h>
#include <core/object.h>
