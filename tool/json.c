/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

#include <string.h>

static const char *skip_blanks(const char *text)
{
  return text + strspn(text, " \t\r\n");
}

/* Behind the string that starts here; null if it does not end. */
static const char *skip_string(const char *text)
{
  for (text++; *text != '"'; text++) {
    if (*text == '\\') text++;
    if (*text == '\0') return NULL;
  }
  return text + 1;
}

/* Behind the value that starts here; null if it does not end. Brackets are counted, not matched. */
static const char *skip_value(const char *text)
{
  size_t depth = 0;
  do {
    switch (*text) {
    case '\0': return NULL;
    case '"':
      text = skip_string(text);
      if (text == NULL) return NULL;
      continue;
    case '{':
    case '[': depth++; break;
    case '}':
    case ']':
      if (depth == 0) return text;
      depth--;
      break;
    case ',':
      if (depth == 0) return text;
      break;
    default: break;
    }
    text++;
  } while (depth != 0 || (*text != ',' && *text != '}' && *text != ']'));
  return text;
}

const char *json_member(const char *text, const char *name)
{
  size_t length = strlen(name);
  text = skip_blanks(text);
  if (*text != '{') return NULL;
  do {
    const char *key = skip_blanks(text + 1);
    const char *end = *key == '"' ? skip_string(key) : NULL;
    if (end == NULL) return NULL;
    bool found = (size_t)(end - key) == length + 2 && memcmp(key + 1, name, length) == 0;
    text = skip_blanks(end);
    if (*text != ':') return NULL;
    text = skip_blanks(text + 1);
    if (found) return text;
    text = skip_value(text);
  } while (text != NULL && *text == ',');
  return NULL;
}

bool json_string(const char *text, char *string, size_t string_bytes)
{
  size_t length = 0;
  if (*text != '"') return false;
  for (text++; *text != '"'; text++) {
    char c = *text;
    if (c == '\\') {
      static const char letters[] = "nrtbf", controls[] = "\n\r\t\b\f";
      c = *++text;
      const char *letter = c == '\0' ? NULL : strchr(letters, c);
      if (letter != NULL) c = controls[letter - letters];
      if (c == 'u') {
        c = '?';
        for (int i = 0; i < 4 && text[1] != '\0' && text[1] != '"'; i++) text++;
      }
    }
    if (*text == '\0') return false;
    if (length + 1 < string_bytes) string[length++] = c;
  }
  string[length] = '\0';
  return true;
}
