/* SPDX-License-Identifier: Apache-2.0 */
/* THE BRIDGE'S ONE AXIOM: physical memory, as far as it is the window of a pool, is what C sees at `words`. */
#ifndef VPT_PROOF_BRIDGE_VIEW_H
#define VPT_PROOF_BRIDGE_VIEW_H

#include "logic/translation.h"
#include "models.h"

/*@ axiomatic View {
      // memory with a window of frames of 2^g bytes at `words`, the first of which is number `first`
      logic pt_mem view{L}(uint64_t *words, integer g, integer first) reads words[..];
      // word a of it
      axiom view_get{L}: \forall uint64_t *words, integer g, first, a;
        pt_get(view(words, g, first), a) == words[a - slot(g, first, 0)];
    } */

#endif
