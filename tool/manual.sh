#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# usage: manual.sh VPT
# Prints the manual page vpt(1), made from what VPT says with --help.
set -eu
vpt=$1

version=$("$vpt" --version | head -1)
commands=$("$vpt" --help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p')
echo ".\\\" Made by manual.sh from the tool's own help texts."
echo ".TH VPT 1 \"\" \"$version\" \"User Commands\""
echo ".nh"
{
  echo "NAME=vpt"
  "$vpt" --help
  for command in $commands; do
    echo "COMMAND=$command"
    "$vpt" "$command" --help
  done
} | awk '
# What roff would take for its own.
function plain(text) {
  gsub(/\\/, "\\e", text)
  gsub(/-/, "\\-", text)
  if (text ~ /^[.'"'"']/) text = "\\&" text
  return text
}
function unfill() { if (!asis) { print ".nf"; asis = 1 } }
function fill() { if (asis) { print ".fi"; asis = 0 } }

/^NAME=/ { overview = 1; next }
/^COMMAND=/ {
  fill()
  if (overview) { print ".SH COMMANDS"; overview = 0 }
  print ".SS " substr($0, 9)
  in_options = 0
  next
}
/^usage: / {
  usage = substr($0, 8)
  if (overview) {
    print ".SH NAME\nvpt \\- reads address translation tables\n.SH SYNOPSIS\n.B " plain(usage) "\n.SH DESCRIPTION"
  } else {
    print ".B " plain(usage) "\n.PP"
  }
  next
}
/^Options/ { fill(); in_options = 1; print ".PP\n" plain($0); next }
/^$/ { fill(); print ".PP"; in_options = 0; next }
# An option and the first line of what it means, or that on lines of its own.
in_options && /^  -/ {
  text = substr($0, 3)
  split_at = match(text, /   */)
  rest = ""
  if (split_at > 0) {
    rest = substr(text, split_at + RLENGTH)
    text = substr(text, 1, split_at - 1)
  }
  print ".TP\n.B " plain(text)
  if (rest != "") print plain(rest)
  next
}
# Lists in it keep their lines.
in_options && /^                        / { sub(/^ */, ""); print ".br\n" plain($0); next }
in_options && /^   / { sub(/^ */, ""); print plain($0); next }
/^ / { in_options = 0; unfill(); print plain($0); next }
{ if (in_options) print ".PP"; in_options = 0; fill(); print plain($0) }
END { fill() }
'
