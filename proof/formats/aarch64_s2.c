/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s2.logic.h"
#include "format/aarch64_s2.h"

#define LAW lemma
#include "aarch64_geometry.h"
#include "logic/laws_geometry.h"
#include "aarch64_descriptor.h"
#include "logic/laws_descriptor.h"
