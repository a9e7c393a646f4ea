/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s1_el2_16k.logic.h"
#include "format/codec.h"
#include "aarch64_el2_fields.h"
