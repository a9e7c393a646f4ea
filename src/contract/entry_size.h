/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes mapped by an entry at a height; 0 if the geometry has no such height. */
/*@ requires OBJECT(geometry);
    assigns \nothing;
    behavior known:
      assumes KNOWN(geometry);
      requires \valid_read(geometry);
      ensures none: !HAS_HEIGHT(*geometry, height) ==> \result == 0;
      ensures size: HAS_HEIGHT(*geometry, height) ==> \result == size(FMT, height) && \result > 0; */
LINKAGE uint64_t INSTANCE(entry_size)(const struct vpt_geometry *geometry, unsigned height);
