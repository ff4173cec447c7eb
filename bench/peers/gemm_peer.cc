// One library's matrix products, for bench/peers/products.py: a process that answers requests.
//
// usage: gemm_peer glia|openblas|onednn THREADS
//
// Each line of the input is a request, answered by one line:
//   shape float|double N|T N|T M N K    makes operands (T: turned, it lies along the other side),
//                                       checks the product, says "ok" or what is wrong
//   time SECONDS                        repeats it for about that long, says GFLOP/s
// A library has its process for itself: the threads of one may spin while another is timed, unless
// the whole process is stopped.
#include <cblas.h>
#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <iostream>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/base/thread_pool.h"
#include "glia/kernels/dispatch.h"
#include "glia/kernels/gemm.h"

namespace {

double seconds_now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

struct Shape {
  bool a_turned, b_turned;
  int64_t m, n, k;

  double work() const {
    return 2.0 * static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  }
};

// C = A B with memory at multiples of 64 bytes.
template <class T>
struct Operands {
  explicit Operands(const Shape& shape)
      : shape(shape),
        a_memory(static_cast<size_t>(shape.m * shape.k) * sizeof(T)),
        b_memory(static_cast<size_t>(shape.k * shape.n) * sizeof(T)),
        c_memory(static_cast<size_t>(shape.m * shape.n) * sizeof(T)) {
    uint64_t state = 1;
    for (auto [memory, size] :
         {std::pair{a(), shape.m * shape.k}, std::pair{b(), shape.k * shape.n}}) {
      for (int64_t i = 0; i < size; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        memory[i] = static_cast<T>(static_cast<int64_t>(state >> 40)) / T{1 << 23} - T{1};
      }
    }
    std::fill_n(c(), shape.m * shape.n, std::numeric_limits<T>::quiet_NaN());
  }

  T* a() { return a_memory.template as<T>(); }
  T* b() { return b_memory.template as<T>(); }
  T* c() { return c_memory.template as<T>(); }
  glia::kernels::Matrix<T> c_view() { return {c(), shape.m, shape.n, shape.n, 1}; }
  T at_a(int64_t i, int64_t k) { return a()[shape.a_turned ? k * shape.m + i : i * shape.k + k]; }
  T at_b(int64_t k, int64_t j) { return b()[shape.b_turned ? j * shape.k + k : k * shape.n + j]; }

  // Some hundred elements of C against sums in long double.
  bool agrees() {
    const int64_t step = std::max<int64_t>(1, shape.m * shape.n / 509);
    for (int64_t at = 0; at < shape.m * shape.n; at += step) {
      long double sum = 0;
      for (int64_t k = 0; k < shape.k; ++k) sum += at_a(at / shape.n, k) * at_b(k, at % shape.n);
      const double bound = 2.0 * static_cast<double>(shape.k) *
                           static_cast<double>(std::numeric_limits<T>::epsilon());
      // Written so that NaN fails.
      if (!(std::fabs(static_cast<double>(sum - c()[at])) <= bound)) return false;
    }
    return true;
  }

