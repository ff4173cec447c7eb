// The words of `glia train`: its flags, and what it says about a run.
#pragma once

#include "apps/cli/command.h"
#include "glia/nn/initializer.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"

namespace glia::cli::text {

inline constexpr Example kTrainExamples[] = {
    {"glia train penguins", "a built-in table"},
    {"glia train my.csv --target price", "predict the column price"},
    {"glia train my.csv --layers 32,16 --lr 0.01", "an own network and rate"},
    {"glia train fashion-mnist --layers 128", "60,000 images"},
    {"glia train a.csv --test b.csv --json", "own test set, JSON result"},
    {"glia train penguins --model knn:5", "no network: the 5 nearest rows"},
};

inline constexpr Operand kTrainOperands[] = {
    {"DATA",
     "a CSV, TSV or .jsonl file (also .gz, or - for standard input), an .xlsx workbook, a "
     "built-in set (`glia data list`), mnist:FOLDER, a folder or IMAGES,LABELS in IDX format"},
};

inline constexpr Flag kTrainFlags[] = {
    // the data
    {"--target", "COL,..", "the column to predict, or several (default: the last)"},
    {"--drop", "COL,..", "columns to leave out", 0, true},
    {"--use", "COL,..", "columns to use though they look like identifiers or free text", 0, true},
    {"--date-order", "NAME",
     "of 5/1/2024 or 5/1/24: dmy, mdy, ymd (default: by the column, or dmy)"},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--task", "NAME", "auto, classify or regress (default: auto)"},
    {"--test", "FILE", "an own test set; nothing of DATA is held back for testing"},
    {"--split", "A,B,C", "shares for training, validation, test (default: 70,15,15)"},
    {"--folds", "K", "cross-validation: test on every row in turn; advised below 1,000 rows"},
    {"--repeats", "R", "of the folds, each time divided anew (default: 1)"},
    {"--group", "COL", "rows of one group are never parted; no feature"},
    {"--time", "COL", "the latest rows are the test; no feature"},
    {"--weight", "COL", "what each row counts, 0 or more, in loss and metrics; no feature"},
    {"--no-duplicates", "", "of rows that are equal in every column, use the first only"},
    // the network
    {"--layers", "N,N,..", "hidden widths, or none (default: chosen from the data)"},
    {"--arch", "FILE", "an architecture file instead of --layers"},
    {"--activation", "NAME", "of the hidden layers (default: relu)"},
    {"--batch-norm", "", "normalise each hidden layer over the batch, before its activation"},
    {"--dropout", "RATE", "after each hidden layer, 0 to below 1 (default: 0)"},
    {"--init", "NAME", "start values (default: glorot_uniform)", 0, false,
     names_in<nn::initializers>},
    {"--from", "MODEL", "start from a model's network, weights and preparation"},
    {"--double", "", "compute in double instead of float"},
    // instead of a network, and beside it
    {"--model", "NAME[:X]", "fit this, not a network: logistic, ridge:0.5 .. (see below)"},
    {"--baseline", "NAME[:X]", "compare with this fit, or none (default: the simple ones)"},
    // training
    {"--loss", "NAME", "what training lowers, such as huber:1.5 (default: fits the target)"},
    {"--optimizer", "NAME",
     "rule of the update, rmsprop:momentum=0.9 for one with other options "
     "(default: adam)",
     0, false, names_in<optim::rules>},
    {"--lr", "X", "learning rate (default: chosen)"},
    {"--find-lr", "", "look for a learning rate instead of training; --curves draws it"},
    {"--schedule", "NAME", "of the rate, step:0.5:10 for one with other options", 0, false,
     names_in<optim::schedules>},
    {"--batch", "N", "rows per step, or all (default: chosen)"},
    {"--epochs", "N", "passes over the training rows, at most (default: chosen)"},
    {"--label-smoothing", "X", "the target gives X of its share to all classes alike"},
    {"--class-weights", "W,W,..", "what a row of each class counts, or balanced"},
    {"--l1", "X", "adds X times the sum of absolute weights to the loss"},
    {"--l2", "X", "adds X/2 times the sum of squared weights to the loss"},
    {"--weight-decay", "X", "shrinks the weights by rate times X each step"},
    {"--clip", "X", "limits the norm of the gradient"},
    {"--clip-value", "X", "limits each element of the gradient"},
    {"--max-norm", "X", "limits the norm of the weights into each unit"},
    {"--mixup", "A", "blends rows by shares from Beta(A, A), such as 0.2"},
    {"--patience", "N", "epochs without a better validation loss before it stops; 0: never"},
    {"--stop-loss", "X", "stop when the training loss is X or less"},
    {"--stop-accuracy", "X", "stop when the validation score reaches X (0.98)"},
    {"--max-time", "TIME", "stop after 90, 90s, 5m or 2h"},
    {"--budget", "TIME", "search for better settings; no trial begins after 60s, 5m .."},
    {"--trials", "N", "search with N trials; the same N finds the same"},
    {"--seed", "N", "another split, start and order (default: 0)"},
    {"--threads", "N", "any number gives the same result (default: all cores)"},
    // what is written
    {"--out", "FILE", "the model, or - for standard output (default: model.glia)"},
    {"--report", "FILE.html", "all of the result as one page: scores, curves, what was done"},
    {"--curves", "FILE.svg", "loss and score by epoch as a picture"},
    {"--calibration", "FILE.svg", "do probabilities mean what they say? as a picture"},
    {"--importance", "N", "shuffle each column N times to see its worth; 0: never (default: 5)"},
    {"--split-out", "DIR", "the parts of the split and the test predictions as CSV"},
    {"--checkpoint", "FILE", "written while training, for --resume"},
    {"--resume", "FILE", "go on from a checkpoint, bit for bit"},
    {"--no-samples", "", "leave the rows for `glia verify` out of the model"},
    {"--json", "", "the result as one JSON object on standard output"},
    {"--progress", "HOW", "auto, bar, plain or none (default: auto)"},
    {"--quiet", "", "errors only", 'q'},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};

inline constexpr char kTrainNotes[] =
    "Models without a network, for --model and --baseline:\n"
    "  majority, mean        the same answer for every row\n"
    "  least_squares[:HOW]   y = x W + b (closed; or gradient: by descent); numbers\n"
    "  ridge[:PENALTY]       with a price on large weights (1); numbers\n"
    "  logistic[:PENALTY]    sigmoid or softmax of x W + b (1); classes, yes/no\n"
    "  softmax[:PENALTY]     with weights for every class, of two too (1); classes\n"
    "  perceptron[:PASSES]   Rosenblatt's rule (1000); classes, yes/no\n"
    "  polynomial[:DEGREE[:PENALTY]]\n"
    "                        linear in products of features (2, 1); classes, numbers\n"
    "  knn[:K[:DISTANCE]]    the nearest rows (5; euclidean, manhattan, chebyshev)\n"
    "  kmeans[:CLUSTERS[:STARTS]]\n"
    "                        centres of the rows (8, 10); each answers for its rows";

inline constexpr Planned kTrainPlanned[] = {
    {"--dry-run", ""},
    {"--config", ""},
    {"--force", "an existing --out FILE is replaced without asking"},
};

// With --model these have nothing to act on.
inline constexpr const char* kNetworkFlags[] = {
    "--layers",
    "--arch",
    "--activation",
    "--dropout",
    "--init",
    "--from",
    "--loss",
    "--optimizer",
    "--lr",
    "--schedule",
    "--batch",
    "--epochs",
    "--label-smoothing",
    "--class-weights",
    "--l1",
    "--clip-value",
    "--max-norm",
    "--mixup",
    "--l2",
    "--weight-decay",
    "--clip",
    "--patience",
    "--stop-loss",
    "--stop-accuracy",
    "--max-time",
    "--budget",
    "--trials",
    "--curves",
    "--checkpoint",
    "--resume",
};
inline constexpr char kNoNetwork[] =
    "--model {} is fitted without a network and without epochs; leave {} out";

// Notes while it runs.
inline constexpr char kData[] = "{}: {}, {}";  // origin, rows, features
inline constexpr char kPlan[] = "network {}: {}";
inline constexpr char kFold[] = "fold {} of {}";
inline constexpr char kRepeatsOfFolds[] = "--repeats are of --folds K";
// A trouble in the midst of training: when, and what.
inline constexpr char kTroubleAt[] = "epoch {}: {}";
inline constexpr char kTroubleBefore[] = "before the first epoch: {}";
inline constexpr char kFitting[] = "fitting {} to compare with";

// A search for a rate.
inline constexpr char kSuggested[] =
    "suggested learning rate: {:.2g} (a run without --lr takes {:.2g})";
inline constexpr char kSuggestedWhy[] = "The loss falls fastest there, is lowest at {:.2g} and {}.";
inline constexpr char kBurstAt[] = "bursts at {:.2g}";
inline constexpr char kNoBurst[] = "does not burst up to {:.2g}";
inline constexpr char kNoSuggestion[] =
    "no learning rate is suggested: the loss fell at none between {:.2g} and {:.2g}";

// The result.
inline constexpr char kDataHead[] = "data";
inline constexpr char kNetworkHead[] = "network";
inline constexpr char kModelHead[] = "model";
inline constexpr char kTrainingHead[] = "training";
inline constexpr char kSplitParts[] = "{} to train, {} to validate, {} to test";
inline constexpr char kClassesOf[] = "{} classes of '{}'";
inline constexpr char kNumberOf[] = "'{}' is a number";
inline constexpr char kAnswersOf[] = "yes or no for each of '{}'";
inline constexpr char kNetwork[] = "{} with {}";
inline constexpr char kEpochs[] = "{} in {}; kept the weights of epoch {}";
inline constexpr char kFitted[] = "fitted in {}";  // and what was found out: "; inertia 12.3"
inline constexpr char kNoEpochs[] = "no epoch was finished; the weights are as they were then";

// Whether rows are held back for validation.
enum class Held : unsigned char { kEither, kSome, kNone };
struct Reason {
  const char* name;  // as in the history
  const char* text;
  Held held = Held::kEither;
};
inline constexpr Reason kStopped[] = {
    {"epochs", "stopped after the last epoch asked for"},
    {"patience", "stopped: the validation loss no longer fell", Held::kSome},
    {"patience", "stopped: the training loss no longer fell", Held::kNone},
    {"loss", "stopped: the loss reached --stop-loss"},
    {"accuracy", "stopped: the score reached --stop-accuracy"},
    {"time", "stopped: --max-time was over"},
    {"interrupted", "stopped: interrupted"},
};

inline constexpr char kTrainedOnAll[] = "{} to train and {} to validate the model that is saved";
inline constexpr char kOnFolds[] = "On {} folds: every row is tested by a fit that never saw it:";
inline constexpr char kOnFoldsRepeated[] =
    "On {} folds, {} times: every row is tested by fits that never saw it:";
inline constexpr char kFoldsWhat[] =
    "Means over the folds; their intervals allow for training rows that folds share (Nadeau and "
    "Bengio 2003). The model that is saved is trained on all rows but those for validation.";
inline constexpr char kFoldColumn[] = "fold";
inline constexpr char kRowsColumn[] = "rows";
inline constexpr char kOnTest[] = "On {} that training never saw:";
inline constexpr char kOnValidation[] =
    "On the {} for validation, by which the weights were chosen:";
inline constexpr char kOnAll[] = "On the {} that it was trained on (none is held back):";
inline constexpr char kOnTraining[] = "On its {} (too few to hold any back):";

inline constexpr char kTheNetwork[] = "The network";
inline constexpr char kTheModel[] = "The model";
inline constexpr char kBeats[] = "{4} beats {0}: {1} {2} against {3}, {5}.";
inline constexpr char kAhead[] =
    "{4} does not beat {0}: {1} {2} against {3}, {5}. It may be luck: more rows or other seeds "
    "would tell.";
inline constexpr char kLevel[] =
    "{4} is level with {0} ({1} {2}): nothing is gained over the simpler fit.";
inline constexpr char kBehind[] =
    "{4} does not beat {0}: {1} {2} against {3}, {5}. The simpler fit does as well.";
inline constexpr char kWorse[] =
    "{4} is worse than {0}: {1} {2} against {3}, {5}. The simpler fit does better.";
inline constexpr char kKnownRows[] =
    "These rows were trained on, so this says nothing about new ones.";

inline constexpr char kTrouble[] = "Trouble in training:";
inline constexpr char kOverfitModel[] =
    "It knows its training rows better than new ones ({} {} against {}).";

inline constexpr char kSaved[] = "saved {}";
inline constexpr char kReplaced[] = "saved {} (the file that was there is replaced)";
inline constexpr char kNotSaved[] = "the model went to standard output";
inline constexpr char kNext[] = "Next:";
inline constexpr char kTable[] = "NEW.csv";
inline constexpr char kImages[] = "IMAGES";
inline constexpr char kNextPredict[] = "predictions for new rows";
inline constexpr char kNextInspect[] = "what is inside the model";
inline constexpr char kNextSeed[] = "another split: is it stable?";

inline constexpr char kInterruptedSaved[] =
    "interrupted after {}; the best weights so far are in {}";
inline constexpr char kInterruptedResume[] =
    "go on with: glia train {} --resume {} and the same flags";

inline constexpr char kNothingToReport[] =
    "--find-lr trains nothing that --report could tell of; --curves draws the search";
inline constexpr char kStdoutTwice[] = "--out - and --json both want standard output";

}  // namespace glia::cli::text
