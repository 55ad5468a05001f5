// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "clinux.h"

int clinux_pseudo_terminal(int *program) {
    int person = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (person < 0) return -errno;
    char name[64];
    if (grantpt(person) == 0 && unlockpt(person) == 0 && ptsname_r(person, name, sizeof name) == 0) {
        *program = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*program >= 0) return person;
    }
    int cause = errno;
    close(person);
    return -cause;
}
