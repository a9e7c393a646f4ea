# SPDX-License-Identifier: Apache-2.0
# For scripts that check one thing after another: `check`, then `closing`.
passed=0
failed=0

check() { # description, command...
  what=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok    $what"
  else
    failed=$((failed + 1))
    echo "FAIL  $what"
    printf '%s\n' "$output" | head -20
  fi
}

closing() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
