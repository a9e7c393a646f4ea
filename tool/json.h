/* SPDX-License-Identifier: Apache-2.0 */
/* As much of reading JSON as one message of another program needs. */
#ifndef TOOL_JSON_H
#define TOOL_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* The value of a member of the object that `text` is: where it begins; null if `text` is no object or has no such
 * member. Members of objects inside it do not count. */
const char *json_member(const char *text, const char *name);

/* The string that `text` begins with, decoded; characters beyond ASCII are question marks. Null-terminated, cut
 * off where it does not fit. False if there is no whole string. */
bool json_string(const char *text, char *string, size_t string_bytes);

#endif
