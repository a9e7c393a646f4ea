#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs cmocka programs and adds up what they report: units.sh PROGRAM...
# The last line is "N passed, M failed"; the exit status is 0 only if something passed and
# nothing failed. A program that stops early counts as a failure too.
set -u

passed=0
failed=0
output=$(mktemp) || exit 1
trap 'rm -f "$output"' EXIT

for program; do
  echo "# $program"
  CMOCKA_MESSAGE_OUTPUT=TAP timeout -s KILL 600 "$program" >"$output" 2>&1
  status=$?
  cat "$output"
  ok=$(grep -c '^ok ' "$output")
  not_ok=$(grep -c '^not ok ' "$output")
  planned=$(awk -F'[.][.]' '/^1[.][.][0-9]+$/ { sum += $2 } END { print sum + 0 }' "$output")
  if [ "$not_ok" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$ok" -ne "$planned" ]; }; then
    echo "# $program stopped with status $status after $ok of $planned tests"
    not_ok=1
  fi
  passed=$((passed + ok))
  failed=$((failed + not_ok))
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
