import CommandKit

extension Topics {
  static let formats = TopicPage(
    "data-formats", "reading and writing files",
    """
    open FILE | from FORMAT reads, … | to FORMAT | save FILE writes. Nothing is guessed from a \
    file's name. The formats are json, ndjson (one document a line), yaml, csv, tsv and lines to \
    read; to write also markdown, table and text, but not lines.
    ndjson, csv, tsv and lines are read piece by piece, and everything that is a list is written \
    so: a file larger than memory goes through a pipe.
    """,
    [
      Example(#"[[name: 'db', cost: 1.50]] | to ndjson"#),
      Example(
        """
        'name,cost
        db,1.50' | from csv --numbers | to yaml
        """),
    ])
}
