// A reference to a function object, for a parameter that is only called while the call lasts.
//
// Unlike std::function it owns nothing and never allocates; like a string_view it must not outlive
// what it refers to. Empty when made from nullptr.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace glia {

template <class Signature>
class FunctionRef;

template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  FunctionRef(std::nullptr_t = nullptr) {}  // NOLINT(google-explicit-constructor): as a parameter
  template <class F,
            class = std::enable_if_t<!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> &&
                                     std::is_invocable_r_v<Result, F&, Arguments...>>>
  // A copy is not hidden: enable_if leaves FunctionRef itself to the copy constructor.
  // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
  FunctionRef(F&& f)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* object, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<F>*>(object))(
              std::forward<Arguments>(arguments)...);
        }) {}

  explicit operator bool() const { return call_ != nullptr; }
  Result operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }

 private:
  void* object_ = nullptr;
  Result (*call_)(void*, Arguments...) = nullptr;
};

}  // namespace glia
