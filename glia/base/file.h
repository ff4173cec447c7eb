// Files as wholes: read into memory up to a limit, or written so that a reader, a full disk, a
// crash or a power cut sees the old file or the new one, never a part.
//
// Only ordinary files are opened: a pipe or device in their place is refused instead of hanging.
// Every failure throws Error(kFailed) with the path and the system's reason. Distinct objects may
// be used from any threads; two writers of one path both succeed and the last one stays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace glia {

// True for anything that `path` leads to, folders included.
bool path_exists(const std::string& path);
bool is_folder(const std::string& path);

// The whole file. One above `limit` bytes throws Error(kData) before it is read.
std::string read_file(const std::string& path, uint64_t limit);

// All of standard input, called `<stdin>` in errors, up to `limit` bytes.
std::string read_stdin(size_t limit);

// A file read piece by piece. Belongs to one thread.
class InputFile {
 public:
  // One above `limit` bytes throws Error(kData), here or, where it grew meanwhile, in read.
  InputFile(const std::string& path, uint64_t limit);
  InputFile(InputFile&& other) noexcept;
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Fills `out`; less than `size` bytes only at the end of the file.
  size_t read(void* out, size_t size);
  // The bytes from `offset` on, wherever read() is; less than `size` only at the end.
  size_t read_at(uint64_t offset, void* out, size_t size) const;
  // Goes back to the first byte.
  void rewind();
  // In bytes, when it was opened.
  uint64_t size() const { return size_; }

 private:
  std::string path_;
  int descriptor_;
  uint64_t size_ = 0;
  uint64_t limit_;
  uint64_t position_ = 0;
};

// A file being written beside its place: a temporary file in the same folder that commit() renames.
//   AtomicFile file("model.glia");
//   file.write(header);
//   file.write(tensors);
//   file.commit();
// Without commit() the temporary file is removed and `path` is left as it was; the temporary files
// of processes that were killed are removed by the next one that writes there. A symbolic link at
// `path` keeps pointing where it did: the file behind it is replaced. An existing file keeps its
// permissions; one that may not be written, or that isn't an ordinary file, is refused at once.
class AtomicFile {
 public:
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(const void* bytes, size_t size);
  void write(std::string_view bytes) { write(bytes.data(), bytes.size()); }

  // fsync, rename, fsync of the folder. Call it once; nothing can be written after it.
  void commit();

 private:
  void close_and_remove();

  std::string shown_path_;  // as the caller wrote it
  std::string path_;        // behind any symbolic link
  std::string temporary_;   // empty once renamed or removed
  int descriptor_ = -1;
};

void write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace glia
