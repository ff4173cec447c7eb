/* Makes an x86-64 processor look as if it ended at AVX2, for programs that have no switch for it.

   usage: LD_PRELOAD=./avx2_only.so PROGRAM     build: cc -O2 -shared -fPIC avx2_only.c -o avx2_only.so

   Linux lets a process trap its own CPUID instructions where the processor can (`cpuid_fault` in
   /proc/cpuinfo; else the program stops with a message). The trap, a SIGSEGV, is answered here
   without the bits of what came after AVX2. Threads inherit the trap. */
#define _GNU_SOURCE
#include <cpuid.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum { kSetCpuid = 0x1012 }; /* ARCH_SET_CPUID of <asm/prctl.h> */

#define BIT(n) (1u << (n))
/* Leaf 7: AVX-512 in its parts, AMX; AVX-VNNI and AVX512-BF16 in its second part. */
static const uint32_t kLeaf7B =
    BIT(16) | BIT(17) | BIT(21) | BIT(26) | BIT(27) | BIT(28) | BIT(30) | BIT(31);
static const uint32_t kLeaf7C = BIT(1) | BIT(6) | BIT(11) | BIT(12) | BIT(14);
static const uint32_t kLeaf7D = BIT(2) | BIT(3) | BIT(8) | BIT(22) | BIT(23) | BIT(24) | BIT(25);
static const uint32_t kLeaf71A = BIT(4) | BIT(5) | BIT(21) | BIT(23);

typedef int (*sigaction_function)(int, const struct sigaction *, struct sigaction *);

static sigaction_function real_sigaction(void) {
  static sigaction_function found;
  if (found == NULL) *(void **)&found = dlsym(RTLD_NEXT, "sigaction");
  return found;
}

/* Node resets every signal when it starts; the handler below stays. */
int sigaction(int signal_number, const struct sigaction *action, struct sigaction *before) {
  return real_sigaction()(signal_number, signal_number == SIGSEGV ? NULL : action, before);
}

static long let_cpuid_run(long allowed) { return syscall(SYS_arch_prctl, kSetCpuid, allowed); }

static void answer(int signal_number, siginfo_t *info, void *context) {
  (void)info;
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const uint8_t *at = (const uint8_t *)registers[REG_RIP];
  if (at[0] != 0x0f || at[1] != 0xa2) { /* not CPUID: a fault of the program's own */
    struct sigaction by_default = {.sa_handler = SIG_DFL};
    real_sigaction()(signal_number, &by_default, NULL);
    return;
  }
  const uint32_t leaf = (uint32_t)registers[REG_RAX];
  const uint32_t part = (uint32_t)registers[REG_RCX];
  uint32_t a, b, c, d;
  let_cpuid_run(1);
  __cpuid_count(leaf, part, a, b, c, d);
  let_cpuid_run(0);
  if (leaf == 7 && part == 0) {
    b &= ~kLeaf7B;
    c &= ~kLeaf7C;
    d &= ~kLeaf7D;
  } else if (leaf == 7 && part == 1) {
    a &= ~kLeaf71A;
  }
  registers[REG_RAX] = a;
  registers[REG_RBX] = b;
  registers[REG_RCX] = c;
  registers[REG_RDX] = d;
  registers[REG_RIP] += 2;
}

__attribute__((constructor)) static void begin(void) {
  struct sigaction action = {.sa_sigaction = answer, .sa_flags = SA_SIGINFO | SA_NODEFER};
  real_sigaction()(SIGSEGV, &action, NULL);
  if (let_cpuid_run(0) != 0) {
    fputs("avx2_only: this processor or kernel cannot trap CPUID\n", stderr);
    exit(3);
  }
}
