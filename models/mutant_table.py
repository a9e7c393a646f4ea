# SPDX-License-Identifier: Apache-2.0
"""The breaks of the models that proof/mutants tries: (run, goal that must fail, file, text, what takes its place, what
that is in plain words)."""

FRAMES, LAWS, WALK, SPEC = "frames.mlw", "laws.mlw", "walk.mlw", "specification.mlw"
HIGH, ISOLATION, VIRTUAL, LOW, STORES = "high.mlw", "isolation.mlw", "virtual.mlw", "low.mlw", "stores.mlw"
AARCH64, S2, STATED = "aarch64.mlw", "aarch64_s2/codec.mlw", "stated.mlw"

PARTITION = "partition.mlw"

MUTANTS = [
    # invalidation
    ("refinement", "Invariant.sync_ok'vc", LOW, "(forall k. c.core[k] -> s.acked[g][k]) /\\\n", "true /\\\n",
     "sync returns before every core has acknowledged"),
    ("refinement", "Invariant.ask_ok'vc", LOW, "exists r. r.asked /\\ covered c s g r /\\", "exists r. r.asked /\\",
     "a missing invalidation: what is asked for does not cover what has changed"),
    ("refinement", "Invariant.ack_ok'vc", LOW, "(j = k -> h = g -> not (s.request[g].from_ <= t.t_x < s.request[g].to_))", "true",
     "a core acknowledges and keeps its TLB entries"),
    ("refinement", "Invariant.ack_ok'vc", LOW, "(j = k -> h = g -> not (hit c g s.request[g] p))", "true",
     "a core acknowledges and goes on with old walks"),
    ("refinement", "Invariant.ack_ok'vc", LOW, "(j = k -> h = g -> not (hit c g s.request[g] p))", "(j = k -> h = g -> not (hit c g s.request[g] p /\\ p.p_h = 0))",
     "the walk cache is invalidated at the lowest height only"),
    ("refinement", "Invariant.store_ok'vc", LOW, "s.stale[g][t] \\/\n       (mmu c s.mem g t.t_x = Mapped t.t_leaf /\\ mmu c s2.mem g t.t_x <> Mapped t.t_leaf)",
     "s.stale[g][t]", "a removed translation is not noted as stale"),
    ("refinement", "Invariant.store_ok'vc", LOW, "s.dead[g][p] \\/\n       (current c s.mem g p /\\ not (current c s2.mem g p))", "s.dead[g][p]",
     "a table that is cut off is not noted as dead"),
    ("refinement", "Invariant.store_ok'vc", LOW, "s2.request = s.request[g <- no_request] /\\ s2.acked = s.acked[g <- no_acks ()] /\\",
     "s2.request = s.request /\\ s2.acked = s.acked /\\", "an invalidation asked for before a store counts for the store"),
    ("refinement", "Refinement.sim_sync'vc", LOW, "stale = s.stale[g <- no_translations ()]; dead", "stale = s.stale; dead",
     "sync forgets to end what is stale"),

    # several spaces
    ("partition", "Partition.change_partition", PARTITION, "<-> s.alive b) /\\ others_kept s t a /\\ held",
     "<-> s.alive b) /\\ held", "a call for one space takes tables of another"),
    ("partition", "Partition.change_partition", PARTITION, "foreign t a f <-> foreign s a f", "foreign s a f -> foreign t a f",
     "a call loses a frame"),
    ("partition", "Partition.change_partition", PARTITION, "foreign t a f <-> foreign s a f", "foreign t a f -> foreign s a f",
     "a call gives a frame of another space to the pool"),
    ("partition", "Partition.init_partition", PARTITION, "foreign t a f <-> s.used f", "s.used f -> t.used f",
     "the root of a new space is a frame in use"),
    ("partition", "Partition.destroy_partition", PARTITION, "t.used f <-> foreign s a f", "foreign s a f -> t.used f",
     "destroy leaves a table in use"),
    ("partition", "Partition.refused_partition", PARTITION, "(forall f. t.used f <-> s.used f) /\\", "true /\\",
     "a call that is refused takes a frame"),

    # tables
    ("refinement", "Invariant.store_ok'vc", LOW, "c.guest[k] -> s.dead[k][p] -> p.p_table <> f)", "c.guest[k] -> s.dead[k][p] -> true)",
     "a freed frame is used again before the sync"),
    ("refinement", "Invariant.store_ok'vc", LOW, "place_of c g p x -> mmu c m2 g x = Unmapped)\n  predicate store", "place_of c g p x -> true)\n  predicate store",
     "a region is mapped while walks may still be in its old table"),
    ("refinement", "Invariant.store_ok'vc", LOW, "p.p_h < top c g /\\ pt_zero_table m2 p.p_table /\\", "p.p_h < top c g /\\",
     "a table is cut off that is not empty"),
    ("refinement", "Invariant.store_ok'vc", LOW, "tables_in c s2.mem g /\\ other_spaces_same c s.mem s2.mem g /\\", "tables_in c s2.mem g /\\",
     "a store for one guest changes the tables of another"),
    ("refinement", "Invariant.store_ok'vc", LOW, "    tables_in c s2.mem g /\\ other_spaces_same", "    other_spaces_same",
     "a table is linked that lies outside the pool's window"),
    ("refinement", "Refinement.abs_store'vc", LOW, "(exists f i e. c.lo <= f < c.hi /\\", "(exists f i e. 0 <= f /\\",
     "a table store outside the pool's window"),
    ("stores", "Stores.unlinks_cuts_empty'vc", STORES, "0 < h /\\ pt_zero_table m child /\\ pt_table",
     "0 < h /\\ pt_table", "unlink of a table in use"),
    ("stores", "Stores.region_becomes'vc", STORES, "pt_not_mapped s m2 first bytes) /\\\n    pt_elsewhere_same s m m2 first bytes",
     "pt_not_mapped s m2 first bytes)", "a leaf's store may change other translations"),
    ("stores", "Stores.hole_unmaps'vc", STORES, "     else pt_not_mapped s m2 first bytes)", "     else true)",
     "a leaf's store leaves the old translation in place"),
    ("stores", "Stores.leaf_maps'vc", STORES, "bytes (pt_attr pt_fmt h e)\n     else", "bytes 1\n     else",
     "a leaf's store maps with other attributes"),
    ("stores", "Stores.map_commit'vc", STORES, "pt_silent s m0 m1 /\\ pt_silent s m2 m3 }\n    requires { pt_map", "pt_silent s m2 m3 }\n    requires { pt_map",
     "linking tables for a map changes translations"),

    # the hardware
    ("refinement", "Invariant.gives_current'vc", LOW, "input c g t.t_x /\\ prefix c g p.p_h t.t_x = prefix c g p.p_h x /\\", "input c g t.t_x /\\",
     "a TLB entry for addresses outside the leaf's region"),
    ("refinement", "Invariant.leads_current'vc", LOW, "p_pre = prefix c g p.p_h x;", "p_pre = prefix c g (p.p_h + 1) x;",
     "a walk cache entry for more addresses than the table has"),
    ("refinement", "Refinement.sim_access'vc", LOW, "if not (allows l.lf_attr r) then o = Fault", "if not (allows l.lf_attr Read) then o = Fault",
     "a right granted too much: stores through read-only leaves"),
    ("theorems", "Theorems.low_confined'vc", LOW, "if not (allows l.lf_attr r) then o = Fault", "if r = Execute && not (allows l.lf_attr r) then o = Fault",
     "rights are checked for instruction fetches only"),

    # operations
    ("refinement", "Refinement.sim_map'vc", LOW, "    (r = pt_ok -> leaf_ok c g { lf_ia = ia; lf_size = bytes; lf_oa = oa; lf_attr = attr }) /\\\n", "",
     "a right granted too much: map gives what the guest was not granted"),
    ("refinement", "Refinement.sim_protect'vc", LOW, "(r = pt_ok -> protect_allowed c s g ia attr) /\\\n", "true /\\\n",
     "a right granted too much: protect gives what the guest was not granted"),
    ("refinement", "Refinement.sim_map'vc", LOW, "    idle s g /\\\n    (exists free.", "    (exists free.", "map before the sync of an unmap"),
    ("refinement", "Refinement.sim_make'vc", LOW, "    (forall t. not s.stale[g][t]) /\\ (forall p. not s.dead[g][p]) /\\\n    (exists l. s.broken",
     "    (exists l. s.broken", "break-before-make without the sync in between"),
    ("high", "High.step_ok'vc", HIGH, "else if not (free_region s h.h_map[g] ia bytes) then r = pt_err_mapped", "else if false then r = pt_err_mapped",
     "map over what is mapped"),
    ("high", "High.step_ok'vc", HIGH, "(r = pt_ok /\\ leaf_ok c g { lf_ia", "(r = pt_ok /\\ pt_input s ia /\\ true \\/ leaf_ok c g { lf_ia",
     "map without a grant"),
    ("refinement", "Refinement.abs_store'vc", HIGH, "f[t.t_x] = Mapped t.t_leaf /\\ f2[t.t_x] <> Mapped t.t_leaf", "false",
     "unmap leaves nothing stale"),

    # grants
    ("high", "Config.leaf_confined'vc", HIGH, "c.space[g].sp_end - l.lf_size /\\ granted c g l\n", "c.space[g].sp_end - l.lf_size\n",
     "a leaf outside the grant"),
    ("high", "Config.leaf_confined'vc", HIGH, "      pt_apart (pt_size pt_fmt 0) c.lo c.hi s.sp_first s.sp_end\n", "      true\n",
     "tables inside the allowed output range"),
    ("isolation", "NonInterference.own_view'vc", ISOLATION, "c.grant[g][Read][w] \\/ c.grant[g][Execute][w]", "c.grant[g][Read][w]",
     "what is fetched as an instruction is not counted as observed"),
    ("isolation", "NonInterference.pokes_shared'vc", ISOLATION, "c.guest[k] /\\ k <> g /\\ c.grant[k][Write][w] /\\", "c.guest[k] /\\ k <> g /\\ c.grant[k][Read][w] /\\",
     "interference through words that are shared for reading"),
    ("isolation", "Confinement.stays_removed'vc", ISOLATION, "Map k ia _ bytes _ r -> k = g /\\ r = pt_ok /\\", "Map k ia _ bytes _ r -> k <> g /\\ r = pt_ok /\\",
     "an unmapped address is gone although it is mapped anew"),
    ("virtual", "Virtual.unshared_step'vc", VIRTUAL, "       aligned y -> not (names h k y w)) /\\", "       aligned y -> true) /\\",
     "memory that is in use is mapped again"),

    # the walk and its specification
    ("walk", "Walk.pt_walk_from'vc", WALK, "pure { pt_kind pt_fmt (h + 1) e = 1 } then pure { pt_frame pt_fmt e } else -1",
     "pure { pt_kind pt_fmt (h + 1) e = 2 } then pure { pt_frame pt_fmt e } else -1", "leaves are followed as tables"),
    ("walk", "Walk.pt_congruent'vc", WALK, "let f = pt_at m lim root hh (h + 1) x in\n         let e = pure { pt_entry m lim f (h + 1) x }",
     "let f = pt_at m lim root hh (h + 1) x in\n         let e = pure { pt_entry m lim f h x }", "the index of the wrong height"),
    ("specification", "Translation.pt_map_does'vc", SPEC, "    else if mod ia bytes <> 0 then pt_err_ia_align\n    else if oa", "    else if oa",
     "map does not check the alignment of the input address"),
    ("specification", "Translation.pt_unmap_does'vc", SPEC, "pt_not_mapped s m2 ia r.r_size /\\ pt_elsewhere_same s m m2 ia r.r_size)", "pt_not_mapped s m2 ia r.r_size)",
     "unmap may change other translations"),
    ("specification", "Translation.pt_protect_does'vc", SPEC, "(pt_stop_output s (pt_stops s m ia) ia) bytes attr /\\", "(pt_stop_output s (pt_stops s m ia) ia + 0x1000) bytes attr /\\",
     "protect moves the output address"),

    # formats: a bit of a descriptor that is ignored or misread
    ("aarch64_s2", "Codec.pt_leaf_kind", AARCH64, "else if pt_bit e 0x2 = 1 then (if h = 0 then 2 else 1)", "else if true then (if h = 0 then 2 else 1)",
     "bit 1 ignored: blocks are taken for tables"),
    ("aarch64_s2", "Codec.pt_kind_zero", AARCH64, "if mod e 2 = 0 then 0\n", "if false then 0\n", "the valid bit ignored"),
    ("aarch64", "Aarch64Geometry.pt_step_oa'vc", AARCH64, "else if h = 1 then mod (div e 0x200000) 0x8000000 * 0x200000", "else if h = 1 then mod (div e 0x100000) 0x10000000 * 0x100000",
     "output address of a 2 MiB block with one bit too many"),
    ("aarch64", "Aarch64Geometry.pt_step_start", AARCH64, "else if h = 1 then 0x200000 else if h = 2 then 0x40000000 else if h = 3 then 0x8000000000\n",
     "else if h = 1 then 0x400000 else if h = 2 then 0x40000000 else if h = 3 then 0x8000000000\n", "blocks of 4 MiB"),
    ("aarch64_s2", "Codec.pt_made_attr'vc", S2, "(1 - pt_bit e 0x40000000000000) * 4", "4", "stage 2: execute-never ignored"),
    ("aarch64_s2", "Codec.pt_made_attr'vc", S2, "pt_bit e 0x40 + pt_bit e 0x80 * 2", "pt_bit e 0x80 + pt_bit e 0x40 * 2", "stage 2: read and write swapped"),
    ("stated", "Derived.pt_leaf_only", STATED, "/\\ pt_law_oa_range /\\\n    pt_law_leaf_only\n", "/\\ pt_law_oa_range\n", "a law left out of those that C proves"),
    ("stated", "Derived.pt_table_frame", STATED, "pt_frame pt_fmt (pt_mk_table pt_fmt f) = f\n", "pt_frame pt_fmt (pt_mk_table pt_fmt f) >= f\n", "a law stated weaker than the axiom"),
]
