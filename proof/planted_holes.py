# SPDX-License-Identifier: Apache-2.0
"""The holes that proof/mutants plants: (kind as proof/prove names it, arguments of proof/prove, edits).

An edit is (file, text, what takes its place); no text: a new file. With --logs the logs of the unbroken proof count.
"""

LOGS = ("--logs",)
ASSUMED = "axiom or admitted lemma outside the laws"
ASSUMED_BY_MODELS = "axiom, val, assume or any in the models outside the laws"
OPEN = "goal not proved"
SLOW = "goal that took more than half of its prover's resources"
FALSE = "false statement that was proved"
NOT_TRIED = "run with false statements that tried none"
CONTRADICTORY = "contradictory contract (smoke test)"
TROUBLE = "trouble in a run"
LAW = "law that a format does not prove"
NOT_RUN = "function in no run"
UNVERIFIED = "contract of a function that was not verified"
FILE = "file in no run"
STORE = "store that the bridge does not know"
DRIVER = "fault in the bridge's driver"
OTHERWISE = "text that depends on who reads it"
OLD = "log that is older than the sources"
PARSED_ASSUMPTION = "assumption that Frama-C parsed"
LOOP = "loop without a variant"
RECURSIVE = "recursive definition that is not on the list"
CALLS_ITSELF = "function that calls itself"
PAST_THE_PORT = "store past the port"
ASSEMBLY = "assembly or union in what is proved"
LEMMA = "lemma that no run proves"
DIFFERENT = "symbol that two runs of a format define differently"
OTHER = "compiled function that is not the proved one"

LIVE = ("--run", "core", "--fct", "live", "--no-smoke")
PUSH = ("--run", "pool", "--fct", "push", "--no-smoke")
MARK = "  pool->info[frame - pool->first].free = free;\n"
FALSE_CONTRACT = "/*@ assigns \\nothing; ensures \\false; */\n"
POOL_HEAD = "/* A pool has at most this many frames. */\n"

NEGATIVE = "proof/negative.c"
LAST_NEGATIVE = "void never_one_attribute(void)\n{\n}\n"
BRIDGE_NEGATIVE = "proof/bridge/negative.c"
MODEL_NEGATIVE = "  goal must_stay_open_laws: false\n"

