/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT_AARCH64_S2_16K_LOGIC_H
#define VPT_FORMAT_AARCH64_S2_16K_LOGIC_H

#include "aarch64_16k.logic.h"
#include "aarch64_stage2.logic.h"

/*@ logic integer FMT = VPT_AARCH64_S2_16K; */

#endif
