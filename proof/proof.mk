# SPDX-License-Identifier: Apache-2.0
# `make prove`, `make prove-twice` (nightly: a second prover for each goal) and `make mutants`.

prove:
	@scripts/setup prove
	@proof/prove

.PHONY: prove-twice
prove-twice:
	@scripts/setup prove
	@proof/prove --twice

mutants:
	@scripts/setup prove
	@proof/mutants
