/* SPDX-License-Identifier: Apache-2.0 */
#include "commands.h"

#include <stdio.h>
#include <string.h>

#include "input.h"

const struct command *const commands[] = {
  &command_dump,
  &command_explain,
  &command_audit,
  &command_find,
  &command_stat,
  &command_diff,
  &command_tree,
  &command_formats,
  NULL,
};

static int words(const char *text)
{
  int count = 0;
  for (const char *c = text; *c != '\0'; c++) count += *c != ' ' && (c == text || c[-1] == ' ');
  return count;
}

static void print_help(const struct command *command)
{
  bool options = command->groups != 0, operands = command->operands[0] != '\0';
  printf("usage: vpt %s%s%s%s\n%s", command->name, options ? " [OPTION...]" : "", operands ? " " : "",
         command->operands,
         command->help);
  if (!options) return;
  printf("\n");
  options_print_help(command->groups);
}

/* A running machine takes the place of the image. */
static bool operands_ok(const struct command *command, int given, bool live)
{
  const char *expected = live ? command->operands + strcspn(command->operands, " ") : command->operands;
  expected += strspn(expected, " ");
  int wanted = words(expected);
  if (given == wanted) return true;
  if (wanted == 0) {
    complain("%s: no arguments expected; see 'vpt %s --help'", command->name, command->name);
  } else {
    complain("%s: too %s arguments, expected %s; see 'vpt %s --help'", command->name, given < wanted ? "few" : "many",
             expected, command->name);
  }
  return false;
}

static int run(const struct command *command, struct invocation *invocation, int given, char *argv[])
{
  bool live = command->needs_tables && input_is_live(&invocation->options);
  if (!operands_ok(command, given, live)) return EXIT_BAD;
  if (live) invocation->operands = argv; /* their numbers stay */
  bool ready = !command->needs_tables || input_open(invocation, invocation->operands[0]);
  if (ready && invocation->has_stage2 && !command->both_stages) {
    complain("%s: of one stage at a time; dump and explain take both", command->name);
    ready = false;
  }
  int code = ready ? command->run(invocation) : EXIT_BAD;
  input_close(invocation);
  return code;
}

int command_run(const struct command *command, int argc, char *argv[])
{
  struct invocation invocation = {.operands = argv + 1};
  int given = 0, code = EXIT_BAD;
  switch (options_parse(argc, argv, command->groups, &invocation.options, &given)) {
  case OPTIONS_BAD: break;
  case OPTIONS_HELP:
    print_help(command);
    code = EXIT_FINE;
    break;
  case OPTIONS_OK: code = run(command, &invocation, given, argv); break;
  }
  grants_free(&invocation.options.granted);
  return code;
}
