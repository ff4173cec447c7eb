// The subjects of the table, one file each.
#pragma once

#include "glia/words/words.h"

namespace glia::words {

Subject command_line_subject();
Subject file_subject();
Subject table_subject();
Subject table_file_subject();
Subject image_subject();
Subject download_subject();
Subject model_subject();
Subject training_subject();
Subject score_subject();
Subject graph_subject();
Subject network_subject();
Subject derivatives_subject();
Subject help_subject();
Subject result_subject();
Subject diagnosis_subject();
Subject report_subject();

}  // namespace glia::words
