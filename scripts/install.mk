# SPDX-License-Identifier: Apache-2.0
# `make install`, `make install-lib`, `make uninstall`.

INCLUDE_TO := $(DESTDIR)$(PREFIX)/include
LIB_TO := $(DESTDIR)$(LIBDIR)
SHARE_TO := $(DESTDIR)$(PREFIX)/share/vpt
BIN_TO := $(DESTDIR)$(PREFIX)/bin
PUBLIC_HEADERS := $(wildcard include/vpt/*.h include/vpt/*.hpp include/vpt/tlb/*.h)

.PHONY: install install-lib uninstall $(TARGETS:%=install-%)

install: all
	$(MAKE) install-lib
	install -D -m 755 $(BUILD)/bin/vpt $(BIN_TO)/vpt

install-lib: $(TARGETS:%=install-%)
	install -d $(LIB_TO)/cmake/vpt
	@for f in $(PUBLIC_HEADERS:include/%=%); do install -D -m 644 include/$$f $(INCLUDE_TO)/$$f || exit 1; done
	@for f in $(TEMPLATES); do install -D -m 644 src/$$f $(SHARE_TO)/src/$$f || exit 1; done
	$(call filled,vpt-config.cmake.in) > $(LIB_TO)/cmake/vpt/vpt-config.cmake
	$(call filled,vpt-config-version.cmake.in) > $(LIB_TO)/cmake/vpt/vpt-config-version.cmake

# What a format outside the tree is made with (src/format/README.md).
TEMPLATES := $(patsubst src/%,%,$(filter src/%,$(HEADERS)))

# $(1): file, $(2): package, $(3): directory of the archive
filled = sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(or $(3),$(LIBDIR))|; s|@VERSION@|$(VERSION)|; s|@NAME@|$(2)|; s|@MACHINES@|$(MACHINES)|' scripts/$(1)

install-host: lib
	install -D -m 644 $(BUILD)/host/libvpt.a $(LIB_TO)/libvpt.a
	@install -d $(LIB_TO)/pkgconfig
	$(call filled,vpt.pc.in,vpt) > $(LIB_TO)/pkgconfig/vpt.pc

$(MACHINES:%=install-%): install-%: lib
	install -D -m 644 $(BUILD)/$*/libvpt.a $(LIB_TO)/vpt/$*/libvpt.a
	@install -d $(LIB_TO)/pkgconfig
	$(call filled,vpt.pc.in,vpt-$*,$(LIBDIR)/vpt/$*) > $(LIB_TO)/pkgconfig/vpt-$*.pc

# Files by their names, and directories that are the library's own.
uninstall:
	rm -f $(PUBLIC_HEADERS:include/%=$(INCLUDE_TO)/%) $(BIN_TO)/vpt $(LIB_TO)/libvpt.a \
	  $(MACHINES:%=$(LIB_TO)/vpt/%/libvpt.a) $(LIB_TO)/pkgconfig/vpt.pc $(MACHINES:%=$(LIB_TO)/pkgconfig/vpt-%.pc) \
	  $(LIB_TO)/cmake/vpt/vpt-config.cmake $(LIB_TO)/cmake/vpt/vpt-config-version.cmake
	rm -rf $(SHARE_TO)
	for d in $(INCLUDE_TO)/vpt/tlb $(INCLUDE_TO)/vpt $(MACHINES:%=$(LIB_TO)/vpt/%) $(LIB_TO)/vpt $(LIB_TO)/cmake/vpt; do \
	  [ ! -d $$d ] || rmdir $$d; done
