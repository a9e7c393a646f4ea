# SPDX-License-Identifier: Apache-2.0
"""Holes in what Frama-C parsed: each run prints its program as Frama-C understood it, without comments of C, macros
expanded. So no text can hide from what is looked for here."""
import re

from harness import compiled, program, runs, wp
from harness.outcome import LOGS, ROOT

# Defined in terms of themselves, and what grows less: WP does not check it.
MEASURES = {
    "hw_h": "height", "hw_e": "height", "at": "levels below the root", "cnt": "words", "unused": "frames",
    "grid": "height", "meet": "levels below the root", "pick": "height", "need": "bytes that are left",
    "split_need": "bytes that are left"}
# Words of tables are stored by the port alone. It is called by store_word() only, and that by the functions of which
# the bridge says what a store does; and the pool zeroes frames before they are tables.
STORES = {"vpt_mmu_write": {"store_word"},
          "store_word": {"store_leaf", "link_table", "unlink_table", "store_apart", "plug_table"},
          "vpt_mmu_zero": {"vpt_pool_init", "vpt_pool_add"}}
# What is stored to is no word of a table if it is a variable, or part of one, or a member of a struct that is pointed
# to. For words are reached through pointers to words alone: no pointer becomes one through which something else could
# be stored, and unions count as holes. All else may be a word, however it was spelled.
VARIABLE = re.compile(r"[\w.](?:(?!->)[^(])*")
MEMBER = re.compile(r"(?!\*).*-> \w+(?: \. \w+)*")
CAST = re.compile(r"\((?:(?!\bconst\b)[\w\s])+(?:\*(?:[\s*]|const|volatile|restrict)*\)|\(\s*\*[\s*]*\)\s*\[)")
# One store through a pointer is none to a table: vpt_pool_remove() is told where addresses go, and its contract says
# that no word changes.
LISTS = {("vpt_pool_remove", "* ( frames + i )")}
AXIOMS = {"view_get"}  # of proof/bridge/view.h

# None begins with \b: programs are long, and a search for a first letter is ten times as fast.
LOGIC = re.compile(r"(?:logic [^;=(]*?|predicate )(\w+)(?:\{[^}]*\})?\s*\([^;=]*?\)\s*=([^;]*);")
SYMBOL = re.compile(r"(?:logic [^;=(]*?|predicate )(\w+)(?:\{[^}]*\})?\s*(?:\([^;=]*?\))?\s*=[^;]*;")
ASSUMED = re.compile(r"(?:axiom|admit(?: lemma)?) (\w+)?")
LEMMA = re.compile(r"lemma (\w+)((?:[^;])*);")
LOOP = re.compile(r"(?:while|for) \(|do \{")
FOREIGN = re.compile(r"asm(?:__)?\b|(?<!\\)union\b")


def path_of(tree, name, part):
    return tree / LOGS / f"{name}{'.part' if part else ''}.parsed.c"


def text_of(name, part):
    """None if the run has not printed its program, or its log is older."""
    path = path_of(ROOT, name, part)
    return path.read_text() if path.exists() else None


def assumed(name, text, laws, admitting):
    allowed = AXIOMS | (laws if runs.RUNS[name].file in admitting else set())
    return [f"{name}: {match[0]}" for match in ASSUMED.finditer(text) if match[1] not in allowed]


def loops(name, text):
    variants = [has_variant(text[:loop.start()].rstrip()) for loop in LOOP.finditer(text)]
    return [] if all(variants) else [f"{name}: {variants.count(False)} of {len(variants)}"]


def has_variant(before):
    """Does the text end with an annotation that says what grows less?"""
    return before.endswith(("*/", "@/")) and "loop variant" in before[max(before.rfind("/*@"), before.rfind("/@")):]


def recursive(name, text):
    return [f"{name}: {match[1]}" for match in LOGIC.finditer(text)
            if re.search(rf"\b{match[1]}\b", match[2]) and match[1] not in MEASURES]


def calling_themselves(name, functions):
    """By way of others too."""
    reached = {function: set(calls) for function, (_, _, calls) in functions.items()}
    for middle in reached:
        for calls in reached.values():
            if middle in calls:
                calls |= reached[middle]
    return [f"{name}: {function}" for function, calls in reached.items() if function in calls]


