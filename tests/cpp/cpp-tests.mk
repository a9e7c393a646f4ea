# SPDX-License-Identifier: Apache-2.0
# `make check-cpp`: the C++ wrapper.

.PHONY: check-cpp
check-cpp: $(BUILD)/host/libvpt.a
	@tests/cpp/run $(BUILD)
