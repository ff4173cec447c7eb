// The program's three streams. Data goes to standard output, everything else to standard error.
//
// A reader of standard output that goes away (`| head`) is no error: what follows is dropped. Any
// other failure to write it is. For one thread at a time.
#pragma once

#include <string>
#include <string_view>

namespace glia::cli {

// Errors: kFailed, with the system's reason.
void print_out(std::string_view text);
// Complaints about standard error have nowhere to go.
void print_err(std::string_view text);

struct Terminal {
  bool is_terminal = false;
  bool color = false;
  int columns = 80;
};
// What the streams are connected to. Colour is off for NO_COLOR, TERM=dumb and --no-color.
Terminal out_terminal();
Terminal err_terminal();
void switch_color_off();

// "glia: warning: TEXT"
std::string warning_line(std::string_view text);
std::string error_line(std::string_view text);
// "TEXT", which says itself who speaks: "glia train: ..."
std::string usage_line(std::string_view text);
std::string heading(std::string_view text);

// Broken pipes and file size limits become errors of the call that meets them.
void ignore_stream_signals();
// A stream that was closed stays one that can't be used: otherwise the next file that is opened
// would take its number, and a model get what was meant for the terminal.
void keep_stream_numbers();

}  // namespace glia::cli
