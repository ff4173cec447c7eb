#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "glia/base/error.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/formats/quote_internal.h"
#include "glia/formats/safetensors_header_internal.h"

namespace glia::formats {
namespace {

constexpr size_t kHeaderStart = 8;
constexpr std::string_view kMetadataKey = "__metadata__";

// Walks the text and leaves its place where the SAX handler below can read it: the JSON library
// itself says where it stands only when the text is no JSON.
class TrackingIterator {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the standard library asks for these names
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;
  // NOLINTEND(readability-identifier-naming)

  TrackingIterator() = default;
  TrackingIterator(const char* at, const char** place) : at_(at), place_(place) {}
  reference operator*() const { return *at_; }
  TrackingIterator& operator++() {
    *place_ = ++at_;
    return *this;
  }
  TrackingIterator operator++(int) {
    TrackingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const TrackingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const TrackingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_ = nullptr;
  const char** place_ = nullptr;
};

// One pass over the closed grammar
//   { "__metadata__": { string: string ... },
//     name: { "dtype": string, "shape": [integer ...], "data_offsets": [integer, integer] } ... }
// Anything deeper or of another type is refused at its first byte, so nesting costs nothing.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  HeaderReader(std::string_view text, const std::string& source, const SafetensorsLimits& limits)
      : text_(text), source_(source), limits_(limits), place_(text.data()) {}

  Header read() {
    // The JSON library takes a zero byte for the end, and would let anything follow it.
    if (const size_t zero = text_.find('\0'); zero != std::string_view::npos) {
      broken("not JSON: a zero byte at byte {}", kHeaderStart + zero);
    }
    const TrackingIterator first(text_.data(), &place_);
    const TrackingIterator last(text_.data() + text_.size(), &place_);
    nlohmann::json::sax_parse(first, last, this);
    return std::move(header_);
  }

  bool start_object(std::size_t) override {
    switch (where_) {
      case Where::kOutside:
        where_ = Where::kTop;
        return true;
      case Where::kTopValue:
        where_ = current_is_metadata_ ? Where::kMetadata : Where::kTensor;
        return true;
      default:
        refuse("an object", token_end() - 1);
    }
  }

  bool key(string_t& name) override {
    switch (where_) {
      case Where::kTop:
        return top_key(name);
      case Where::kMetadata:
        if (name.size() > limits_.name_bytes) {
          broken("__metadata__: {}", too_long("a key", name.size()));
        }
        if (!metadata_keys_.insert(name).second) {
          broken("__metadata__: key {} stands twice, again at byte {}", quote(name),
                 string_start());
        }
        if (header_.metadata.size() == limits_.metadata_entries) {
          broken("__metadata__: more than {} keys", limits_.metadata_entries);
        }
        header_.metadata.push_back({name, {}, 0});
        where_ = Where::kMetadataValue;
        return true;
      default:
        return field_key(name);
    }
  }

  bool string(string_t& value) override {
    if (where_ == Where::kMetadataValue) {
      header_.metadata.back().value_offset = string_start() + 1;
      header_.metadata.back().value = std::move(value);
      where_ = Where::kMetadata;
      return true;
    }
    if (where_ != Where::kDtype) refuse("a string", string_start());
    const std::optional<Dtype> dtype = dtype_from_name(value);
    if (!dtype) {
      broken("{}: unknown dtype {} at byte {}, expected F32, F64, I32, I64, U8 or BOOL", tensor(),
             quote(value), string_start());
    }
    header_.tensors.back().dtype = *dtype;
    where_ = Where::kTensor;
    return true;
  }

  bool number_unsigned(number_unsigned_t value) override {
    if (where_ == Where::kOffsets) {
      if (count_ == 2) broken("{}: data_offsets holds more than 2 numbers", tensor());
      (count_ == 0 ? header_.tensors.back().begin : header_.tensors.back().end) = value;
      ++count_;
      return true;
    }
    if (where_ != Where::kShape) refuse("a number", number_start());
    if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
      broken("{}: shape holds {} at byte {}, over 2^63 - 1", tensor(), value, number_start());
    }
    if (count_ == limits_.rank)
      broken("{}: shape holds more than {} sizes", tensor(), limits_.rank);
    header_.tensors.back().shape.push_back(static_cast<int64_t>(value));
    ++count_;
    return true;
  }

  // Only numbers with a sign come here.
  bool number_integer(number_integer_t) override {
    if (where_ != Where::kShape && where_ != Where::kOffsets) refuse("a number", number_start());
    broken("{}: {} holds {} at byte {}, expected an integer without a sign", tensor(), list_name(),
           number_text(), number_start());
  }

