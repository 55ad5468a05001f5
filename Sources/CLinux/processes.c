// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clinux.h"

// Like `become` safe before exec.
static int restrain(const struct clinux_limit *limit) {
    struct rlimit bounds;
    if (prlimit(0, limit->resource, NULL, &bounds) < 0) return -1;
    if (limit->value < bounds.rlim_max) {
        // SIGXCPU says why a program is ended; the SIGKILL that cannot be caught comes a second later.
        bounds.rlim_max = limit->resource == RLIMIT_CPU ? limit->value + 1 : limit->value;
        bounds.rlim_cur = limit->value;
    } else {
        bounds.rlim_cur = bounds.rlim_max;
    }
    return prlimit(0, limit->resource, &bounds, NULL);
}

// Every signal as a new program has it. By the bare system calls, as the C library and the sanitizers keep notes in the memory that
// is also the parent's.
static void reset_signals(void) {
    unsigned long standard[8] = {0};  // struct sigaction as the kernel has it: SIG_DFL, no flags, nothing masked; and no mask
    for (int number = 1; number < NSIG; number++) syscall(SYS_rt_sigaction, number, standard, NULL, 8);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, standard, NULL, 8);
}

// In the child, before exec: it has files, signals and limits of its own, but its memory is the parent's, whose thread waits
// meanwhile. So only calls that are safe there, no allocation. Returns only with an errno.
static int become(const struct clinux_program *what, pid_t parent) {
    reset_signals();

    // All that must survive moves out of the way of the numbers 0 to 3 first.
    int output = fcntl(what->output, F_DUPFD_CLOEXEC, 16);
    int errors = fcntl(what->errors < 0 ? what->output : what->errors, F_DUPFD_CLOEXEC, 16);
    int folder = what->folder < 0 ? -1 : fcntl(what->folder, F_DUPFD_CLOEXEC, 16);
    int input = what->input < 0 ? open("/dev/null", O_RDONLY | O_CLOEXEC) : fcntl(what->input, F_DUPFD_CLOEXEC, 16);
    if (output < 0 || errors < 0 || input < 0 || (what->folder >= 0 && folder < 0)) return errno;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) return errno;
    // Whatever a library opened without O_CLOEXEC; a kernel before 5.11 has no such call, and then those files stay open.
    syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */);
    if (folder >= 0 && dup2(folder, CLINUX_SPAWN_FOLDER) < 0) return errno;

    setsid();  // the terminal's Ctrl-C is for the parent, which stops its children in order
    umask(077);
    if (chdir("/") < 0) return errno;
    if (what->switches_user) {
        // The bare system calls: the C library's would change the parent's threads as well.
        if (syscall(SYS_setgroups, 1, &what->group) < 0) return errno;
        if (syscall(SYS_setresgid, what->group, what->group, what->group) < 0) return errno;
        if (syscall(SYS_setresuid, what->user, what->user, what->user) < 0) return errno;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return errno;
    for (size_t number = 0; number < what->limit_count; number++) {
        if (restrain(&what->limits[number]) < 0) return errno;
    }
    // A courtesy to others, and no wall: where a filter of system calls refuses it, the program runs all the same.
    if (what->niceness > 0) setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + what->niceness);
    // A change of user clears the death signal, so it is set last; then the parent may already be gone.
    if (what->death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, what->death_signal, 0, 0, 0) < 0) return errno;
        if (getppid() != parent) _exit(127);
    }
    if (what->is_alone) {
        int refused = clinux_stay_alone();
        if (refused < 0) return -refused;
    }
    execve(what->path, what->arguments, what->environment);
    return errno;
}

// Collects a child of which nobody is going to hear.
static void forget(pid_t child) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
}

struct beginning {
    const struct clinux_program *what;
    pid_t parent;
    int failed;  // why there is no program; 0 once there is one
};

static int begin(void *given) {
    struct beginning *beginning = given;
    beginning->failed = 0;
    beginning->failed = become(beginning->what, beginning->parent);
    _exit(127);
}

// The child borrows this process' memory until its exec, as with vfork(2): to copy the tables of a large process' memory, and each
// page of it that is then written, takes longer than all the rest.
int clinux_spawn(const struct clinux_program *what, int *end) {
    const size_t size = 1 << 17;
    char *stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return -errno;
    struct beginning beginning = {.what = what, .parent = getpid(), .failed = ECHILD};

    // No handler of this process may run in the child before its signals are reset.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int is_dumpable = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
    pid_t child = clone(begin, stack + size, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &beginning, end);
    int problem = errno;
    // A change of user takes it from the memory.
    if (child >= 0 && what->switches_user) prctl(PR_SET_DUMPABLE, is_dumpable == 1, 0, 0, 0);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    munmap(stack, size);
    if (child < 0) return -problem;
    if (beginning.failed != 0) {
        close(*end);
        forget(child);
        return -beginning.failed;
    }
    return child;
}

int clinux_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) {
        int problem = errno;
        close(ends[0]);
        close(ends[1]);
        return -problem;
    }
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

int clinux_memory_file(const char *name) {
    int file = memfd_create(name, MFD_CLOEXEC);
    return file < 0 ? -errno : file;
}

int clinux_reap(pid_t process, int *code, int *signal) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    *signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return 0;
}
