// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clinux.h"

const int clinux_o_tmpfile = O_TMPFILE;
const int clinux_o_path = O_PATH;

static int answer(long result) {
    return result < 0 ? -errno : (int)result;
}

// As in <linux/openat2.h>, which old kernel headers lack.
struct how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};

int clinux_openat2(int folder, const char *path, int flags, mode_t mode, uint64_t resolve) {
    struct how how = {.flags = (uint64_t)(unsigned)(flags | O_CLOEXEC), .mode = mode, .resolve = resolve};
    return answer(syscall(SYS_openat2, folder, path, &how, sizeof how));
}

int clinux_renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned flags) {
    return answer(syscall(SYS_renameat2, old_folder, old_path, new_folder, new_path, flags));
}

int clinux_tmpfile(int folder, mode_t mode) {
    return answer(openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, mode));
}

int clinux_link(int file, int folder, const char *path) {
    // linkat with AT_EMPTY_PATH needs CAP_DAC_READ_SEARCH; the way through /proc does not (open(2), O_TMPFILE).
    char name[32];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    return answer(linkat(AT_FDCWD, name, folder, path, AT_SYMLINK_FOLLOW));
}

int clinux_syncfs(int file) {
    return answer(syncfs(file));
}

int clinux_flock_exclusive(int file) {
    return answer(flock(file, LOCK_EX | LOCK_NB));
}

int clinux_flock_release(int file) {
    return answer(flock(file, LOCK_UN));
}
