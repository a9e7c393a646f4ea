# SPDX-License-Identifier: Apache-2.0
# The vpt tool, for use and with sanitizers for its tests.

VPT_VERSION := $(VERSION)
# Images of some kinds are read by libkdumpfile, where it is.
KDUMPFILE := $(shell printf '\043include <libkdumpfile/kdumpfile.h>' | $(HOST_CC) -fsyntax-only -x c - 2>/dev/null && echo yes)
TOOL_LIBRARIES := $(if $(KDUMPFILE),-lkdumpfile)
TOOL_WITHOUT_KDUMP := $(wildcard tool/*.c) tool/kdump/none.c
TOOL_SOURCES := $(wildcard tool/*.c) tool/kdump/$(if $(KDUMPFILE),library,none).c
TOOL_HEADERS := $(wildcard tool/*.h) $(HEADERS)
TOOL_FLAGS := $(PROGRAM_FLAGS) -iquote tool -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 \
  -DVPT_VERSION='"$(VPT_VERSION)"'
TOOL_SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

TOOL_DEPENDENCIES := -MMD -MP

$(BUILD)/bin/obj/%.o: tool/%.c tool/tool.mk
	@mkdir -p $(@D)
	$(HOST_CC) $(TOOL_FLAGS) $(TOOL_DEPENDENCIES) -c $< -o $@

$(BUILD)/bin/vpt: $(TOOL_SOURCES:tool/%.c=$(BUILD)/bin/obj/%.o) $(BUILD)/host/libvpt.a
	$(HOST_CC) $(TOOL_FLAGS) $^ $(TOOL_LIBRARIES) -o $@

# As it is where that library is missing; for a test.
$(BUILD)/bin/vpt-without-libkdumpfile: $(TOOL_WITHOUT_KDUMP:tool/%.c=$(BUILD)/bin/obj/%.o) $(BUILD)/host/libvpt.a
	$(HOST_CC) $(TOOL_FLAGS) $^ -o $@

# The library is built anew, so that the sanitizers see into it.
$(eval $(call library,asan,$(HOST_CC) $(TOOL_FLAGS) -Isrc $(TOOL_SANITIZERS),$(HOST_AR)))
$(BUILD)/asan/tool/%.o: tool/%.c tool/tool.mk
	@mkdir -p $(@D)
	$(HOST_CC) $(TOOL_FLAGS) $(TOOL_SANITIZERS) $(TOOL_DEPENDENCIES) -c $< -o $@

$(BUILD)/asan/vpt: $(TOOL_SOURCES:tool/%.c=$(BUILD)/asan/tool/%.o) $(BUILD)/asan/libvpt.a
	$(HOST_CC) $(TOOL_FLAGS) $(TOOL_SANITIZERS) $^ $(TOOL_LIBRARIES) -o $@

-include $(wildcard $(BUILD)/bin/obj/*.d $(BUILD)/asan/tool/*.d $(BUILD)/*/kdump/*.d $(BUILD)/*/*/kdump/*.d)

# The manual page is made of what the tool says with --help.
TOOL_MANUAL = $(DESTDIR)$(PREFIX)/share/man/man1/vpt.1
TOOL_COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/vpt

.PHONY: install-tool uninstall-tool
install: install-tool
uninstall: uninstall-tool
install-tool: all
	tool/manual.sh $(BUILD)/bin/vpt > $(BUILD)/bin/vpt.1
	install -D -m 644 $(BUILD)/bin/vpt.1 $(TOOL_MANUAL)
	install -D -m 644 tool/completion.bash $(TOOL_COMPLETION)

uninstall-tool:
	rm -f $(TOOL_MANUAL) $(TOOL_COMPLETION)
