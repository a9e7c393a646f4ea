/* SPDX-License-Identifier: Apache-2.0 */
/* Number of root tables of a geometry; 0 if there is no such geometry. */
/*@ requires OBJECT(geometry);
    assigns \nothing;
    behavior known:
      assumes KNOWN(geometry);
      requires \valid_read(geometry);
      ensures \result == (GEOMETRY_STATUS(FMT, *geometry) != VPT_OK ? 0 :
                          root_tables(FMT, geometry->levels, geometry->input_bits)); */
LINKAGE unsigned INSTANCE(root_tables)(const struct vpt_geometry *geometry);
