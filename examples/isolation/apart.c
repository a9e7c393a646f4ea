/* SPDX-License-Identifier: Apache-2.0 */
#include "apart.h"

#include "console.h"

/* What is written: of two programs one sets a bit, and the other does not; and no two words have the same. */
static uint64_t pattern(const struct word *word, unsigned number, bool second)
{
  uint64_t bits = 0x9E3779B97F4A7C15ULL * (number + 1);
  return word->fixed | ((second ? ~bits : bits) & word->tried);
}

/* What the second had it still has after the first has written, and the first what it wrote after the second has. */
static bool is_apart(void *a, void *b, const struct word *word, unsigned number)
{
  uint64_t mine = pattern(word, number, false), theirs = pattern(word, number, true);
  uint64_t before = program_gets(b, number);
  program_sets(a, number, mine);
  bool apart = program_gets(b, number) == before;
  program_sets(b, number, theirs);
  apart &= !((program_gets(a, number) ^ mine) & word->tried);
  apart &= !((program_gets(b, number) ^ theirs) & word->tried);
  if (!apart) print("%s: not its own; ", word->name);
  return apart;
}

void words_are_apart(void *a, void *b)
{
  unsigned number = 0;
  for (const struct words *line = words_of_programs; line->count > 0; line++) {
    int held = 0, leaks = 0;
    for (unsigned i = 0; i < line->count; i++, number++) {
      held += line->word[i].tried != 0;
      leaks += !is_apart(a, b, &line->word[i], number);
    }
    print("[both] %s, %s", line->what, line->word[0].name);
    if (line->count > 1) print(" to %s", line->word[line->count - 1].name);
    print(": %d of %d reach the other", leaks, held);
    verdict(leaks == 0 && held > 0);
  }
}

void attempts_are_trapped(void *program, const char *name)
{
  unsigned number = 0;
  for (const struct attempts *line = attempts_trapped; line->count > 0; line++) {
    int missed = 0;
    for (unsigned i = 0; i < line->count; i++, number++) missed += !program_trapped(program, number);
    print("[%s] %s: %d of %d attempts get through", name, line->what, missed, (int)line->count);
    verdict(missed == 0);
  }
}
