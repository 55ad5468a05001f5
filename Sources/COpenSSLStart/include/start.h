// SPDX-License-Identifier: Apache-2.0
// Nothing to call: what there is to do is done when the program is loaded.
