/* SPDX-License-Identifier: Apache-2.0 */
#include "format/loongarch_16k.logic.h"
#include "format/codec.h"

#define U0 4
#define U1 0x2000
#define U2 0x1000000
#include "loongarch_fields.h"

#define LAW lemma
#include "logic/laws_descriptor.h"

#include "loongarch_rights.h"
