# SPDX-License-Identifier: Apache-2.0
"""The theorems that proof/theorems lists."""

CORE = ("core", "core_operations", "core_calls")
RANGES = ("range", "range_map", "range_runs", "range_change", "range_split", "range_lists", "range_calls")
TWO = ("two", "two_owners")
TRANSITIONS = "proof/bridge/operations.c"

# plain words; file; text of the line that states it; runs; functions whose goals are behind it (one that ends in _ is a
# prefix)
CODE = [
    ("**init**: the first thing that is wrong with the configuration is reported, or that there is no aligned run of "
     "free frames, exactly when it is so; otherwise the space is valid, nothing is mapped, and the frames used before are "
     "exactly those foreign to it.",
     "src/contract/init.h", "INSTANCE(init)", CORE,
     ("vpt_core_init", "set_members", "check_config", "reaches_tables", "hooks_agree", "fresh")),
    ("**destroy**: every frame of the space is free and zero again; all others are as they were.",
     "src/contract/destroy.h", "INSTANCE(destroy)", CORE,
     ("vpt_core_destroy", "remove_all", "bare_root", "bare_entries")),
    ("**map**: the hardware translates exactly the `size` bytes at `ia` to those at `oa`, by a leaf of that size with exactly "
     "these attributes, and every other address as before; each error exactly when its condition holds, out of frames exactly "
     "when fewer are free than needed; after an error no word, count or translation has changed; the frames taken are "
     "exactly those needed.",
     "src/contract/map_frame.h", "INSTANCE(map_frame)", CORE,
     ("vpt_core_map_frame", "check_map", "leaf_map", "leaf_map_found", "leaf_build", "output_ok", "region")),
    ("**unmap**: the result is the leaf that was there, of the size that was named, if one was; exactly its bytes are unmapped; "
     "the tables that became empty are free again; no TLB holds anything of the region or of the freed tables.",
     "src/contract/unmap_frame.h", "INSTANCE(unmap_frame)", CORE,
     ("vpt_core_unmap_frame", "leaf_unmap", "leaf_unmap_at", "leaf_unmap_block", "at_base", "translation", "based")),
    ("**protect**: exactly the bytes of the leaf, of the size that was named, if one was, have the new attributes, and the output "
     "addresses that they had; no TLB holds the old ones.",
     "src/contract/protect_frame.h", "INSTANCE(protect_frame)", CORE,
     ("vpt_core_protect_frame", "leaf_protect", "leaf_protect_block", "leaf_change", "entry_replace", "entry_break",
      "store_and_flush")),
    ("**What hooks are told**: the address in full, the bytes, the leaf's size, the space's id, whether a table went and whether "
     "a global leaf did; the invalidation and then the wait for it, once in a call that changes a leaf, and once for each "
     "split; neither on an error. The contract of each call says how often; and, but for splits and for protects of ranges that "
     "break, what was told last: of a leaf all of it, of a range where it begins and ends.",
     "src/core/flush.h", "static inline void flush(", CORE, ("flush", "flush_all", "call_hooks", "address_of")),
    ("**query** says what the hardware's walk does, for every address.",
     "src/contract/query.h", "INSTANCE(query)", CORE,
     ("vpt_core_query", "leaf_query", "leaf_query_at", "leaf_query_block", "find", "look", "walk", "root_table")),
    ("**map of a range**: exactly the bytes asked for are translated to those asked for, with exactly these attributes, and every "
     "other address as before; a range of which a byte is mapped is refused, and the first such byte named; out of frames exactly "
     "when fewer are free than it takes, and it takes the number that it says; else nothing has changed. **map_check** says "
     "the same beforehand.",
     "src/contract/map.h", "INSTANCE(map)", RANGES,
     ("vpt_core_map", "vpt_core_map_check", "check_map_range", "check_range", "limit_of", "range_need", "range_add", "run_add",
      "leaves_bare", "run_end", "pick_height", "between", "met", "met_at", "meet_height", "first_mapped", "entries_fill")),
    ("**unmap of a range**: nothing of it is mapped, no TLB holds any of it, and every other address has the output address "
     "and the attributes that it had; out of frames exactly when fewer are free than both ends take together; the first hole is "
     "named.",
     "src/contract/unmap.h", "INSTANCE(unmap)", RANGES,
     ("vpt_core_unmap", "check_unmap", "check_ends", "range_unmap", "range_clear", "step_clear", "run_clear", "entries_clear",
      "leaves_end", "range_split_ends", "range_ends_need", "stale_with", "stale_flush")),
    ("**unmap of some of a range**: the same of [its start, where it stopped), which is further on; what is left takes no frame, "
     "nor can it be refused.",
     "src/contract/unmap_some.h", "INSTANCE(unmap_some)", RANGES, ("vpt_core_unmap_some", "lemma_between")),
    ("**protect of a range**: what was mapped there, and nothing else, keeps its output address and has the new attributes; "
     "outside all is as unmap leaves it; no TLB holds the old ones.",
     "src/contract/protect.h", "INSTANCE(protect)", RANGES,
     ("vpt_core_protect", "range_protect", "range_change", "step_change", "run_change", "entries_change", "same_end")),
    ("**Splitting** a leaf changes no address's output address or attributes, with and without break-before-make, and takes one "
     "frame.",
     "src/core/split.h", "static void leaf_split(", RANGES,
     ("leaf_split", "entry_split", "entry_exchange", "plug_table", "parts_fill", "store_apart", "range_cut")),
    ("**split of a range**: no leaf in it is larger than asked for, every address has the output address and the attributes that it "
     "had, and only what has an address of the range was split; out of frames exactly when fewer are free than there are such "
     "leaves, of any size, on the way.",
     "src/contract/split.h", "INSTANCE(split)", RANGES,
     ("vpt_core_split", "range_split_need", "range_split", "split_down", "split_once", "split_next")),
    ("**next_run** says how far addresses are translated alike, or not at all, and no less.",
     "src/contract/next_run.h", "INSTANCE(next_run)", RANGES,
     ("vpt_core_next_run", "run_from", "hole_run", "mapped_run", "bare_end", "alike_end", "goes_on", "half_end")),
    ("What users call does, at the place that the input address has in the tables, what the function of the space's format "
     "does; no format, addresses of no space, and null where a space is made or a geometry is checked are refused.",
     "src/vpt.c", "The public functions:", ("public",), ("vpt_", "offset_of", "offset_of_range", "in_full", "outcome_in_full")),
    ("**set_grants**: a list that is out of order, grants a byte of the pool's window, or lacks something that is mapped is "
     "refused, each with its code, and what was granted stays so; otherwise it is the space's, every leaf leads to what it "
     "grants, with these rights and this type, and none to a table. No translation changes.",
     "src/contract/set_grants.h", "INSTANCE(set_grants)", ("public",),
     ("vpt_set_grants", "keep_grants", "grants_in_order", "none_reaches", "range_granted", "frame_oa")),
    ("**A space with grants** stays one: map, unmap, protect, split, of a leaf or of a range, leave every leaf leading to what is "
     "granted, and the list as it is.",
     "src/logic/grants.h", "#define LIMITED(s)", ("public",),
     ("vpt_map_frame", "vpt_unmap_frame", "vpt_protect_frame", "vpt_map", "vpt_unmap", "vpt_unmap_some", "vpt_protect",
      "vpt_split")),
    ("**Refused by grants**: a map of which a byte is not granted with these attributes, and a protect after which one would not be, "
     "do nothing and say so, before all else but that the space names no format.",
     "src/vpt.c", "behavior refused:", ("public",),
     ("vpt_map_frame", "vpt_map", "vpt_map_check", "vpt_protect_frame", "vpt_protect", "may_lead", "all_granted",
      "leaf_may_have", "bytes_granted", "grant_of", "grant_allows", "range_granted")),
    ("Storing a leaf changes the translation of exactly one region.",
     "src/core/store.h", "static inline void store_leaf(", CORE, ("store_leaf", "store_word")),
    ("Linking and unlinking tables changes no translation.",
     "src/core/store.h", "static inline void link_table(", CORE, ("link_table", "unlink_table", "store_word")),
    ("Every step keeps the invariant: no frame is used twice or lost, live counts are right, no table below the root is "
     "empty, the remembered tables are where walks come to, other spaces' frames are untouched.",
     "src/core/entry.h", "static inline int64_t entry_grow(", CORE,
     ("entry_grow", "entry_fill", "entry_clear", "entry_cut", "prune", "leaf_remove", "counting", "remember", "reach", "forget")),
    ("**Two spaces** of one format in one pool: whatever map, unmap or protect of a leaf or a range, init or destroy does to one, "
     "the other is as valid as it was and translates every address as before; what TLBs may hold of it is the same; no frame "
     "belongs to both, and each was handed over to the pool.",
     "proof/two.c", "#define TWO(a, b)", TWO,
     ("one_call", "two_call", "init_beside", "two_init", "two_destroy")),
    ("**Hand-over**: frames that are handed over to a pool, or taken back, leave every space as it was; it translates every address "
     "as before.",
     "proof/two.c", "enum vpt_status two_pool_add(", TWO, ("two_pool_add", "two_pool_add_zero", "two_pool_remove")),
    ("**Two pools**: whatever is called for a space of one, or for that pool, no byte changes of the other, of its frames or of a "
     "space of it, of whatever format; that space translates every address as before, and what TLBs may hold of it is the same.",
     "proof/pools.c", "#define SAME_BYTES(b, L)", ("pools",),
     ("beside_call", "beside_init", "beside_hand_over", "any_call", "any_init", "any_hand_over")),
    ("The hardware's walk, from the root down, and `at`, which the proofs speak of, agree.",
     "src/logic/lemmas.h", "void hardware(", CORE, ("hardware", "nested", "alike", "inhabited", "inhabited_at", "wrapped", "regions")),
    ("A new pool: every frame is free and zero; every bad configuration has its code and changes nothing.",
     "src/contract/pool_init.h", "behavior made:", ("pool",),
     ("vpt_pool_init", "vpt_pool_check", "vpt_pool_configure", "free_all", "frame_bytes", "counting_unused")),
    ("An empty pool has no frame; making it touches neither its window nor its bookkeeping.",
     "src/contract/pool_init_empty.h", "behavior made:", ("hand_over", "pool"), ("vpt_pool_init_empty", "vpt_pool_check", "vpt_pool_configure")),
    ("Frames that are handed over become free and zero, and no other frame changes; frames that are none of the window's, or the "
     "pool's already, have their codes, and nothing has changed.",
     "src/contract/pool_add.h", "behavior added:", ("hand_over",),
     ("vpt_pool_add", "check_add", "first_owned", "own", "own_all", "whole_frames", "frames_in", "frame_slot")),
    ("Frames that the owner calls zero are handed over without a store to them.",
     "src/contract/pool_add_zero.h", "behavior added:", ("hand_over",), ("vpt_pool_add_zero", "check_add", "own", "own_all")),
    ("Frames that are taken back were free, are zero, and are the pool's no more; nothing that is in use has changed.",
     "src/contract/pool_remove.h", "behavior removed:", ("hand_over",), ("vpt_pool_remove", "disown", "frame_oa")),
    ("Taking and giving back a frame changes the state of that frame only; none is taken while a TLB may hold something stale of the call's space, nor does a call begin while one may of the pool's.",
     "src/pool.h", "int64_t vpt_pool_take(", ("pool",), ("vpt_pool_take", "vpt_pool_give", "mark")),
    ("A run of root tables is found exactly if there is an aligned one.",
     "src/pool.h", "ensures none_iff", ("pool",), ("vpt_pool_take_run", "find_run", "take_all", "stack_free", "all_free")),
    ("The hardware's walk is the same in C's logic and in the models, table by table, for every address and any memory.",
     "proof/bridge/same_walk.h", "void same_walk(", ("bridge",), ("same_walk", "same_tables")),
    ("How a space translates an address is the same in both.",
     "proof/bridge/same_space.h", "void same_translation(", ("bridge",), ("same_translation",)),
    ("What **map**'s contract says is the models' transition `pt_map`, every status included, and changes no word outside the "
     "pool's window.",
     TRANSITIONS, "enum vpt_status bridge_map(", ("bridge",), ("bridge_map",)),
    ("What **unmap**'s contract says is the transition `pt_unmap`.",
     TRANSITIONS, "struct vpt_result bridge_unmap(", ("bridge",), ("bridge_unmap",)),
    ("What **protect**'s contract says is the transition `pt_protect`.",
     TRANSITIONS, "enum vpt_status bridge_protect(", ("bridge",), ("bridge_protect",)),
    ("What **query**'s contract says is the transition `pt_query`.",
     TRANSITIONS, "struct vpt_result bridge_query(", ("bridge",), ("bridge_query",)),
    ("**init** changes no word of the window, and makes tables in it which map nothing: what the machine says when a guest comes.",
     "proof/bridge/lives.c", "enum vpt_status bridge_init(", ("bridge_lives",), ("bridge_init",)),
    ("**destroy** changes no word outside the window and none of a frame that another space uses; it leaves zero where the space "
     "was, and nothing in TLBs: what the machine says when a guest goes.",
     "proof/bridge/lives.c", "void bridge_destroy(", ("bridge_lives",), ("bridge_destroy",)),
    ("The stores by which a leaf comes apart are the models' `pt_stores_apart` and `pt_plugs`.",
     "proof/bridge/range_stores.c", "void bridge_plug_table(", ("bridge_range_stores",),
     ("bridge_store_apart", "bridge_plug_table", "bridge_parts")),
]

