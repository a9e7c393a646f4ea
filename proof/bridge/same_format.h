/* SPDX-License-Identifier: Apache-2.0 */
/* A format is the same in both languages, definition by definition. */
#include "logic/symbols.h"
#include "models.h"

#define LAW lemma
#include "same.h"
