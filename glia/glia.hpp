// glia: neural networks you can see, train and ship. This one header is the library.
//
//   data/     tables, images, splits, preparation      graph/    values, variables, grad, jvp
//   nn/       layers and architectures                 program/  a graph compiled and run
//   loss/ optim/   losses; update rules, schedules     train/    fit, predict, metrics
//   formats/  the model file
#pragma once

#include "glia/base/error.h"
#include "glia/data/builtin.h"
#include "glia/data/csv.h"
#include "glia/data/grey_text.h"
#include "glia/data/idx.h"
#include "glia/data/image_folder.h"
#include "glia/data/table_file.h"
#include "glia/formats/checkpoint.h"
#include "glia/formats/model_file.h"
#include "glia/graph/derivative.h"
#include "glia/graph/graph.h"
#include "glia/graph/ops/elementwise.h"
#include "glia/graph/ops/index.h"
#include "glia/graph/ops/join.h"
#include "glia/graph/ops/layout.h"
#include "glia/graph/ops/leaf.h"
#include "glia/graph/ops/mode.h"
#include "glia/graph/ops/product.h"
#include "glia/graph/ops/random.h"
#include "glia/graph/ops/reduce.h"
#include "glia/graph/ops/softmax.h"
#include "glia/loss/loss.h"
#include "glia/loss/probability.h"
#include "glia/nn/activation.h"
#include "glia/nn/initializer.h"
#include "glia/nn/layer.h"
#include "glia/nn/network.h"
#include "glia/optim/optimizer.h"
#include "glia/optim/schedule.h"
#include "glia/program/gradient_check.h"
#include "glia/program/program.h"
#include "glia/tensor/tensor.h"
#include "glia/train/fit.h"
#include "glia/train/intervals.h"
#include "glia/train/metrics.h"
