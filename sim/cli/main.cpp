#include "sim/cli/main_entry.h"

int main(int argc, char** argv) { return rapport::cli::run(argc, argv); }
