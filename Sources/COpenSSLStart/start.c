// SPDX-License-Identifier: Apache-2.0
#include "start.h"

#include <openssl/crypto.h>
#include <stddef.h>

// libcrypto clears itself up when the process exits, while other threads may still sign and digest: they end it
// with a crash then. There is nothing in it that the end of the process does not free. Whoever uses libcrypto first
// decides this, and libpq may be the first; so it is done before main, in one place.
__attribute__((constructor)) static void start(void) {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL);
}
