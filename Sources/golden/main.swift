// Runs the cases of a folder and prints each difference, and last how many of them hold.

import Glibc
import GoldenCases

let folder = CommandLine.arguments.dropFirst().first.map { GoldenFolder($0) } ?? GoldenFolder()
for file in folder.unreadable { print("no cases in \(folder.path)/\(file)") }
var holding = 0
for check in folder.checks {
  let differences = check.differences()
  if differences.isEmpty { holding += 1 } else { print(check.description) }
  for difference in differences { print(difference) }
}
print("golden: \(holding) of \(folder.checks.count)")
exit(holding == folder.checks.count && holding > 0 ? 0 : 1)
