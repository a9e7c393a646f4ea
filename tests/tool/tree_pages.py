# SPDX-License-Identifier: Apache-2.0
"""`vpt tree`: what the page and the picture say, and that a real browser shows and folds them."""
import html
import json
import re
import xml.etree.ElementTree

from harness import *
from images import *

SECONDS = 120  # of the browser; a busy host is slow
SVG = "{http://www.w3.org/2000/svg}"


def picture_tables():
    image = Image(7)
    image.chain(0, 0, 0)
    for page in range(300):
        image.put(3, page, 0x80000000 + page * 0x1000 | KERNEL_RW | PAGE)
    image.put(3, 400, 0x90000000 | KERNEL_RX | PAGE)
    image.link(0, 3, 4)          # an empty table
    image.link(0, 5, 1)          # a table that is met again
    image.put(0, 6, 1 << 40 | TABLE)
    image.put(0, 7, BLOCK)       # no blocks here
    return image


ROWS = (
    ("table", 0, "root 0x0, level 0"),
    ("table", 1, "[0] 0x000000000000-0x008000000000  table 0x1000, level 1"),
    ("table", 2, "[0] 0x000000000000-0x000040000000  table 0x2000, level 2"),
    ("table", 3, "[0] 0x000000000000-0x000000200000  table 0x3000, level 3"),
    ("leaf", 4,
     "[0] 0x000000000000-0x00000012c000  0x000080000000-0x00008012c000  4K x 300  rw- global attr0 ish young"),
    ("leaf", 4,
     "[400] 0x000000190000-0x000000191000  0x000090000000-0x000090001000  4K x 1  r-x global attr0 ish young"),
    ("empty", 1, "[3] 0x018000000000-0x020000000000  table 0x4000 is empty"),
    ("again", 1, "[5] 0x028000000000-0x030000000000  table 0x1000 is met again: see input 0x0"),
    ("wrong", 1, "[6] 0x030000000000-0x038000000000  table 0x10000000000 at level 1 is outside the image"),
    ("wrong", 1, "[7] 0x038000000000-0x040000000000  translation fault, level 0: "))


def tree(*more):
    return run(["tree", *geometry(), *more, file_with(picture_tables())])


def test_picture():
    status, out, err = tree("--svg")
    check("picture: status", status == 2 and err == "vpt: tables that could not be read in full: 1\n", (status, err))
    root = xml.etree.ElementTree.fromstring(out)
    rows = root.findall(SVG + "text")
    check_equal("picture: rows", len(rows), len(ROWS))
    for number, (row, (kind, depth, text)) in enumerate(zip(rows, ROWS)):
        found = row.get("class"), (int(row.get("x")) - 10) // 24, int(row.get("y")), row.text[:len(text)]
        check_equal(f"picture: row {number}", found, (kind, depth, 18 * (number + 1), text))
    check_equal("picture: a line to the table of each row but the root's", len(root.findall(SVG + "path")),
                len(ROWS) - 1)
    check("picture: room for all", int(root.get("height")) > 18 * len(ROWS), root.get("height"))
    status, out, err = run(["tree", *geometry(), "--svg", file_with(Image(1))])
    check("picture of an empty root", status == 0
          and len(xml.etree.ElementTree.fromstring(out).findall(SVG + "text")) == 1, out)


# What the browser makes of the page: added to it, so that the page itself needs no hook.
PROBE = """<script>
const seen = e => e.checkVisibility();
const count = () => [...document.querySelectorAll("div,summary")].filter(seen).length;
const result = {first: count(), title: document.title};
document.getElementById("unfold").click(); result.unfolded = count();
result.texts = [...document.querySelectorAll("div,summary")].map(e => e.textContent);
result.indent = [...document.querySelectorAll("div,summary")].map(e => Math.round(e.getBoundingClientRect().left));
document.getElementById("fold").click(); result.folded = count();
document.querySelector("summary").click(); result.clicked = count();
document.documentElement.setAttribute("data-result", JSON.stringify(result));
</script>"""


def browse(name, content):
    """The page's DOM in a browser, after its scripts."""
    path = os.path.join(scratch.name, name)
    with open(path, "w", encoding="utf8") as file:
        file.write(content)
    return run(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom",
                "--virtual-time-budget=5000",
                f"--user-data-dir={scratch.name}/browser", f"file://{path}"], program="chromium", timeout=SECONDS)[1]


def test_page():
    status, out, err = tree()
    check("page: status", status == 2 and err == "vpt: tables that could not be read in full: 1\n", (status, err))
    check("page: nothing from elsewhere", "http" not in out and "src=" not in out and "href=" not in out, out)
    dom = browse("tree.html", out + PROBE)
    told = re.search(r'data-result="([^"]*)"', dom)
    found = html.unescape(told[1]) if told else "{}"
    result = json.loads(found)
    check_equal("page: title", result.get("title"), "Translation tables")
    texts = result.get("texts", [])
    check("page: rows", len(texts) == len(ROWS) and all(text.startswith(row[2]) for text, row in zip(texts, ROWS)),
          texts)
    top = [row for row in ROWS if row[1] < 2]
    check_equal("page: at first the root's entries are seen", result.get("first"), len(top))
    check_equal("page: all unfolded", result.get("unfolded"), len(ROWS))
    check_equal("page: all folded", result.get("folded"), 1)
    check_equal("page: the root unfolded by a click", result.get("clicked"), len(top))
    indent = result.get("indent", [])
    deeper = [(row[1] > other[1]) == (place > before) for row, other, place, before in
              zip(ROWS[1:], ROWS, indent[1:], indent) if row[1] != other[1]]
    check("page: what is deeper is further right", deeper and all(deeper), indent)


def test_picture_in_browser():
    picture = tree("--svg")[1]
    probe = """<script>
const boxes = [...document.querySelectorAll("text")].map(e => e.getBBox());
document.documentElement.setAttribute("data-result", `${boxes.length} ${boxes.filter(b => b.width > 50).length} ` +
  boxes.every((b, i) => i == 0 || b.y >= boxes[i - 1].y + boxes[i - 1].height - 4));
</script>"""
    dom = browse("picture.html", f"<!DOCTYPE html><html><body>{picture}{probe}</body></html>")
    check("picture: rows with text, none on another", f'data-result="{len(ROWS)} {len(ROWS)} true"' in dom, dom[:300])