  bool number_float(number_float_t, const string_t&) override {
    if (where_ != Where::kShape && where_ != Where::kOffsets) refuse("a number", number_start());
    broken("{}: {} holds {} at byte {}, expected an integer below 2^63", tensor(), list_name(),
           number_text(), number_start());
  }

  bool start_array(std::size_t) override {
    if (where_ == Where::kShapeValue) {
      where_ = Where::kShape;
    } else if (where_ == Where::kOffsetsValue) {
      where_ = Where::kOffsets;
    } else {
      refuse("an array", token_end() - 1);
    }
    count_ = 0;
    return true;
  }

  bool end_array() override {
    if (where_ == Where::kOffsets && count_ != 2) {
      broken("{}: data_offsets holds {} number{}, expected 2", tensor(), count_,
             count_ == 1 ? "" : "s");
    }
    where_ = Where::kTensor;
    return true;
  }

  bool end_object() override {
    if (where_ == Where::kTensor) finish_tensor();
    where_ = where_ == Where::kTop ? Where::kOutside : Where::kTop;
    return true;
  }

  bool null() override { refuse("null", token_end() - 4); }
  bool boolean(bool value) override {
    refuse(value ? "true" : "false", token_end() - (value ? 4 : 5));
  }
  bool binary(binary_t&) override { refuse("binary data", token_end()); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
    // The library's text quotes the last token, which may be 100 MB: take only its own words.
    const std::string_view what = e.what();
    const size_t from = what.find("while parsing ");
    const size_t to = from == std::string_view::npos ? from : what.find_first_of("-;", from);
    const std::string during =
        to == std::string_view::npos ? "" : fmt::format(" ({})", what.substr(from, to - from - 1));
    if (what.find("number overflow") != std::string_view::npos) {
      broken("the number {} at byte {} is too large", number_text(), number_start());
    }
    if (what.find("ill-formed UTF-8") != std::string_view::npos) {
      broken("not UTF-8 near byte {}{}", token_end() - 1, during);
    }
    if (what.find("unexpected end of input") != std::string_view::npos ||
        what.find("missing closing quote") != std::string_view::npos) {
      broken("the JSON text ends too early, at byte {}{}", token_end(), during);
    }
    broken("not JSON near byte {}{}", token_end() - 1, during);
  }

 private:
  // Where the next token stands. The ...Value states await what follows a key.
  enum class Where {
    kOutside,
    kTop,
    kTopValue,
    kMetadata,
    kMetadataValue,
    kTensor,
    kDtype,
    kShapeValue,
    kShape,
    kOffsetsValue,
    kOffsets
  };

  bool top_key(const std::string& name) {
    current_is_metadata_ = name == kMetadataKey;
    if (current_is_metadata_) {
      if (seen_metadata_) broken("__metadata__ stands twice, again at byte {}", string_start());
      seen_metadata_ = true;
    } else {
      if (name.empty()) broken("the tensor at byte {} has no name", string_start());
      if (name.size() > limits_.name_bytes) {
        broken("{}", too_long("a tensor name", name.size()));
      }
      if (!tensor_names_.insert(name).second) {
        broken("tensor {} stands twice, again at byte {}", quote(name), string_start());
      }
      if (header_.tensors.size() == limits_.tensors)
        broken("more than {} tensors", limits_.tensors);
      header_.tensors.push_back({});
      header_.tensors.back().name = name;
      header_.tensors.back().offset = string_start();
      seen_dtype_ = seen_shape_ = seen_offsets_ = false;
    }
    where_ = Where::kTopValue;
    return true;
  }

  bool field_key(const std::string& name) {
    bool* seen = nullptr;
    if (name == "dtype") {
      seen = &seen_dtype_;
      where_ = Where::kDtype;
    } else if (name == "shape") {
      seen = &seen_shape_;
      where_ = Where::kShapeValue;
    } else if (name == "data_offsets") {
      seen = &seen_offsets_;
      where_ = Where::kOffsetsValue;
    } else {
      broken("{}: unknown field {} at byte {}, expected dtype, shape or data_offsets", tensor(),
             quote(name), string_start());
    }
    if (*seen)
      broken("{}: field {} stands twice, again at byte {}", tensor(), name, string_start());
    *seen = true;
    return true;
  }

  void finish_tensor() {
    HeaderTensor& t = header_.tensors.back();
    if (!seen_dtype_) broken("{}: field dtype is missing", tensor());
    if (!seen_shape_) broken("{}: field shape is missing", tensor());
    if (!seen_offsets_) broken("{}: field data_offsets is missing", tensor());
    const std::optional<uint64_t> bytes = array_bytes(t.shape, t.dtype);
    if (!bytes) {
      broken("{}: shape {} of {} needs more than 2^63 - 1 bytes", tensor(), shape_text(t.shape),
             dtype_name(t.dtype));
    }
    t.byte_size = *bytes;
  }

