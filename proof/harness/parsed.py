# SPDX-License-Identifier: Apache-2.0
"""Holes in what Frama-C parsed: each run prints its program as Frama-C understood it, without comments of C, macros expanded.
So no text can hide from what is looked for here."""
import re

from harness import runs, wp
from harness.outcome import LOGS, ROOT

# Defined in terms of themselves, and what grows less: WP does not check it.
MEASURES = {
    "hw_h": "height", "hw_e": "height", "at": "levels below the root", "cnt": "words", "unused": "frames",
    "grid": "height", "meet": "levels below the root", "pick": "height", "need": "bytes that are left",
    "split_need": "bytes that are left"}
# Who may store through a plain pointer: the port. Tables change by nothing else.
STORES = {"vpt_mmu_write", "vpt_mmu_zero"}
# And one store that is none to a table: vpt_pool_remove() is told where addresses go, and its contract what else is there.
CALLERS = {("hand_over", "*(frames + i) =")}
AXIOMS = {"view_get"}  # of proof/bridge/view.h

LOGIC = re.compile(r"\b(?:logic [^;=(]*?|predicate )(\w+)(?:\{[^}]*\})?\s*\([^;=]*?\)\s*=([^;]*);")
SYMBOL = re.compile(r"\b(?:logic [^;=(]*?|predicate )(\w+)(?:\{[^}]*\})?\s*(?:\([^;=]*?\))?\s*=[^;]*;")
ASSUMED = re.compile(r"\b(?:axiom|admit(?: lemma)?) (\w+)?")
LEMMA = re.compile(r"\blemma (\w+)((?:[^;])*);")
ANNOTATION = re.compile(r"/\*@.*?\*/", re.S)
LOOP = re.compile(r"\bwhile \(|\bfor \(|\bdo \{")
ANNOTATED_LOOP = re.compile(r"(?:/\*@|/@)((?:(?!\*/|@/).)*)(?:\*/|@/)\s*while \(", re.S)
DEFINED = re.compile(r"^(?=\S)[^;{}()=]*?\b(\w+)\([^;{}]*?\)\s*\{\n(.*?)^\}", re.M | re.S)
STORE = re.compile(r"^\s*\*[^;]*?[^=!<>]=[^=]", re.M)


def path_of(tree, name, part):
    return tree / LOGS / f"{name}{'.part' if part else ''}.parsed.c"


def text_of(name, part):
    """None if the run has not printed its program, or its log is older."""
    path = path_of(ROOT, name, part)
    return path.read_text() if path.exists() else None


BROKEN_LOOP = re.compile(r"while \(1\) \{ if \(! \(([^{};]*)\)\) break; (\{ )?")


def closing(words, start):
    """Where the block that begins before `start` ends."""
    depth = 1
    for at in range(start, len(words)):
        depth += {"{": 1, "}": -1}.get(words[at], 0)
        if depth == 0:
            return at
    return len(words)


def one_way(body):
    """A body as it is compared. Where lines end is the printer's choice, after commas too, and whether it writes
    while (c) { B } or, if there is an annotation between, while (1) { if (! (c)) break; { B } }."""
    words = re.sub(r",\s+", ",", re.sub(r"\s+", " ", body))
    while loop := BROKEN_LOOP.search(words):
        inside = words[loop.end():]
        if loop[2]:
            end = closing(words, loop.end())
            if not words.startswith(" }", end + 1):  # more follows in the loop: the braces are no ornament
                inside = loop[2] + inside
            else:
                inside = words[loop.end():end].rstrip() + words[end + 1:]
        words = f"{words[:loop.start()]}while ({loop[1]}) {{ {inside}"
    return words


def program(text):
    """Its functions without annotations: name, body."""
    plain = re.sub(r"^\s*;$\n", "", ANNOTATION.sub("", text), flags=re.M)
    return {name: one_way(body) for name, body in DEFINED.findall(plain)}


def assumed(name, text, laws, admitting):
    allowed = AXIOMS | (laws if runs.RUNS[name].file in admitting else set())
    return [f"{name}: {match[0]}" for match in ASSUMED.finditer(text) if match[1] not in allowed]


def loops(name, text):
    bounded = sum("loop variant" in match[1] for match in ANNOTATED_LOOP.finditer(text))
    count = len(LOOP.findall(text))
    return [f"{name}: {count - bounded} of {count}"] if bounded != count else []


def recursive(name, text):
    return [f"{name}: {match[1]}" for match in LOGIC.finditer(text)
            if re.search(rf"\b{match[1]}\b", match[2]) and match[1] not in MEASURES]


def stores(name, text):
    return [f"{name}: {function}: {' '.join(line.split())}" for function, body in DEFINED.findall(ANNOTATION.sub("", text))
            for line in STORE.findall(body)
            if function not in STORES and (name, " ".join(line.split())) not in CALLERS]


def foreign(name, text):
    return [f"{name}: {word}" for word in sorted(set(re.findall(r"\b(?:asm|__asm__|__asm)\b", text)))]


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


def other_programs(texts):
    """Functions of the formats' files, which the compiler is given, that are not the functions which are proved."""
    core, found = program(texts.get("core", "")) | program(texts.get("range", "")), []
    for name in runs.formats():
        proved = program(texts.get(name, ""))
        for function, body in program(texts.get(f"{name}_object", "")).items():
            known = [core.get(function.replace(f"vpt_{name}_", "vpt_core_")), proved.get(function)]
            if body.replace(f"vpt_{name}_", "vpt_core_") not in known:
                found.append(f"{name}: {function}")
    return found


def holes(outcomes, part, whole, laws, admitting):
    names = [name for name in outcomes if isinstance(runs.RUNS[name], wp.Run)]
    texts = {name: text_of(name, part) for name in names}
    missing = [name for name, text in texts.items() if text is None]
    texts = {name: text for name, text in texts.items() if text is not None}

    def each(kind, *more):
        return [item for name, text in texts.items() for item in kind(name, text, *more)]

    found = {
        "run whose program was not printed": missing,
        "assumption that Frama-C parsed": each(assumed, laws, admitting),
        "loop without a variant": each(loops),
        "recursive definition that is not on the list": each(recursive),
        "store past the port": each(stores),
        "assembly in what is proved": each(foreign),
    }
    if not part:
        found["lemma that no run proves"] = open_lemmas(texts, outcomes)
        found["symbol that two runs of a format define differently"] = other_symbols(texts)
    if whole:
        found["compiled function that is not the proved one"] = other_programs(texts)
    return found
