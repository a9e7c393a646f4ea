/* SPDX-License-Identifier: Apache-2.0 */
/* vpt: reads translation tables in memory images. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "report.h"

static const char help[] =
  "usage: vpt COMMAND [ARGUMENT...]\n"
  "Reads address translation tables in memory images: raw ones, and ELF core images of machines.\n"
  "  dump      lists what tables map\n"
  "  explain   shows the walk of one input address, descriptor by descriptor\n"
  "  formats   lists the table formats and their geometries\n"
  "'vpt COMMAND --help' says more; 'vpt --version' prints the version.\n"
  "Exit status: 0 fine, 1 the address asked for faults, 2 anything else.\n";

static const struct {
  const char *name;
  int (*run)(int argc, char *argv[]);
} commands[] = {
  {"dump", command_dump},
  {"explain", command_explain},
  {"formats", command_formats},
};

static int run(int argc, char *argv[])
{
  if (argc < 2) {
    complain("no command given; see 'vpt --help'");
    return EXIT_BAD;
  }
  if (strcmp(argv[1], "--help") == 0) {
    printf("%s", help);
    return EXIT_FINE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("vpt %s\n", VPT_VERSION);
    return EXIT_FINE;
  }
  for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
    if (strcmp(argv[1], commands[i].name) == 0) return commands[i].run(argc - 1, argv + 1);
  }
  complain("no such command: %s; see 'vpt --help'", argv[1]);
  return EXIT_BAD;
}

int main(int argc, char *argv[])
{
  signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error like any other */
  int code = run(argc, argv);
  bool written = ferror(stdout) == 0;
  if (fclose(stdout) != 0) written = false;
  if (!written) {
    complain("cannot write the output");
    code = EXIT_BAD;
  }
  return code;
}
