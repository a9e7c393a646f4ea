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
int process_socketpair(int family, int type, int protocol, int pair[2]);
int process_kill(pid_t child, int number);
int process_fcntl(int file, int command, ...);
int process_close(int file);

#ifndef PROCESS_ITSELF
#define fork process_fork
#define waitpid process_waitpid
#define socketpair process_socketpair
#define kill process_kill
#define fcntl process_fcntl
#define close process_close
#endif

#endif
