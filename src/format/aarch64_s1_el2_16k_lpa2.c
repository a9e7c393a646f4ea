/* SPDX-License-Identifier: Apache-2.0 */
#include "aarch64_16k_lpa2.h"
#include "aarch64_el2.h"

#define INSTANCE(name) vpt_aarch64_s1_el2_16k_lpa2_##name
#include "../core/instance.h"