HOLES = [
    # taken for granted
    (ASSUMED, LOGS, [("src/logic/planted.h", "", "/*@ admit lemma planted: \\forall integer x; x == 0; */\n")]),
    (ASSUMED, LOGS, [("src/logic/translation.h", "#ifndef VPT_LOGIC_TRANSLATION_H\n",
                      "/*@ axiomatic P { axiom planted: \\false; } */\n#ifndef VPT_LOGIC_TRANSLATION_H\n")]),
    (ASSUMED, LOGS, [("proof/public.c", '#include "vpt.c"\n', '#include "vpt.c"\n#define LAW admit lemma\n')]),
    (ASSUMED, LOGS, [("src/core/planted.h", "", "/*@ requires 0 < x; admit requires x < 0; */\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/low.mlw", "module Low\n", "module Low\n  axiom planted: false\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/stores.mlw", "module Stores\n", "module Stores\n  val planted () : unit ensures { false }\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/bridge.mlw", "module Bridge\n", "module Bridge\n  axiom planted: false\n")]),
    # text that Why3 does not take for a comment; other files that it loads
    (ASSUMED_BY_MODELS, LOGS, [("models/low.mlw", "module Low\n",
                                "module Low\n  constant planted [@(*]: int\n  axiom planted_too: false\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/low.mlw", "module Low\n",
                                'module Low\n  constant planted: string = "(*"\n  axiom planted_too: false\n')]),
    (ASSUMED_BY_MODELS, LOGS, [("models/low.mlw", "module Low\n",
                                "module Low\n  let rec lemma planted [@vc:divergent] (n: int) : unit ensures { n = 0 } = planted n\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/planted.why", "", "theory Planted\n  axiom planted: false\nend\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/planted.mlcfg", "", "module Planted\n  axiom planted: false\nend\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/low.mlw", "module Low\n", "module Low\n  planted\n")]),
    (ASSUMED_BY_MODELS, LOGS, [("models/laws.mlw", "module Laws\n", "module Laws\n  val planted () : unit ensures { false }\n")]),

    # not proved, or not for sure
    (OPEN, ("--run", "bridge_aarch64_s2", "--no-smoke"),
     [("proof/bridge/aarch64.c", '#include "same_format.h"\n',
       '#include "same_format.h"\n/*@ lemma planted: \\forall integer x; pt_entries(x) == 0; */\n')]),
    (OPEN, ("--run", "pool", "--fct", "frame_bytes", "--no-smoke"),
     [("src/pool.c", "case 14: return 0x4000;", "case 14: return 0x8000;")]),
    (OPEN, ("--run", "model_low"),
     [("models/low.mlw", "  predicate low_ok (", "  lemma planted: forall x: int. x = 0\n  predicate low_ok (")]),
    (SLOW, LOGS, [("proof/harness/provers.py", '    "z3-10": Prover("z3", EMATCHING, 10_000_000)', '    "z3-10": Prover("z3", EMATCHING, 10_000)')]),
    (SLOW, LOGS, [("proof/harness/provers.py", "\nBACKSTOP_S = 60\n", "\nBACKSTOP_S = 0.01\n")]),

    # true statements among the false ones
    (FALSE, ("--run", "negative", "--fct", "never_planted", "--no-smoke"),
     [(NEGATIVE, LAST_NEGATIVE, LAST_NEGATIVE + "/*@ requires VALID(space); assigns \\nothing; ensures space->pool->free >= 0; */\n"
       "void never_planted(const struct vpt *space)\n{\n  (void)space;\n}\n")]),
    (FALSE, ("--run", "bridge_negative", "--fct", "never_empty_memory", "--no-smoke"),
     [(BRIDGE_NEGATIVE, "\\forall integer a; pt_get(MEMORY(space), a) == 0;",
       "\\forall integer x; HW_H(space, x) == pt_stop_h(STOP(space, x));")]),
    (FALSE, ("--run", "model_negative", "--fct", "Negative.must_stay_open_laws"),
     [("models/negative.mlw", MODEL_NEGATIVE, "  goal must_stay_open_laws: forall h. pt_kind pt_fmt h 0 = 0\n")]),
    (NOT_TRIED, LOGS, [("proof/harness/outcome.py", "never_\\w*_ensures", "planted_\\w*_ensures")]),

    # contradictions
    (CONTRADICTORY, ("--run", "pool", "--fct", "mark"),
     [("src/pool.c", "(USED(pool, frame) <==> free != 0);\n", "(USED(pool, frame) <==> free != 0) && free != free;\n")]),
    (CONTRADICTORY, ("--run", "pool", "--fct", "mark"),
     [("src/pool.c", "  pool->info[frame - pool->first].free = free;\n",
       "  pool->info[frame - pool->first].free = free;\n  if (frame < 0) pool->info[0].free = 1;\n")]),
    (CONTRADICTORY, ("--run", "core", "--fct", "translation"),
     [("src/core/operations.h", "/*@ requires 0 <= at.height <= 4 && KIND(at.height, at.word) == VPT_LEAF && ia < end;",
       "/*@ requires 0 <= at.height <= 4 && KIND(at.height, at.word) == VPT_LEAF && ia < end && at.word == 0;")]),
    (CONTRADICTORY, ("--run", "core_operations", "--fct", "leaf_change"),
     [("src/core/operations.h", "  remember(space, ia, at);\n  entry_replace(",
       "  remember(space, ia, at);\n  if (h > space->height) space->leaf_prefix = -1;\n  entry_replace(")]),

    # runs that prove nothing
    (TROUBLE, ("--run", "pool", "--fct", "mark", "--no-smoke"),
     [("src/pool.c", "IN_POOL(pool, frame) && (USED(pool, frame) <==> free != 0);", "planted(frame);")]),
    (TROUBLE, ("--run", "model_low"), [("models/low.mlw", "module Low\n", "module Low\n  predicate planted = 0\n")]),
    (TROUBLE, LOGS, [("build/prove/pool.log", "[prove] done in", "")]),
    (TROUBLE, LOGS, [("build/prove/model_low.log", " goals scheduled", "0 goals scheduled")]),
    # two formats have the same geometry no more: one has no run of its own
    (TROUBLE, LOGS, [("src/format/aarch64_geometry.manual.h", "= CONCATENATED_BITS;", "= REGIME == STAGE_2 ? 4 : 0;")]),
    (TROUBLE, LOGS, [("proof/harness/runs.py", '    "negative": wp', '    "planted": wp.Run("proof/core.c", wp.QUANTIFIERS),\n    "negative": wp')]),

    # what no run looks at
    (LAW, LOGS, [("src/logic/laws_planted.h", "", "/*@ LAW planted: \\forall integer x; x == x; */\n")]),
    (LAW, LOGS, [("proof/bridge/same.h", "/*@ LAW same_fmt:", "/*@ LAW planted: \\true;\n    LAW same_fmt:")]),
    (LAW, LOGS, [("models/laws.mlw", "module Laws\n", "module Laws\n  axiom planted: true\n")]),
    (LAW, LOGS, [("models/laws.mlw", "module Laws\n", "module Laws\n  axiom\n    planted: true\n")]),
    (NOT_RUN, LOGS, [("proof/harness/runs.py", '    "pool": wp.Run("src/pool.c", wp.ARRAYS),\n', "")]),
    (NOT_RUN, LOGS, [("proof/harness/runs.py", '    "range_split": defined_by("range_split"),\n', "")]),
    (NOT_RUN, LOGS, [("src/planted.c", "", "int vpt_planted(void)\n{\n  return 0;\n}\n")]),
    (NOT_RUN, LOGS, [("src/planted.c", "", "struct vpt_result vpt_planted(void)\n{\n  return (struct vpt_result){0};\n}\n")]),
    (NOT_RUN, LOGS, [("src/planted.c", "", '__attribute__((noinline)) int vpt_planted(void)\n{\n  return 0;\n}\n')]),
    # the end of a name that is proved
    (NOT_RUN, LOGS, [("src/core/store.h", '#include "walk.h"\n', '#include "walk.h"\nstatic inline int frame(void)\n{\n  return 0;\n}\n')]),
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, FALSE_CONTRACT + "int vpt_planted(int x);\n" + POOL_HEAD)]),
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, FALSE_CONTRACT + "int frame(int x);\n" + POOL_HEAD)]),
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, FALSE_CONTRACT + "__attribute__((noinline)) int planted(int x);\n" + POOL_HEAD)]),
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, FALSE_CONTRACT + "int (*planted(int x))(int);\n" + POOL_HEAD)]),
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, "/*@ ghost /@ assigns \\nothing; ensures \\false; @/ void planted(void); */\n" + POOL_HEAD),
                        ("src/pool.c", MARK, MARK + "  /*@ ghost planted(); */\n")]),
    # of a library that Frama-C has contracts of
    (UNVERIFIED, PUSH, [("src/pool.c", POOL_HEAD, "#include <stdlib.h>\n" + POOL_HEAD), ("src/pool.c", MARK, MARK + "  (void)abs(free);\n")]),
    (OLD, LOGS, [("src/planted.inc", "", "/* planted */\n")]),
    (OLD, LOGS, [("proof/harness/provers.py", "\nBACKSTOP_S = 60\n", "\nBACKSTOP_S = 61\n")]),
    (FILE, LOGS, [("proof/formats/planted.c", "", "/* no format's */\n")]),
    (FILE, LOGS, [("models/planted.mlw", "", "module Planted end\n")]),
    (STORE, LIVE, [("src/core/entry.h", "  count_up(space, table);\n}\n\n/* Removes", "  store_word(space, table, i, word);\n  count_up(space, table);\n}\n\n/* Removes")]),
    (STORE, LIVE, [("src/core/table.h", "info[frame - space->pool->first].live++;", "info[frame - space->pool->first].live++;\n  vpt_mmu_write(space->pool->words, 0);")]),
    (DRIVER, LOGS, [("proof/bridge/models.driver", '"pt_mapped"(pt_space,pt_mem,integer) = "pt_mapped"',
                     '"pt_mapped"(pt_space,pt_mem,integer) = "pt_not_mapped"')]),
    (DRIVER, LOGS, [("proof/bridge/symbols.h", "logic integer pt_granule;", "logic integer pt_granule, pt_planted;")]),

    # what a text can hide, but not from the parser
    (PARSED_ASSUMPTION, PUSH, [("src/pool.c", POOL_HEAD, POOL_HEAD + "/* */ /*@ axiomatic P { axiom planted: 0 == 1; } */\n")]),
    (PARSED_ASSUMPTION, PUSH, [("src/pool.c", POOL_HEAD, POOL_HEAD + "#define TAKEN(x) x ## iom\n/* */ /*@ axiomatic P { TAKEN(ax) planted: 0 == 1; } */\n")]),
    (PARSED_ASSUMPTION, PUSH, [("src/pool.c", MARK, MARK + "  /* */ /*@ admit planted: free == 0; */\n")]),
    (PARSED_ASSUMPTION, PUSH, [("src/pool.c", POOL_HEAD, POOL_HEAD + '#include "planted.inc"\n'),
                               ("src/planted.inc", "", "/*@ axiomatic P { axiom planted: 0 == 1; } */\n")]),
    (LOOP, PUSH, [("proof/port/mmu.h", "      loop assigns i, words[first .. end - 1];\n      loop variant end - i; */",
      "      loop assigns i, words[first .. end - 1]; */")]),
    (LOOP, PUSH, [("src/pool.c", MARK, MARK + "  while (pool->free < 0) {\n  }\n")]),
    (RECURSIVE, PUSH, [("src/pool.c", POOL_HEAD, POOL_HEAD + "/*@ axiomatic P { logic integer planted(integer n) = 1 + planted(n); } */\n")]),
    (CALLS_ITSELF, PUSH, [("src/pool.c", POOL_HEAD, POOL_HEAD + "/*@ ghost\n  /@ assigns \\nothing; @/\n  void planted(int n)\n  {\n    if (n > 0) planted(n - 1);\n  }\n*/\n")]),
    (CALLS_ITSELF, PUSH, [("src/pool.c", POOL_HEAD, "/*@ assigns \\nothing; */\nstatic void planted(int n);\n/*@ assigns \\nothing; */\nstatic void planted_too(int n)\n{\n  if (n > 0) planted(n - 1);\n}\n\nstatic void planted(int n)\n{\n  planted_too(n);\n}\n\n" + POOL_HEAD)]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  *pool->words = 0;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  uint64_t *planted = pool->words;\n  planted[1] = 0;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  pool->words[2]++;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  --pool->words[2];\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  pool->words[free] |= 1;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  uint64_t *planted = pool->words;\n  *planted++ = pool->words[1]--;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  if (free) pool->words[1] <<= 1; else switch (frame) case 1: 1[pool->words] = 2;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", POOL_HEAD, "static void planted(uint64_t word[2])\n{\n  word[1] = 0;\n}\n" + POOL_HEAD),
                           ("src/pool.c", MARK, MARK + "  planted(&pool->words[1]);\n")]),
    # a word as part of something else
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  struct planted {\n    uint64_t word;\n  };\n  ((struct planted *)pool->words)->word = 0;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  void *planted = pool->words;\n  struct vpt *space = planted;\n  space->root = 0;\n")]),
    (PAST_THE_PORT, PUSH, [("src/pool.c", MARK, MARK + "  (*(uint64_t (*)[4])pool->words)[1] = 0;\n")]),
    (ASSEMBLY, PUSH, [("src/pool.c", MARK, MARK + "  union planted {\n    uint64_t *words;\n    struct vpt *space;\n  } planted = {pool->words};\n"
                       "  planted.space->root = 0;\n")]),
    (ASSEMBLY, PUSH, [("src/pool.c", MARK, MARK + '  __asm__ volatile("");\n')]),
    (LEMMA, ("--run", "x86_64_object", "--no-smoke"),
     [("src/core/object.h", "const struct vpt_format FORMAT = {\n", "/*@ lemma planted: 0 == 1; */\nconst struct vpt_format FORMAT = {\n")]),
    (DIFFERENT, ("--run", "ept,ept_object", "--no-smoke"),
     [("proof/formats/ept.c", '#include "format/ept.manual.h"\n', '#define fmt planted\n#include "format/ept.manual.h"\n')]),

    # what is compiled, and what is proved
    (OTHER, LOGS, [("proof/formats/x86_64.c", '#include "format/x86_64.h"\n', '#include "format/ept.h"\n')]),
    (OTHER, LOGS, [("proof/formats/ept.c", '#include "format/ept.h"\n', '#include "planted.h"\n'),
                   ("proof/formats/planted.h", "", '#define codec_kind planted\n#include "format/ept.h"\n#undef codec_kind\n'
                    "static inline enum vpt_kind codec_kind(int h, uint64_t word)\n{\n  return VPT_INVALID;\n}\n")]),
    (OTHER, LOGS, [("src/format/ept.c", '#include "../core/instance.h"\n',
                    '#define codec_must_break(h, from, to) false\n#include "../core/instance.h"\n')]),
    (OTHER, LOGS, [("proof/core.c", '#include "core/instance.h"\n', '#define codec_must_break(h, from, to) true\n#include "core/instance.h"\n')]),
    (OTHER, LOGS, [("proof/vpt.c", "", '#define VPT_ERR_NULL VPT_ERR_FORMAT\n#include "../src/vpt.c"\n')]),
    (OTHER, LOGS, [("proof/port/mmu.h", "uint64_t first, uint64_t end)\n", "uint64_t first, uint64_t end);\n"
                    "#define vpt_mmu_zero(words, first, end) ((void)0)\nstatic inline void zero(uint64_t *words, uint64_t first, uint64_t end)\n")]),
    (OTHER, LOGS, [("src/hand_over.c", '#include "pool.h"\n', '#include "pool.h"\n#ifdef PLANTED\n#define VPT_ERR_FRAME_USED VPT_ERR_FRAME_FREE\n#endif\n'),
                   ("proof/port/mmu.h", "#include <stdint.h>\n", "#include <stdint.h>\n#define PLANTED\n")]),
    (OTHER, LOGS, [("proof/object.h", "#ifndef VPT_PROOF_OBJECT_H\n", "#define int64_t int32_t\n#ifndef VPT_PROOF_OBJECT_H\n")]),
    (OTHERWISE, LOGS, [("src/core/store.h", '#include "walk.h"\n', '#include "walk.h"\n#ifdef __FRAMAC__\n#endif\n')]),
    (OTHERWISE, LOGS, [("include/vpt/vpt.h", "#ifdef __cplusplus\nextern", "#ifdef __aarch64__\n#endif\n#ifdef __cplusplus\nextern")]),
    (OLD, LOGS, [("src/status.c", "#include", "/* planted */\n#include")]),
]
