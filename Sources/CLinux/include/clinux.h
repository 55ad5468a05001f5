// SPDX-License-Identifier: Apache-2.0
// Calls that Swift's Glibc module hides: recent system calls, macros and fork.
// Every function that returns int answers a negative errno when it fails, so that no caller depends on the errno of its thread.
#ifndef CLINUX_H
#define CLINUX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Flags for open(2) whose macros Swift does not import.
extern const int clinux_o_tmpfile;
extern const int clinux_o_path;

// openat2(2): how a path is resolved.
#define CLINUX_RESOLVE_NO_MAGICLINKS 0x02u
#define CLINUX_RESOLVE_NO_SYMLINKS 0x04u
#define CLINUX_RESOLVE_BENEATH 0x08u

/// Opens `path` below `folder` under the `resolve` rules; answers a descriptor. O_CLOEXEC is always set.
int clinux_openat2(int folder, const char *path, int flags, mode_t mode, uint64_t resolve);

// renameat2(2): what happens to an existing target.
#define CLINUX_RENAME_NOREPLACE 1u
#define CLINUX_RENAME_EXCHANGE 2u

int clinux_renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned flags);

/// Opens a file without a name in `folder`, to be named later by `clinux_link`.
int clinux_tmpfile(int folder, mode_t mode);

/// Gives the open file `file` the name `path` below `folder`; fails with -EEXIST when the name is taken.
int clinux_link(int file, int folder, const char *path);

/// Writes everything of the file system that holds `file` to disk.
int clinux_syncfs(int file);

/// Takes the exclusive flock(2) of `file` without waiting; -EWOULDBLOCK when another open file holds it.
int clinux_flock_exclusive(int file);
int clinux_flock_release(int file);

/// The number under which `folder` of a program is open in the child.
#define CLINUX_SPAWN_FOLDER 3

// No more than `value` of a resource, which getrlimit(2) numbers, and never more than this process itself may use.
struct clinux_limit {
    unsigned resource;
    uint64_t value;
};

struct clinux_program {
    const char *path;
    char *const *arguments;    // ends with NULL
    char *const *environment;  // ends with NULL
    int input;                 // becomes standard input; -1 for an empty one
    int output;                // becomes standard output
    int errors;                // becomes standard error; -1 for the same as output
    int folder;                // stays open as CLINUX_SPAWN_FOLDER, or -1
    int switches_user;         // 1: run as `user` and `group`, without further groups
    uid_t user;
    gid_t group;
    int death_signal;          // sent to the child when the calling *thread* ends, as prctl(2) says
    const struct clinux_limit *limits;
    size_t limit_count;
    int niceness;              // added to our own
    int is_alone;              // 1: as clinux_stay_alone says
};

/// Takes the network, other processes and io_uring away from this process and all that come of it, for good: such calls fail with
/// EPERM. Only safe system calls are made. Needs PR_SET_NO_NEW_PRIVS; -ENOSYS on a processor that is not known here.
int clinux_stay_alone(void);

/// Starts a program in a session of its own, with default signals and no other open files. Answers its process id, or why it could
/// not be started (a failed exec included), and puts a descriptor into `end` that poll(2) finds readable once the child has
/// ended. The caller keeps its thread alive for as long as the child may live.
int clinux_spawn(const struct clinux_program *what, int *end);

/// A pipe; reading from it does not wait. Both ends are closed on exec.
int clinux_pipe(int *reading, int *writing);

/// A file in memory without a name, closed on exec, which whoever reads it from its start may be given.
int clinux_memory_file(const char *name);

/// Collects an ended child; until then its id is not given to another process. Sets `code` to its exit code, or `signal` to what
/// killed it; the other is 0.
int clinux_reap(pid_t process, int *code, int *signal);

/// Makes a pseudo-terminal: answers the side that a person would sit at, and puts the program's side into `program`.
int clinux_pseudo_terminal(int *program);

#endif
