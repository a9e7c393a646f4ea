/* SPDX-License-Identifier: Apache-2.0 */
/* What each format provides besides the operations on its spaces (prototypes.h). It has no guard:
 * before it is included, INSTANCE(name) names the functions and, in the contracts, FMT is the format's
 * number and GRANULE the log2 of its granule.
 */

/* Says what is wrong with a geometry of this format, if anything. */
/*@ requires \valid_read(geometry);
    assigns \nothing;
    ensures status: \result == GEOMETRY_STATUS(FMT, *geometry);
    ensures levels: \result == VPT_OK ==> 1 <= geometry->levels <= 5; */
enum vpt_status INSTANCE(check)(const struct vpt_geometry *geometry);

/* Root tables of a geometry that exists. */
/*@ requires \valid_read(geometry) && GEOMETRY_STATUS(FMT, *geometry) == VPT_OK;
    assigns \nothing;
    ensures \result == root_tables(FMT, geometry->levels, geometry->input_bits); */
unsigned INSTANCE(root_tables)(const struct vpt_geometry *geometry);

/* Bytes mapped by an entry at height h. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == size(FMT, h) && \result > 0; */
uint64_t INSTANCE(entry_size)(int h);

/* Decodes one descriptor of a table at height h. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures DECODED(\result, FMT, h, word); */
struct vpt_descriptor INSTANCE(decode)(int h, uint64_t word);

/* Makes an empty space. */
/*@ requires \valid(space) && \valid_read(config) && POOL_OK(config->pool) && APART(space, config) && TLB_CLEAN;
    requires config->geometry.format == FMT;
    assigns *space, config->pool->free, config->pool->info[0 .. config->pool->count - 1].stack,
      config->pool->info[0 .. config->pool->count - 1].position;
    ensures argument: \old(config_status(FMT, config)) != VPT_OK ==> \result == \old(config_status(FMT, config));
    ensures status: \old(config_status(FMT, config)) == VPT_OK ==> \result == VPT_OK || \result == VPT_ERR_NO_FRAMES;
    ensures no_frames: \old(config_status(FMT, config)) == VPT_OK ==>
      (\result == VPT_ERR_NO_FRAMES <==> \old(NO_RUN(config->pool, CONFIG_ROOTS(FMT, config))));
    ensures valid: \result == VPT_OK ==> VALID(space) && MADE_OF(space, config, \at(config->geometry, Pre));
    ensures bare: \result == VPT_OK ==> \forall integer x; !MAPPED(space, x);
    ensures free: \result == VPT_OK ==> space->pool->free == \old(config->pool->free - CONFIG_ROOTS(FMT, config));
    ensures foreign: \result == VPT_OK ==> ALL_ELSE_FOREIGN(space, \at(config->pool, Pre), Pre);
    ensures failed: \result != VPT_OK ==> POOL_OK(config->pool) && SAME_FRAMES(config->pool, Pre); */
enum vpt_status INSTANCE(init)(struct vpt *space, const struct vpt_config *config);
