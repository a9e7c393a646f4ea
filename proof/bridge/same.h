/* SPDX-License-Identifier: Apache-2.0 */
/* A format is the same in both languages: every symbol of src/logic/symbols.h that the models know. The proof of the
 * walk includes this file with LAW = `admit lemma`; each format's proof with LAW = `lemma`. */
/*@ LAW same_fmt: FMT == pt_fmt;
    LAW same_granule: GRANULE == pt_granule;
    LAW same_entries: entries(GRANULE) == pt_entries(GRANULE);
    LAW same_slot: \forall integer f, i; slot(GRANULE,f,i) == pt_slot(GRANULE,f,i);

    LAW same_frames: frames(FMT) == pt_frames(FMT);
    LAW same_oa_end: oa_end(FMT) == pt_oa_end(FMT);
    LAW same_size: \forall integer h; size(FMT,h) == pt_size(FMT,h);
    LAW same_pre: \forall integer lim, h, x; pre(FMT,lim,h,x) == pt_pre(FMT,lim,h,x);
    LAW same_start: \forall integer lim, h, x; start(FMT,lim,h,x) == pt_start(FMT,lim,h,x);
    LAW same_idx: \forall integer lim, h, x; idx(FMT,lim,h,x) == pt_idx(FMT,lim,h,x);
    LAW same_leaf_height: \forall integer bytes; leaf_height(FMT,bytes) == pt_leaf_height(FMT,bytes);
    LAW same_shape: \forall integer lim, H, n; shape(FMT,lim,H,n) <==> pt_shape(FMT,lim,H,n);

    LAW same_kind: \forall integer h, e; e_kind(FMT,h,e) == pt_kind(FMT,h,e);
    LAW same_frame: \forall integer e; e_frame(FMT,e) == pt_frame(FMT,e);
    LAW same_table: \forall integer f; mk_table(FMT,f) == pt_mk_table(FMT,f);
    LAW same_attr_ok: \forall integer a; attr_ok(FMT,a) <==> pt_attr_ok(FMT,a);
    LAW same_leaf: \forall integer h, oa, a; mk_leaf(FMT,h,oa,a) == pt_mk_leaf(FMT,h,oa,a);
    LAW same_oa: \forall integer h, i, e; e_oa(FMT,h,i,e) == pt_oa(FMT,h,i,e);
    LAW same_attr: \forall integer h, e; e_attr(FMT,h,e) == pt_attr(FMT,h,e);
    LAW same_leaf_ok: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) <==> pt_leaf_ok(FMT,h,oa,a); */