def stores(name, functions):
    found = []
    for function, (_, body, _) in functions.items():
        if function not in compiled.PORT:
            found += [f"{name}: {function}: {place}" for place in program.stored(body or "")
                      if not VARIABLE.fullmatch(place) and not MEMBER.fullmatch(place)
                      and (function, place) not in LISTS]
            found += [f"{name}: {function}: {cast}" for cast in CAST.findall(body or "")]
    return found


def callers(name, functions):
    return [f"{name}: {called} in {function}" for function, (_, _, calls) in functions.items()
            for called in sorted(calls & STORES.keys()) if function not in STORES[called]]


def believed(name, functions, proved):
    """What a run has the contract of, or calls, and nobody proves. Names are whole, a format's the core's."""
    names = {function for function, (contract, *_) in functions.items() if contract}
    names = names.union(*(calls for _, _, calls in functions.values())) - compiled.TRUSTED
    return [f"{name}: {function}" for function in sorted(names)
            if not any(compiled.core_name(function, format_) in proved for format_ in runs.formats_of(name))]


def foreign(name, text):
    return [f"{name}: {word}" for word in sorted(set(FOREIGN.findall(text)))]


def open_lemmas(texts, outcomes):
    """Lemmas that a run believes, and none of the same format proves in the same words."""
    def lemmas(name):
        return [(format_, lemma, " ".join(words.split())) for format_ in runs.formats_of(name)
                for lemma, words in LEMMA.findall(texts[name])]

    proved = {item for name in texts for item in lemmas(name)
              if any((goal := outcomes[name].goals.get(f"typed_{part}lemma_{item[1]}")) and goal.proved
                     for part in ("", "models_"))}
    return [f"{name}: {item[1]}" for name in texts for item in lemmas(name) if item not in proved]


def other_symbols(texts):
    """Symbols that a run defines otherwise than the run of its format's code: what it proves would not be about that code."""
    defined = {name: {match[1]: " ".join(match[0].split()) for match in SYMBOL.finditer(text)}
               for name, text in texts.items() if runs.RUNS[name].format}
    return [f"{name}: {symbol} of {format_}" for name in defined for format_ in runs.formats_of(name)
            for symbol, words in defined[name].items() if defined.get(format_, {}).get(symbol, words) != words]


def analysed(outcomes):
    """Of each run of C the functions that it proves; of lemmas alone none, though Frama-C looks at them all."""
    return {name: set() if "-wp-prop" in runs.RUNS[name].part else outcome.functions
            for name, outcome in outcomes.items() if isinstance(runs.RUNS[name], wp.Run)}


def holes(outcomes, part, whole, laws, admitting):
    functions_of = analysed(outcomes)
    texts = {name: text_of(name, part) for name in functions_of}
    missing = [name for name, text in texts.items() if text is None]
    texts = {name: text for name, text in texts.items() if text is not None}
    programs = {name: program.functions(text) for name, text in texts.items()}
    proving = {name: functions for name, functions in functions_of.items() if not runs.RUNS[name].negative}

    def each(kind, of, *more):
        return [item for name, about in of.items() for item in kind(name, about, *more)]

    def proved(name):
        """By the runs that are asked for; of a part, by another, if it is compiled or stands in this one."""
        known = functions_of[name].union(*(functions for other, functions in proving.items() if of_one(name, other)))
        if not whole:
            known |= compiled.names()
            known |= {function for function, (_, body, _) in programs[name].items() if body is not None}
        return known

    not_proved, otherwise = compiled.holes(proving) if not part else ([], [])
    found = {
        "run whose program was not printed": missing,
        "assumption that Frama-C parsed": each(assumed, texts, laws, admitting),
        "loop without a variant": each(loops, texts),
        "recursive definition that is not on the list": each(recursive, texts),
        "function that calls itself": each(calling_themselves, programs),
        "store past the port": each(stores, programs),
        "store that the bridge does not know": each(callers, programs),
        "contract of a function that was not verified": [
            item for name, functions in programs.items() for item in believed(name, functions, proved(name))],
        "assembly or union in what is proved": each(foreign, texts),
        "compiled function that is not the proved one": otherwise,
    }
    if not part:
        found["lemma that no run proves"] = open_lemmas(texts, outcomes)
        found["symbol that two runs of a format define differently"] = other_symbols(texts)
    if whole:
        found["function in no run"] = not_proved
    return found


def of_one(name, other):
    """Does what the other run proves hold for this one? Not if both are of formats, and of different ones."""
    formats, others = set(runs.formats_of(name)), set(runs.formats_of(other))
    return "" in formats | others or formats <= others
