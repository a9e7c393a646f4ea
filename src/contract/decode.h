/* SPDX-License-Identifier: Apache-2.0 */
/* Decodes one descriptor of a table at a height; invalid if the geometry has no such height. */
/*@ requires OBJECT(geometry);
    assigns \nothing;
    behavior known:
      assumes KNOWN(geometry);
      requires \valid_read(geometry);
      ensures none: !HAS_HEIGHT(*geometry, height) ==> \result.kind == VPT_INVALID;
      ensures decoded: HAS_HEIGHT(*geometry, height) ==> DECODED(\result, height, index, word); */
LINKAGE struct vpt_descriptor INSTANCE(decode)(const struct vpt_geometry *geometry, unsigned height, unsigned index,
                                               uint64_t word);
