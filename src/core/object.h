/* SPDX-License-Identifier: Apache-2.0 */
/* A format's object: the functions of core/instance.h and core/instance_range.h under the name FORMAT. GRANULE_LOG2 and
 * OTHER_HALF (enum vpt_half) are the format's numbers. Included once by each format's file, after them.
 */
const struct vpt_format FORMAT = {
  .granule_log2 = GRANULE_LOG2,
  .other_half = OTHER_HALF,
  .check_geometry = INSTANCE(check_geometry),
  .root_tables = INSTANCE(root_tables),
  .entry_size = INSTANCE(entry_size),
  .decode = INSTANCE(decode),
  .init = INSTANCE(init),
  .destroy = INSTANCE(destroy),
  .root = INSTANCE(root),
  .map_frame = INSTANCE(map_frame),
  .protect_frame = INSTANCE(protect_frame),
  .unmap_frame = INSTANCE(unmap_frame),
  .query = INSTANCE(query),
  .map_check = INSTANCE(map_check),
  .map = INSTANCE(map),
  .unmap = INSTANCE(unmap),
  .unmap_some = INSTANCE(unmap_some),
  .protect = INSTANCE(protect),
  .split = INSTANCE(split),
  .next_run = INSTANCE(next_run),
};

/* What the proof of the public functions takes an object to be (is_format in proof/object.h). */
/*@ ghost
  /@ assigns \nothing; @/
  void object_holds(void)
  {
    /@ assert numbers: FORMAT.granule_log2 == GRANULE && FORMAT.other_half == BESIDE_LOWER; @/
    /@ assert geometry: FORMAT.check_geometry == &INSTANCE(check_geometry) &&
         FORMAT.root_tables == &INSTANCE(root_tables) && FORMAT.entry_size == &INSTANCE(entry_size) &&
         FORMAT.decode == &INSTANCE(decode); @/
    /@ assert space: FORMAT.init == &INSTANCE(init) && FORMAT.destroy == &INSTANCE(destroy) &&
         FORMAT.root == &INSTANCE(root); @/
    /@ assert leaves: FORMAT.map_frame == &INSTANCE(map_frame) && FORMAT.protect_frame == &INSTANCE(protect_frame) &&
         FORMAT.unmap_frame == &INSTANCE(unmap_frame) && FORMAT.query == &INSTANCE(query); @/
    /@ assert ranges: FORMAT.map_check == &INSTANCE(map_check) && FORMAT.map == &INSTANCE(map) &&
         FORMAT.unmap == &INSTANCE(unmap) && FORMAT.unmap_some == &INSTANCE(unmap_some) &&
         FORMAT.protect == &INSTANCE(protect) && FORMAT.split == &INSTANCE(split) &&
         FORMAT.next_run == &INSTANCE(next_run); @/
  }
*/
