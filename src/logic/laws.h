/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a descriptor format. The core's proof includes this file with LAW = `admit lemma`;
 * each format's proof includes the two halves with LAW = `lemma`, each after the stepping stones to
 * it. They have no guard: they are included once per run.
 */
#include "laws_geometry.h"
#include "laws_descriptor.h"
