// The command line: one file per subcommand. Exit 0 fine, 1 findings, 2 usage or input/output.
#pragma once

namespace rapport::cli {

int run(int argc, char** argv);

} // namespace rapport::cli
