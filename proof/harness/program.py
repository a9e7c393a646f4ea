# SPDX-License-Identifier: Apache-2.0
"""Functions of a program: as Frama-C prints what it parsed, or as the preprocessor leaves it."""
import re
import typing

ANNOTATION = re.compile(r"/\*@[^*]*\*+(?:[^*/][^*]*\*+)*/")
GHOST = re.compile(r"/\*@\s*ghost\b(.*?)\*/", re.S)
GLOBAL = re.compile(r"/\*@\s*(?:logic|predicate|lemma|axiomatic|inductive|type|ghost)\b")  # no contract
CALLS = re.compile(r"\bcalls ([\w\s,]+);")
ATTRIBUTE = re.compile(r"__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)")
DECLARED = re.compile(r"\(\s*(\w+)\s*\)(?=\s*\()")  # a name that had attributes
NAME = re.compile(r"[\w\s*]*?\b(\w+)\s*\(")
MARK = re.compile(ANNOTATION.pattern + r'|"(?:\\.|[^"\\])*"|[{};]')
CALL = re.compile(r"\b(\w+)\s*\(")
NO_CALLS = {"if", "while", "switch", "case", "return", "sizeof", "void"}
TOKEN = re.compile(r'[-+*/%&|^]=|(?:<<|>>|[=!<>])=|<<|>>|->|\+\+|--|&&|\|\||\w+|"(?:\\.|[^"\\])*"|\S')
STORING = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "++", "--"}


class Function(typing.NamedTuple):
    contract: str  # "" without one
    body: typing.Optional[str]  # without annotations; None of a declaration
    calls: frozenset  # names, of what is called through pointers too


def top_level(text):
    """Declarations and definitions: head, body or None. Annotations before a head are part of it."""
    depth, start, brace = 0, 0, None
    for mark in MARK.finditer(text):
        if mark[0] not in "{};":
            continue
        if mark[0] == "{" and depth == 0:
            brace = mark.start()
        depth += {"{": 1, "}": -1, ";": 0}[mark[0]]
        if depth == 0:
            head = text[start:mark.start() if brace is None else brace]
            if mark[0] == ";" or function_name(head):
                yield head, None if brace is None else text[brace + 1:mark.start()]
                start, brace = mark.end(), None


def function_name(head):
    """"" if it is no function's; all of a head that is not understood, which is on no list."""
    words = DECLARED.sub(r"\1", ATTRIBUTE.sub("", ANNOTATION.sub("", head))).strip()
    before = words.split("(")[0]
    if before == words or "=" in before or before.startswith("typedef"):
        return ""
    match = NAME.match(words)
    return match[1] if match else " ".join(words.split())


def functions(text):
    """All functions of a printed program by their names. Ghost ones and ghost code are as the others."""
    text = GHOST.sub(lambda code: code[1].replace("/@", "/*@").replace("@/", "*/"), re.sub(r"(?m)^\s*#.*$", "", text))
    found = {}
    for head, body in top_level(text):
        name, calls = function_name(head), frozenset()
        if not name:
            continue
        contract = "".join(part for part in ANNOTATION.findall(head) if not GLOBAL.match(part))
        if body is not None:
            called = {word for names in CALLS.findall(body) for word in re.findall(r"\w+", names)}
            body = ANNOTATION.sub("", body)
            calls = frozenset(called | set(CALL.findall(ATTRIBUTE.sub("", body)))) - NO_CALLS
        before = found.get(name, Function("", None, frozenset()))
        found[name] = Function(contract or before.contract, before.body if body is None else body,
                               calls or before.calls)
    return found


def definitions(text):
    """All that has braces in a preprocessed text: functions by their names, types and objects by their heads."""
    found = {}
    for head, body in top_level(text):
        if body is not None:
            name = function_name(head) or " ".join(head.split())
            found[name] = found.get(name, "") + " ".join(TOKEN.findall(body))
    return found


def stored(body):
    """All that is stored to, word by word. In a printed body it stands at the beginning of a statement, before the
    operator that stores: Frama-C makes a statement of each effect."""
    depth, words = 0, []
    for token in TOKEN.findall(body):
        if token in STORING:
            yield " ".join(bare(words))
        words.append(token)
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth == 0 and (token in "{};:," or token == "else"
                           or token == ")" and words[0] in ("if", "while", "switch")):
            words = []


def bare(words):
    """Without the parentheses around all of them."""
    depth = 0
    for at, word in enumerate(words):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0:
            return bare(words[1:-1]) if word == ")" and at == len(words) - 1 else words
    return words
