#include "apps/cli/output_files.h"

#include "apps/cli/paths.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"

namespace glia::cli {
namespace {

constexpr char kOverwritesInput[] = "{} {} would overwrite {}, which is read";
constexpr char kSameFile[] = "{} and {} both name {}";

}  // namespace

void check_output_files(const Arguments& arguments, const std::vector<OutputFile>& outputs,
                        const std::vector<std::string>& inputs) {
  std::vector<const OutputFile*> tried;
  for (const OutputFile& output : outputs) {
    if (output.path.empty() || output.path == "-") continue;
    for (const std::string& input : inputs) {
      if (!input.empty() && same_file(output.path, input))
        arguments.refuse(say(kOverwritesInput, output.flag, output.path, input));
    }
    for (const OutputFile* other : tried) {
      if (same_file(other->path, output.path))
        arguments.refuse(say(kSameFile, other->flag, output.flag, output.path));
    }
    const AtomicFile probe(output.path);
    tried.push_back(&output);
  }
}

}  // namespace glia::cli
