/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/ept.manual.h"
#include "x86_code.h"

/* Fields side by side. */
/*@ lemma rights_3: \forall integer a; 0 <= a ==> a % 8 == read_right(a) + 2 * write_right(a) + 4 * exec_right(a);
    lemma rights_2: \forall integer a; 0 <= a ==> a % 4 == read_right(a) + 2 * write_right(a);
    lemma level_and_global: \forall integer a; 0 <= a ==> a / 8 % 4 == user_right(a) + 2 * global(a);
    lemma word_rights: \forall integer e; 0 <= e ==> e % 8 == rd(e) + 2 * wr(e) + 4 * ex(e);
    lemma type_and_ipat: \forall integer e; 0 <= e ==> e / 0x8 % 16 == memory_field(e) + 8 * ipat(e); */
#include "format/ept.h"
