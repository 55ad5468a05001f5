// SPDX-License-Identifier: Apache-2.0
// A filter of system calls (seccomp(2)) by hand: what reads a stranger's bytes talks to nobody.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clinux.h"

#if defined(__x86_64__)
#define OURS AUDIT_ARCH_X86_64
// System calls of the x32 ABI have this bit in their numbers.
#define FOREIGN 0x40000000u
#elif defined(__aarch64__)
#define OURS AUDIT_ARCH_AARCH64
#define FOREIGN 0xFFFFFFFFu
#endif

#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define WITHOUT(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE

int clinux_stay_alone(void) {
#ifdef OURS
    struct sock_filter rules[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OURS, 1, 0),
        REFUSE,
        LOAD(nr),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN, 0, 1),
        REFUSE,
        // No socket is made, and none that was left open is used.
        WITHOUT(socket),
        WITHOUT(socketpair),
        WITHOUT(connect),
        WITHOUT(bind),
        WITHOUT(listen),
        WITHOUT(accept),
        WITHOUT(accept4),
        WITHOUT(sendto),
        WITHOUT(sendmsg),
        WITHOUT(sendmmsg),
        WITHOUT(recvfrom),
        WITHOUT(recvmsg),
        WITHOUT(recvmmsg),
        // It would do all of that on its behalf.
        WITHOUT(io_uring_setup),
        WITHOUT(io_uring_enter),
        WITHOUT(io_uring_register),
        // The server is a process of the same user. pidfd_open(2) alone tells no more than that a process has ended.
        WITHOUT(ptrace),
        WITHOUT(process_vm_readv),
        WITHOUT(process_vm_writev),
        WITHOUT(pidfd_getfd),
        WITHOUT(pidfd_send_signal),
        WITHOUT(kill),
        WITHOUT(tkill),
        WITHOUT(rt_sigqueueinfo),
        WITHOUT(rt_tgsigqueueinfo),
        // Of these only what is meant for the process itself: abort(3) ends it so.
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 1, 0),
        ALLOW,
        LOAD(args[0]),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), 1, 0),
        REFUSE,
        ALLOW,
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) < 0 ? -errno : 0;
#else
    return -ENOSYS;
#endif
}
