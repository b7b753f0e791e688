import CommandKit

extension Topics {
  static let scripts = TopicPage(
    "scripts", "files of commands",
    """
    offsh FILE.offsh runs a file, offsh -c 'TEXT' a text. Everything is checked before the first \
    command runs: names, arguments, types; exit status 2 says that nothing ran, and 'offsh check \
    FILE' does only that. $args holds what stands behind the file on the command line.
    Nobody is asked anything in a script: what would ask needs --yes at the offsh call. \
    'require' states which controller, model or provider a script is for, and fails in the check \
    elsewhere.
    Of a page of Markdown, offsh FILE.md, the blocks of code marked offsh are run; 'record' writes \
    such pages.
    No other program can be run: a script reaches Juju and Waldur and nothing else.
    """,
    [
      Example(
        """
        let names = ['mysql']
        for name in $names { print "working on $name" }
        """),
      Example(#"assert (1 + 1) == 2 "arithmetic works""#),
    ])
}
