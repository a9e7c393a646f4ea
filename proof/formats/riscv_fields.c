/* SPDX-License-Identifier: Apache-2.0 */
#include "format/riscv.logic.h"
#include "format/codec.h"
#include "riscv_fields.h"

#define LAW lemma
#include "logic/laws_descriptor.h"
