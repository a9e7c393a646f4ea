#define VPT_ABSTRACT_CODEC
#include "walk.h"
/*@ assigns \nothing; ensures never: \false; ensures never_all: \forall integer a; pt_get(view(w,GRANULE,first),a) == 0; */
void never_w(uint64_t *w, int64_t first) { 
  /*@ ghost same_walk(w, first, 77, 3); */ }
/*@ lemma never_kind: \forall integer h, e; e_kind(FMT,h,e) == 0; */
