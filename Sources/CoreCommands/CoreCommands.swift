package import CommandKit

/// The commands that belong to the language itself, one list per family. A test fails for a
/// command file whose type stands in no list.
package enum CoreCommands {
  package static let all: [any Command.Type] = records + text + formats + flow + shell

  static let records: [any Command.Type] = [
    Select.self, Reject.self, Rename.self, Get.self, Insert.self, Update.self, SortBy.self,
    GroupBy.self, Uniq.self, Flatten.self, First.self, Last.self, Skip.self, Count.self, Sum.self,
    Min.self, Max.self, Avg.self, Each.self, Reduce.self, Join.self, Zip.self, Enumerate.self,
    Transpose.self, IntegerRange.self, Length.self, Fields.self, FieldValues.self, Exists.self,
    IsEmpty.self,
  ]
  static let text: [any Command.Type] = [
    Lines.self, SplitBy.self, MatchText.self, ReplaceText.self, FormatText.self,
  ]
  static let formats: [any Command.Type] = [
    From.self, To.self, Open.self, Save.self,
  ]
  static let flow: [any Command.Type] = [
    Do.self, Assert.self, Sleep.self, WaitUntil.self, Watch.self, Time.self,
  ]
  static let shell: [any Command.Type] = [
    Echo.self, Print.self, Now.self, Env.self, TypeOf.self, Help.self, Exit.self,
    ListHistory.self, ListConfig.self, RecordSession.self,
  ]
}