  [[noreturn]] void refuse(std::string_view found, size_t at) const {
    switch (where_) {
      case Where::kTopValue:
        if (!current_is_metadata_) {
          broken("{}: expected an object, found {} at byte {}", tensor(), found, at);
        }
        broken("__metadata__: expected an object, found {} at byte {}", found, at);
      case Where::kMetadataValue:
        broken("__metadata__: key {}: expected a string, found {} at byte {}",
               quote(header_.metadata.back().key), found, at);
      case Where::kDtype:
        broken("{}: dtype: expected a string, found {} at byte {}", tensor(), found, at);
      case Where::kShapeValue:
      case Where::kOffsetsValue:
        broken("{}: {}: expected an array, found {} at byte {}", tensor(), list_name(), found, at);
      default:
        broken("{}: {}: expected integers, found {} at byte {}", tensor(), list_name(), found, at);
    }
  }

  template <class... Args>
  [[noreturn]] void broken(fmt::format_string<Args...> format, Args&&... args) const {
    fail(ErrorKind::kModel,
         say("{}: header: {}", source_, say(format, std::forward<Args>(args)...)));
  }

  std::string tensor() const {
    const HeaderTensor& t = header_.tensors.back();
    return fmt::format("tensor {} (byte {})", quote(t.name), t.offset);
  }
  std::string too_long(std::string_view what, size_t size) const {
    return fmt::format("{} of {} bytes ends at byte {}, over the limit of {}", what, size,
                       token_end() - 1, limits_.name_bytes);
  }
  std::string_view list_name() const {
    return where_ == Where::kShape || where_ == Where::kShapeValue ? "shape" : "data_offsets";
  }

  size_t token_end() const { return kHeaderStart + static_cast<size_t>(place_ - text_.data()); }

  // The opening quote of the string that ends here: a quote within it has an odd number of
  // backslashes before it.
  size_t string_start() const {
    size_t at = static_cast<size_t>(place_ - text_.data()) - 1;
    while (at-- > 0) {
      if (text_[at] != '"') continue;
      size_t slashes = 0;
      while (slashes < at && text_[at - 1 - slashes] == '\\') ++slashes;
      if (slashes % 2 == 0) break;
    }
    return kHeaderStart + at;
  }

  // The first character of the number that ends here; its end was found by reading one further.
  size_t number_start() const {
    const auto in_number = [](char c) {
      return std::string_view("0123456789+-.eE").find(c) != std::string_view::npos;
    };
    size_t at = static_cast<size_t>(place_ - text_.data());
    if (at > 0 && !in_number(text_[at - 1])) --at;
    while (at > 0 && in_number(text_[at - 1])) --at;
    return kHeaderStart + at;
  }

  std::string number_text() const {
    const std::string_view from = text_.substr(number_start() - kHeaderStart);
    const std::string_view number = from.substr(0, from.find_first_not_of("0123456789+-.eE"));
    return number.size() <= 40 ? std::string(number) : fmt::format("{}...", number.substr(0, 40));
  }

  std::string_view text_;
  const std::string& source_;
  const SafetensorsLimits& limits_;
  const char* place_;
  Where where_ = Where::kOutside;
  bool current_is_metadata_ = false;
  bool seen_metadata_ = false;
  bool seen_dtype_ = false, seen_shape_ = false, seen_offsets_ = false;
  size_t count_ = 0;  // numbers read of the current array
  std::unordered_set<std::string> metadata_keys_, tensor_names_;
  Header header_;
};

}  // namespace

Header parse_safetensors_header(std::string_view text, const std::string& source,
                                const SafetensorsLimits& limits) {
  return HeaderReader(text, source, limits).read();
}

std::optional<uint64_t> array_bytes(const std::vector<int64_t>& shape, Dtype dtype) {
  constexpr auto kMost = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  uint64_t bytes = dtype_size(dtype);
  bool empty = false;
  for (const int64_t size : shape) {
    if (size < 0) return std::nullopt;
    empty |= size == 0;
    if (size == 0) continue;
    if (bytes > kMost / static_cast<uint64_t>(size)) return std::nullopt;
    bytes *= static_cast<uint64_t>(size);
  }
  return empty ? 0 : bytes;
}

std::string shape_text(const std::vector<int64_t>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

}  // namespace glia::formats
