/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s1_64k.logic.h"
#include "format/codec.h"
#include "aarch64_64k_fields.h"
#include "aarch64_el1_fields.h"
