// The data's faults, said before any training: each with the flag that mends it.
#include "glia/base/say_internal.h"
#include "glia/nn/network.h"
#include "glia/session/audit.h"
#include "glia/session/training_run_internal.h"

namespace glia::session {
namespace {

int64_t weights_of(const nn::ArchSpec& arch) {
  graph::Graph graph;
  nn::build(graph, arch);
  int64_t weights = 0;
  for (const graph::Variable& variable : graph.variables())
    if (variable.kind == graph::VariableKind::kTrainable) weights += variable.shape.count();
  return weights;
}

AuditedNetwork audited_network(const TrainingRun& run) {
  const TrainConfig& config = run.config;
  if (run.method) return {};
  return {weights_of(run.arch), config.layers.has_value() || !config.arch_file.empty(),
          config.dropout > 0 || config.l1 > 0 || config.l2 > 0 || config.weight_decay > 0 ||
              config.max_norm > 0 || config.mixup > 0};
}

void add(TrainingRun& run, const std::vector<AuditFinding>& findings) {
  for (const AuditFinding& finding : findings) {
    run.warn(finding.flag.empty() ? finding.text : say("{} ({})", finding.text, finding.flag));
    run.result.audit.push_back(finding);
  }
}

}  // namespace

void audit(TrainingRun& run) {
  for (const data::DataWarning& warning : run.dataset.warnings) run.warn(with_flag(warning));
  run.result.audit = audit_columns(run.dataset, run.table ? &*run.table : nullptr);
  add(run, audit_duplicates(run.dataset));
  add(run, audit_classes(run.dataset, !run.config.class_weights.empty()));
  add(run, audit_size(run.dataset, audited_network(run)));
}

}  // namespace glia::session
