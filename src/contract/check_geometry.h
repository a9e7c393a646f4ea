/* SPDX-License-Identifier: Apache-2.0 */
/* Says what is wrong with a geometry, if anything. */
/*@ requires OBJECT(geometry);
    assigns \nothing;
    behavior known:
      assumes KNOWN(geometry);
      requires \valid_read(geometry);
      ensures status: \result == GEOMETRY_STATUS(FMT, *geometry);
      ensures levels: \result == VPT_OK ==> 1 <= geometry->levels <= 5; */
LINKAGE enum vpt_status INSTANCE(check_geometry)(const struct vpt_geometry *geometry);
