/* SPDX-License-Identifier: Apache-2.0 */
/* vpt: reads translation tables. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "kdump_library.h"
#include "report.h"

#define OUTPUT_BYTES 0x10000U

static void print_help(void)
{
  printf("usage: vpt COMMAND [ARGUMENT...]\n"
         "Reads address translation tables: in images of memory, and in machines that run.\n");
  for (size_t i = 0; commands[i] != NULL; i++) printf("  %-9s %s\n", commands[i]->name, commands[i]->summary);
  printf("'vpt COMMAND --help' says more; 'vpt --version' prints the version.\n"
         "Exit status: 0 all was told, 1 what was asked for faults or an audit found something, 2 something\n"
         "could not be read.\n");
}

static int run(int argc, char *argv[])
{
  if (argc < 2) {
    complain("no command given; see 'vpt --help'");
    return EXIT_BAD;
  }
  if (strcmp(argv[1], "--help") == 0) {
    print_help();
    return EXIT_FINE;
  }
  if (strcmp(argv[1], "--version") == 0) {
    printf("vpt %s\n%s\n", VPT_VERSION, kdump_library != NULL ? kdump_library : "without libkdumpfile");
    return EXIT_FINE;
  }
  for (size_t i = 0; commands[i] != NULL; i++) {
    if (strcmp(argv[1], commands[i]->name) == 0) return command_run(commands[i], argc - 1, argv + 1);
  }
  complain("no such command: %s; see 'vpt --help'", argv[1]);
  return EXIT_BAD;
}

/* Whoever reads the output of a pipe may end before it does: then SIGPIPE ends this, too. */
int main(int argc, char *argv[])
{
  signal(SIGPIPE, SIG_DFL);
  setvbuf(stdout, NULL, _IOFBF, OUTPUT_BYTES);
  int code = run(argc, argv);
  bool written = ferror(stdout) == 0;
  int error = errno; /* if something was not written: of the last of those writes */
  if (fclose(stdout) != 0) {
    written = false;
    error = errno;
  }
  if (!written) {
    complain("cannot write the output: %s", strerror(error));
    code = EXIT_BAD;
  }
  return code;
}
