import CommandKit

extension Topics {
  static let records = TopicPage(
    "records", "records, lists and streams",
    """
    A record has named fields in order: [name: 'mysql', units: 3]; [:] is empty. A list holds \
    anything: [1, 'a', [x: 1]]. Commands that list things give a stream of records, which is \
    read as it is needed and only once; 'let' keeps it as a list.
    select, reject, rename, insert and update work on the columns of records; where, first, skip \
    and uniq choose items; sort-by, group-by, join and transpose bring them into another form; \
    count, sum, min, max and avg make one value of them; get takes one column out.
    """,
    [
      Example(#"[[name: 'db', units: 3], [name: 'web', units: 1]] | where .units > 1 | get name"#),
      Example(#"[[k: 'a', n: 1], [k: 'a', n: 2]] | group-by k --sum n"#),
    ])
}
