/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's descriptors. */
#include "format/aarch64.manual.h"
#include "format/codec.h"

#if LPA2
#include "aarch64_lpa2_fields.h"
#elif PAGE == 16
#include "aarch64_64k_fields.h"
#endif
#if REGIME == EL1_AND_0
#include "aarch64_el1_fields.h"
#elif REGIME == EL2
#include "aarch64_el2_fields.h"
#else
#include "aarch64_stage2_fields.h"
#endif
#include "aarch64_reserved.h"
