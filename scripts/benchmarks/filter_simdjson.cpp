// What a C++ program does with the same filter: the pace of the machine.
#include <simdjson.h>

#include <cstdio>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  auto text = simdjson::padded_string::load(argv[1]);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document_stream documents;
  if (text.error() || parser.iterate_many(text.value(), 1 << 20).get(documents)) return 1;
  for (auto document : documents) {
    std::string_view state, name;
    double cost = 0;
    if (document["resource_name"].get(name)) return 1;
    document.rewind();
    if (document["state"].get(state) || document["cost"].get(cost)) return 1;
    if (state == "done" && cost > 500)
      std::printf("{\"resource_name\":\"%.*s\",\"cost\":%.2f}\n", (int)name.size(), name.data(), cost);
  }
  return 0;
}
