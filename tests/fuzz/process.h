/* SPDX-License-Identifier: Apache-2.0 */
/* Stands before tool/kdump.c: no process is started. What the library's would send comes from the target `remote`. */
#ifndef TESTS_FUZZ_PROCESS_H
#define TESTS_FUZZ_PROCESS_H

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/** The others do nothing, with success; the process is this one's parent, and has ended in order. */
pid_t process_fork(void);
pid_t process_waitpid(pid_t child, int *status, int options);
int process_socketpair(int pair[2]);

#ifndef PROCESS_ITSELF
#define fork process_fork
#define waitpid process_waitpid
#define socketpair(family, type, protocol, pair) process_socketpair(pair)
#define kill(child, number) ((void)(child))
#define fcntl(...) 0
#define close(file) ((void)(file))
#endif

#endif
