/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/aarch64.manual.h"

/* A block is a whole number of pages, and so is the part of an address that stands in place. */
/*@ lemma pages_1: \forall integer x; x % BYTES_1 == 0 ==> x % BYTES_0 == 0;
    lemma pages_2: \forall integer x; x % BYTES_2 == 0 ==> x % BYTES_0 == 0;
    lemma pages_3: \forall integer x; x % BYTES_3 == 0 ==> x % BYTES_0 == 0;
    lemma whole_pages: \forall integer x; 0 <= x ==> x % BYTES_0 == 0 ==>
      x % IN_PLACE == BYTES_0 * (x / BYTES_0 % (IN_PLACE / BYTES_0)); */
#include "format/aarch64.h"
