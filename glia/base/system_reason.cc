#include "glia/base/system_reason.h"

#include <cerrno>
#include <cstring>

#include "glia/base/say_internal.h"

namespace glia {

Message system_reason(int number) {
  switch (number) {
    case EACCES:
      return say("Permission denied");
    case EFBIG:
      return say("File too large");
    case EINTR:
      return say("Interrupted system call");
    case EIO:
      return say("Input/output error");
    case EISDIR:
      return say("Is a directory");
    case ELOOP:
      return say("Too many levels of symbolic links");
    case EMFILE:
      return say("Too many open files");
    case ENAMETOOLONG:
      return say("File name too long");
    case ENOENT:
      return say("No such file or directory");
    case ENOSPC:
      return say("No space left on device");
    case ENOTDIR:
      return say("Not a directory");
    case EPERM:
      return say("Operation not permitted");
    case EROFS:
      return say("Read-only file system");
    default:
      return std::strerror(number);
  }
}

}  // namespace glia
