# SPDX-License-Identifier: Apache-2.0
# Completion of vpt for bash. Commands, options and names are asked of the tool itself.
_vpt() {
  local vpt=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]}
  # bash takes the equals sign for a word of its own.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$("$vpt" --help 2>/dev/null |
      sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p') --help --version" -- "$word")
    return
  fi
  case $before in
  --format) mapfile -t COMPREPLY < <(compgen -W "$("$vpt" formats 2>/dev/null | sed -n 's/^\([a-z][a-z0-9-]*\):.*/\1/p')" -- "$word") ;;
  --half) mapfile -t COMPREPLY < <(compgen -W "lower upper signed" -- "$word") ;;
  --granule) mapfile -t COMPREPLY < <(compgen -W "4K 16K 64K" -- "$word") ;;
  --regime) mapfile -t COMPREPLY < <(compgen -W "el1 el2 el3" -- "$word") ;;
  *)
    if [[ $word == -* ]]; then
      mapfile -t COMPREPLY < <(compgen -W "$("$vpt" "$command" --help 2>/dev/null |
        sed -n 's/^  \(-., \)\{0,1\}\(--[a-z0-9-]*\).*/\2/p')" -- "$word")
    fi
    ;;
  esac
}
complete -o default -F _vpt vpt
