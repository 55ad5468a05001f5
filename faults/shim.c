// SPDX-License-Identifier: Apache-2.0
// Makes the N-th change of the file system below a folder go wrong; loaded into a program by LD_PRELOAD.
//
//   FAULT_ROOT  the folder; what happens elsewhere is neither counted nor touched
//   FAULT_AT    the number of the change, from 1; 0 for none
//   FAULT       kill | stop | short | ENOSPC | EIO | EINTR: what happens instead of it, or before it for stop
//   FAULT_LOG   a file that gets a line for every change: its number, the call and the path
//
// A disk that is full stays full: after ENOSPC every further change that needs space fails as well.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int counter;
static atomic_int is_full;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_below(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && path && !strncmp(path, root, strlen(root));
}

static int is_open_below(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static void note(int number, const char *call, const char *path) {
    const char *log = getenv("FAULT_LOG");
    if (!log) return;
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%d %s %s\n", number, call, path);
    int file = NEXT(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return;
    if (NEXT(write)(file, line, (size_t)length) < 0) abort();
    close(file);
}

// Whether the call goes wrong: 1 with errno set, or 2 when a write is to be cut short.
static int fails(const char *call, const char *path, int needs_space) {
    int number = atomic_fetch_add(&counter, 1) + 1;
    note(number, call, path);
    const char *at = getenv("FAULT_AT"), *fault = getenv("FAULT");
    if (!at || !fault) return 0;
    if (atomic_load(&is_full) && needs_space) {
        errno = ENOSPC;
        return 1;
    }
    if (number != atoi(at)) return 0;
    if (!strcmp(fault, "kill")) raise(SIGKILL);
    if (!strcmp(fault, "stop")) {
        raise(SIGSTOP);
        return 0;
    }
    if (!strcmp(fault, "short")) return 2;
    if (!strcmp(fault, "ENOSPC")) atomic_store(&is_full, 1);
    errno = !strcmp(fault, "ENOSPC") ? ENOSPC : !strcmp(fault, "EIO") ? EIO : EINTR;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
    char path[PATH_MAX];
    int outcome = is_open_below(file, path) ? fails("write", path, 1) : 0;
    if (outcome == 1) return -1;
    return NEXT(write)(file, bytes, outcome == 2 ? (count + 1) / 2 : count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
    char path[PATH_MAX];
    if (is_open_below(file, path) && fails("pwrite", path, 1) == 1) return -1;
    return NEXT(pwrite)(file, bytes, count, place);
}

#define ON_FILE(name)                                                                  \
    int name(int file) {                                                               \
        char path[PATH_MAX];                                                           \
        if (is_open_below(file, path) && fails(#name, path, 1) == 1) return -1;        \
        return NEXT(name)(file);                                                       \
    }
ON_FILE(fsync)
ON_FILE(fdatasync)
ON_FILE(syncfs)

int ftruncate(int file, off_t size) {
    char path[PATH_MAX];
    if (is_open_below(file, path) && fails("ftruncate", path, 0) == 1) return -1;
    return NEXT(ftruncate)(file, size);
}

#define ON_TWO_PATHS(name, needs_space)                                                \
    int name(const char *from, const char *to) {                                       \
        if (is_below(to) && fails(#name, to, needs_space) == 1) return -1;             \
        return NEXT(name)(from, to);                                                   \
    }
ON_TWO_PATHS(rename, 0)
ON_TWO_PATHS(link, 1)
ON_TWO_PATHS(symlink, 1)

#define ON_PATH(name)                                                                  \
    int name(const char *path) {                                                       \
        if (is_below(path) && fails(#name, path, 0) == 1) return -1;                   \
        return NEXT(name)(path);                                                       \
    }
ON_PATH(unlink)
ON_PATH(rmdir)

int mkdir(const char *path, mode_t mode) {
    if (is_below(path) && fails("mkdir", path, 1) == 1) return -1;
    return NEXT(mkdir)(path, mode);
}

static int creates(const char *path, int flags) {
    return (flags & O_CREAT) && is_below(path) && fails("open", path, 1) == 1;
}

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = (mode_t)va_arg(list, int);
    va_end(list);
    return creates(path, flags) ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = (mode_t)va_arg(list, int);
    va_end(list);
    return creates(path, flags) ? -1 : NEXT(open64)(path, flags, mode);
}
