/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s1_lpa2.logic.h"
#include "format/codec.h"
#include "aarch64_lpa2_fields.h"
#include "aarch64_el1_fields.h"
