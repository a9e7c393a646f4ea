/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT_AARCH64_S1_LOGIC_H
#define VPT_FORMAT_AARCH64_S1_LOGIC_H

#include "aarch64_4k.logic.h"
#include "aarch64_el1.logic.h"

/*@ logic integer FMT = VPT_AARCH64_S1; */

#endif