# plain words; run, or a pattern of runs over one file; lemmas as Theory.lemma
MODELS = [
    ("**Simulation**: each step of the machine with tables and TLBs keeps the invariant, and the machine that users think of "
     "takes the same step, with the same results.",
     "model_refinement", ("Refinement.simulation",)),
    ("**Refinement**: so does every run, from the first state on.",
     "model_refinement", ("Refinement.refinement", "Refinement.init_abstracts")),
    ("**Confinement**: a translation that may be used, live or stale, leads to words that the guest was granted, with granted "
     "rights only, and to no table.",
     "model_isolation", ("Confinement.confined", "Confinement.access_confined")),
    ("**Integrity**: a word changes only by a store of a guest that was granted to write it.",
     "model_isolation", ("Confinement.only_granted_stores",)),
    ("**Grants**: a leaf that an operation may make leads to granted words only, and to no table. For a guest that is granted its "
     "allowed output range, or what is on a list, and nothing else, what the library checks is what a grant needs; no table is "
     "granted if the range, or each item of the list, is apart from the window.",
     "model_high", ("Config.leaf_confined", "Config.range_granted", "Config.range_has_no_table", "Config.list_granted",
                    "Config.list_has_no_table")),
    ("**Splits**: while a leaf comes apart each address leads where it led, with the same rights.",
     "model_isolation", ("Confinement.split_keeps",)),
    ("**Unmap is final**: once unmap has returned, every access there faults, until it is mapped anew.",
     "model_isolation", ("Confinement.unmap_is_final", "Confinement.stays_removed")),
    ("**Non-interference**: what a guest sees of any run, results included, it also sees alone; others come in only as stores "
     "to words that are shared by grant.",
     "model_isolation", ("NonInterference.noninterference",)),
    ("With nothing shared the others do not come in at all; guests with disjoint ranges share nothing.",
     "model_isolation", ("NonInterference.isolation", "NonInterference.disjoint_apart")),
    ("**Virtual memory**: while nothing is shared, a guest's memory is a map from address to value: map and unmap make cells come "
     "and go, a store changes one, a load reads it.",
     "model_virtual", ("Virtual.virtual_memory", "Virtual.virtual_run", "Virtual.virtual_init")),
    ("On any core, through the tables or any TLB, live or stale, a guest reaches granted words only, and no word of a table.",
     "model_theorems", ("Theorems.low_confined",)),
    ("What a TLB holds is as confined as what the tables say.", "model_theorems", ("Theorems.low_tlb_confined",)),
    ("What a TLB keeps under an id, or as global, is found by one guest only.", "model_theorems", ("Theorems.low_one_finds",)),
    ("No access of a guest changes a word of the pool's window.", "model_theorems", ("Theorems.low_tables_safe",)),
    ("After a sync no core remembers a translation that the tables do not say, or a table that is not in use.",
     "model_theorems", ("Theorems.low_sync_clean",)),
    ("At every store each address is translated as before it or as after it; other guests' translations stay.",
     "model_theorems", ("Theorems.low_store_atomic",)),
    ("Non-interference of the machine with tables and TLBs, from its first state on.",
     "model_theorems", ("Theorems.low_noninterference",)),
    ("With nothing shared, a guest's part of a run is a run of its own.", "model_theorems", ("Theorems.low_isolation",)),
    ("Two machines that differ in what a guest was not granted look the same to it.",
     "model_theorems", ("Theorems.low_secrecy",)),
    ("Unmap is final on every core: once no stale translation is left, every access faults, until it is mapped anew.",
     "model_theorems", ("Theorems.low_unmap_is_final",)),
    ("**Map is final**: once a core has executed the fence for what was mapped, or if invalid entries are not remembered, each of "
     "its accesses there goes through the leaf, until that is unmapped, changed or split.",
     "model_isolation", ("Confinement.map_is_final", "Confinement.stays_there", "Confinement.fence_settles")),
    ("The same of the machine with tables and TLBs: with the fence a core translates as the tables do.",
     "model_theorems", ("Theorems.low_fence_is_enough", "Theorems.low_map_is_final")),
    ("What the ready calls after a map execute on RISC-V and LoongArch is that fence.",
     "model_invalidation", ("Invalidation.riscv_fences", "Invalidation.riscv_g_fences", "Invalidation.riscv_vs_fences",
                            "Invalidation.loongarch_fences")),
    ("The transition `pt_map`, seen by the hardware: exactly the bytes asked for, unmapped before, become the new leaf.",
     "model_specification", ("Translation.pt_map_does",)),
    ("`pt_unmap`: exactly the bytes of the leaf that was there become unmapped.",
     "model_specification", ("Translation.pt_unmap_does",)),
    ("`pt_protect`: exactly the bytes of the leaf get the attributes, and keep their output addresses.",
     "model_specification", ("Translation.pt_protect_does",)),
    ("The library's five stores to tables are stores that the machine allows: what they cut off is empty.",
     "model_stores", ("Stores.sets_leaf_cuts_nothing", "Stores.links_cuts_nothing", "Stores.unlinks_cuts_empty",
                      "Stores.apart_cuts_nothing", "Stores.plugs_cuts_nothing", "Stores.others_same",
                      "Stores.others_same_apart")),
    ("The store of a table full of a leaf's parts is the commit of a split, which changes no access.",
     "model_stores", ("Stores.parts_split",)),
    ("**Recipes**: the instructions of each ready hook drop whatever of the space a TLB may keep that the call names, by address, id "
     "and global leaves; a core that executes them has done what was asked.",
     "model_invalidation", tuple(f"Invalidation.{name}" for name in (
         "recipe_acks", "aarch64_el1_covers", "aarch64_el2_covers", "aarch64_s2_covers", "x86_64_covers", "x86_64_pcid_covers",
         "ept_covers", "ept_vpid_covers", "riscv_covers", "riscv_g_covers", "riscv_vs_covers", "loongarch_covers"))),
    ("Where leaves may have several sizes, one instruction for each of the smallest pages drops what one without an address would.",
     "model_invalidation", ("Invalidation.each_drops", "Invalidation.each_drops_step", "Invalidation.tick_tidy")),
    ("What the library asks for when a leaf has gone, with the tables that became empty, names all that is stale.",
     "model_invalidation", ("Invalidation.leaf_asked",)),
    ("The same when leaves of a range have gone or changed.", "model_invalidation", ("Invalidation.range_asked",)),
    ("A whole call, being such stores, commits in one of them.",
     "model_stores", ("Stores.map_commit", "Stores.unmap_commit", "Stores.protect_commit")),
    ("**Partition**: over any sequence of map, unmap, protect, init and destroy on any number of spaces of one format, in a pool that "
     "has its whole window from the start, every frame is the pool's or one space's: none leaks, none is used twice.",
     "model_partition", ("Partition.always", "Partition.all_given_back")),
    ("**Guests that come and go**: each step keeps the invariant, and the machine that users think of takes the same step, in which a "
     "guest comes with nothing mapped, or goes.",
     "model_lives_refinement", ("LivesRefinement.lives_step_ok", "LivesRefinement.lives_simulation",
                                "LivesRefinement.lives_refinement", "LivesRefinement.lives_begin")),
    ("Whoever lives, whenever, reaches granted words only, and no word of a table.",
     "model_lives_theorems", ("LivesTheorems.lives_always", "LivesTheorems.lives_confined", "LivesTheorems.lives_tables_safe")),
    ("When destroy has returned no core remembers anything of the guest.", "model_lives_refinement", ("LivesInvariant.gone_clean",)),
    ("Under an id that nobody has no core remembers anything; of a guest that is leaving they learn nothing more.",
     "model_lives_theorems", ("LivesTheorems.id_is_free", "LivesTheorems.leaving_shrinks")),
    ("Then its ids and its root tables may be another guest's; a frame that is nobody's table may be stored to.",
     "model_lives_theorems", ("LivesTheorems.used_again", "LivesTheorems.frame_is_free")),
    ("Over a whole life, what a guest sees it could see alone, whoever comes and goes beside it; with nothing shared, its run is one "
     "of a machine without the others.",
     "model_lives_theorems", ("LivesTheorems.life_alone", "LivesTheorems.life_isolated")),
    ("**Not about nothing**: for AArch64 stage 2, EPT, LoongArch, RISC-V and x86-64 there is a machine of two isolated "
     "guests, each with memory mapped and a TLB that is not empty, that meets all hypotheses.",
     "model_witness_*", ("Witness.witness", "Witness.wit_config_ok")),
    ("In that machine of AArch64 stage 2 a guest may come, and one may go.",
     "model_lives_witness", ("LivesWitness.lives_witness",)),
]
