// What this platform offers in threads, asked by the pool and by defaults such as --threads.
//
// Two files implement it and the pool: thread_pool.cc with threads, no_threads.cc without
// (WebAssembly built without pthreads). Callers are the same for both.
#pragma once

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
#define GLIA_HAS_THREADS 0
#else
#define GLIA_HAS_THREADS 1
#endif

namespace glia {

// CPUs that this process may use; at least 1, and 1 without threads.
int hardware_threads();

}  // namespace glia