  Shape shape;
  glia::AlignedBuffer a_memory, b_memory, c_memory;
};

template <class T>
std::function<void()> glia_product(const std::shared_ptr<Operands<T>>& o, int threads) {
  using glia::kernels::Matrix;
  const Shape s = o->shape;
  const Matrix<const T> a = {o->a(), s.m, s.k, s.a_turned ? 1 : s.k, s.a_turned ? s.m : 1};
  const Matrix<const T> b = {o->b(), s.k, s.n, s.b_turned ? 1 : s.n, s.b_turned ? s.k : 1};
  static glia::ThreadPool pool(threads);
  const auto scratch = std::make_shared<glia::AlignedBuffer>(
      glia::kernels::gemm_scratch_bytes<T>(s.m, s.n, s.k, threads));
  return
      [=, keep = o] { glia::kernels::gemm<T>(a, b, keep->c_view(), false, scratch->data(), pool); };
}

template <class T>
std::function<void()> openblas_product(const std::shared_ptr<Operands<T>>& o) {
  return [o] {
    const Shape& s = o->shape;
    const int m = static_cast<int>(s.m), n = static_cast<int>(s.n), k = static_cast<int>(s.k);
    const auto a_order = s.a_turned ? CblasTrans : CblasNoTrans;
    const auto b_order = s.b_turned ? CblasTrans : CblasNoTrans;
    const int lda = s.a_turned ? m : k, ldb = s.b_turned ? k : n;
    if constexpr (std::is_same_v<T, float>) {
      cblas_sgemm(CblasRowMajor, a_order, b_order, m, n, k, 1, o->a(), lda, o->b(), ldb, 0, o->c(),
                  n);
    } else {
      cblas_dgemm(CblasRowMajor, a_order, b_order, m, n, k, 1, o->a(), lda, o->b(), ldb, 0, o->c(),
                  n);
    }
  };
}

std::function<void()> onednn_product(const std::shared_ptr<Operands<float>>& o) {
  return [o] {
    const Shape& s = o->shape;
    dnnl_sgemm(s.a_turned ? 'T' : 'N', s.b_turned ? 'T' : 'N', s.m, s.n, s.k, 1, o->a(),
               s.a_turned ? s.m : s.k, o->b(), s.b_turned ? s.k : s.n, 0, o->c(), s.n);
  };
}

template <class T>
std::function<void()> make_product(const std::string& library, const Shape& shape, int threads) {
  const auto operands = std::make_shared<Operands<T>>(shape);
  std::function<void()> product;
  if (library == "glia") product = glia_product(operands, threads);
  if (library == "openblas") product = openblas_product(operands);
  if constexpr (std::is_same_v<T, float>) {
    if (library == "onednn") product = onednn_product(operands);
  }
  if (!product) throw std::runtime_error(library + " has no such product");
  product();
  if (!operands->agrees()) throw std::runtime_error("the product is wrong");
  return product;
}

// GFLOP/s of one call, of as many as fill the time.
double measure(const std::function<void()>& product, double work, double seconds) {
  int64_t calls = 1;
  for (;;) {
    const double start = seconds_now();
    for (int64_t i = 0; i < calls; ++i) product();
    const double taken = seconds_now() - start;
    if (taken >= seconds * 0.7) return work * static_cast<double>(calls) / taken * 1e-9;
    // The short tries before warm up caches and wake threads.
    const double wanted = seconds / std::max(taken, 1e-7) * static_cast<double>(calls);
    calls = std::max(calls + 1, static_cast<int64_t>(std::min(wanted, 1e8)));
  }
}

std::string answer(const std::string& request, const std::string& library, int threads) {
  static std::function<void()> product;
  static double work = 0;
  std::istringstream words(request);
  std::string verb;
  words >> verb;
  if (verb == "shape") {
    std::string type;
    char a = 0, b = 0;
    Shape shape = {};
    words >> type >> a >> b >> shape.m >> shape.n >> shape.k;
    shape.a_turned = a == 'T';
    shape.b_turned = b == 'T';
    work = shape.work();
    product = type == "double" ? make_product<double>(library, shape, threads)
                               : make_product<float>(library, shape, threads);
    return "ok";
  }
  double seconds = 0;
  words >> seconds;
  if (verb != "time" || !product) throw std::runtime_error("no such request: " + request);
  return std::to_string(measure(product, work, seconds));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string library = argv[1];
  const int threads = std::stoi(argv[2]);
  openblas_set_num_threads(threads);
  std::cout << (library == "glia"       ? std::string(glia::kernels::target_name())
                : library == "openblas" ? std::string(openblas_get_corename())
                                        : "version " + std::to_string(dnnl_version()->major) + "." +
                                              std::to_string(dnnl_version()->minor))
            << std::endl;
  std::string request;
  while (std::getline(std::cin, request)) {
    try {
      std::cout << answer(request, library, threads) << std::endl;
    } catch (const std::exception& error) {
      std::cout << error.what() << std::endl;
    }
  }
}
