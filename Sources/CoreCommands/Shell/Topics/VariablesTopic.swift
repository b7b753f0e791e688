import CommandKit

extension Topics {
  static let variables = TopicPage(
    "variables", "names for values",
    """
    'let' declares a name, 'set' changes it; both hold from there to the end of the block they \
    stand in. $name is the value; a path goes on into it: $offer.name, $offer.endpoints[0], \
    $list[-1]. A field that is not there is an error with the nearest name; $offer.note? gives \
    null instead, and ?? gives something else for null.
    Names are checked before anything runs. A dash belongs to a name when a letter follows: $x-y \
    is one name, $x - y subtracts. $it, $in, $error, $args and $session have their meaning \
    given; $session says where you are. Reading it asks no server: what is not known yet is null, \
    as $session.provider-uuid is before the first command for the provider.
    """,
    [
      Example(
        """
        let app = [name: 'mysql', units: 3]
        $app.units + 1
        """),
      Example(
        """
        let n = 1
        set n = $n + 1
        $n
        """),
      Example(
        """
        let o = [name: 'web']
        $o.note? ?? 'none'
        """),
    ])
}
