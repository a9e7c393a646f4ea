/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT_AARCH64_S1_EL2_LPA2_LOGIC_H
#define VPT_FORMAT_AARCH64_S1_EL2_LPA2_LOGIC_H

#include "aarch64_4k_lpa2.logic.h"
#include "aarch64_el2.logic.h"

/*@ logic integer FMT = VPT_AARCH64_S1_EL2_LPA2; */

#endif
