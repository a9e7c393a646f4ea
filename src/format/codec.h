/* SPDX-License-Identifier: Apache-2.0 */
/* What the core asks of a descriptor format. Every format defines each of these functions.
 *
 * They use unsigned division and remainder by powers of two where one would expect shifts and
 * masks: compilers make the same instructions of both, and provers can reason about the former.
 */
#ifndef VPT_FORMAT_CODEC_H
#define VPT_FORMAT_CODEC_H

#include "vpt/vpt.h"
#include "../logic/symbols.h"
#include "../logic/parts.h"

/* Tables are at most this high: five levels of lookup. */
#define VPT_HEIGHT_MAX 4

/* --- geometry --- */

/* VPT_OK, or what is wrong with the geometry; the format itself is known to be this one. */
/*@ requires \valid_read(geometry);
    assigns \nothing;
    ensures \result == geometry_status(FMT, geometry->levels, geometry->input_bits, geometry->output_bits); */
static enum vpt_status codec_check(const struct vpt_geometry *geometry);

/* Log2 of the granule in bytes, and the input addresses that spaces may have beside those of VPT_LOWER. */
/*@ assigns \nothing;
    ensures \result == GRANULE && 12 <= \result <= 16; */
static inline unsigned codec_granule_log2(void);
/*@ assigns \nothing;
    ensures \result == BESIDE_LOWER; */
static inline enum vpt_half codec_other_half(void);

/* Bytes mapped by one entry of a table at height h. */
/*@ requires 0 <= h <= 5;
    assigns \nothing;
    ensures \result == size(FMT,h) && 0 < \result <= 0x800000000000000; */
static inline uint64_t codec_size(int h);

/* Height at which a leaf maps `size` bytes, or -1. */
/*@ assigns \nothing;
    ensures \result == leaf_height(FMT,size) && -1 <= \result <= 4 && (\result >= 0 ==> size(FMT,\result) == size); */
static inline int codec_leaf_height(uint64_t size);

/* Height of the largest leaves that every CPU with this format has. */
/*@ assigns \nothing;
    ensures \result == common_height(FMT); */
static inline int codec_common_height(void);

/* Is the address a multiple of codec_size(h)? */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result <==> address % size(FMT,h) == 0; */
static inline bool codec_aligned(int h, uint64_t address);

/* Which entry of its table at height h translates `ia`. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \forall integer lim; ia < lim ==> \result == idx(FMT,lim,h,ia);
    ensures \result < entries(GRANULE); */
static inline unsigned codec_index(int h, vpt_ia ia);

/* Number of the region of codec_size(h) bytes that `ia` lies in. */
/*@ requires 0 <= h <= 5;
    assigns \nothing;
    ensures \forall integer lim; ia < lim ==> \result == pre(FMT,lim,h,ia);
    ensures \result >= 0; */
static inline int64_t codec_prefix(int h, vpt_ia ia);

/* Where entry i of the frame with number `frame` in its pool is among the pool's words. */
/*@ requires 0 <= frame < 0x100000000 && i < entries(GRANULE);
    assigns \nothing;
    ensures \result == slot(GRANULE,frame,i); */
static inline int64_t codec_slot(int64_t frame, unsigned i);

/* Entries of a table. */
/*@ assigns \nothing;
    ensures \result == entries(GRANULE) && 0 < \result <= 8192; */
static inline unsigned codec_entries(void);

/* --- descriptors --- */

/* What the hardware makes of `word` in a table at height h. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == e_kind(FMT,h,word); */
static inline enum vpt_kind codec_kind(int h, uint64_t word);

/* Frame number that a table descriptor points to, and the table descriptor that points there. */
/*@ assigns \nothing;
    ensures \result == e_frame(FMT,word); */
static inline int64_t codec_table_frame(uint64_t word);
/*@ requires frame_ok(FMT,frame);
    assigns \nothing;
    ensures \result == mk_table(FMT,frame); */
static inline uint64_t codec_table(int64_t frame);

/* Can a leaf have exactly these attributes? */
/*@ assigns \nothing;
    ensures \result <==> attr_ok(FMT,attr); */
static inline bool codec_attr_ok(vpt_attr attr);

/* The leaf; its output address, if it is entry i of its table; its attributes. */
/*@ requires leaf_ok(FMT,h,oa,attr);
    assigns \nothing;
    ensures \result == mk_leaf(FMT,h,oa,attr); */
static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr);
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == e_oa(FMT,h,i,word); */
static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word);
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == e_attr(FMT,h,word); */
static inline vpt_attr codec_leaf_attr(int h, uint64_t word);

/* Is VPT_GLOBAL among them? */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result <==> is_global(e_attr(FMT,h,word)); */
static inline bool codec_leaf_global(int h, uint64_t word);

/* Must the leaf `from` be invalid for a while before the leaf `to`, of the same output address,
 * replaces it? */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result <==> must_break(FMT,h,from,to); */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to);

/* Must a leaf be invalid for a while before a table that maps the same takes its place? */
/*@ assigns \nothing;
    ensures \result <==> table_breaks(FMT); */
static inline bool codec_table_breaks(void);

#endif
