import Diagnostics
import EffectGate
import Glibc
import JujuWire
import Synchronization
import Testing
import Threads

@testable import JujuClient

struct JujuChannelTests {
  private static let found = #"{"request-id":$ID,"response":{"results":[]}}"#
  private static let done = #"{"request-id":$ID,"response":{"results":[{}]}}"#
  private static let url = OfferURL(user: "admin", model: "default", name: "mysql")

  @Test func logsInOnceAndKeepsTheConnection() throws {
    let transport = ScriptedTransport {
      $0.call == "Admin.Login" ? nil : .reply([Self.found])
    }
    let session = Desk(transport).session
    let offers = Offers(on: try session.channel())
    _ = try offers.find(OfferFilter())
    _ = try offers.find(OfferFilter())
    #expect(transport.requests.map(\.call).filter { $0 == "Admin.Login" }.count == 1)
    #expect(transport.requests.map(\.path) == ["/api", "/api", "/api"])
    #expect(transport.requests[0].parameters.contains(#""auth-tag":"user-admin""#))
    let model = try session.model()
    _ = try? ModelStatus(on: session.channel(to: model)).full()
    #expect(transport.requests.last?.path == "/model/default-uuid/api")
  }

  /// A login that is refused, gets no answer in time, or loses its connection leaves no link open.
  @Test(arguments: [
    ScriptedTransport.Reaction.reply([
      #"{"request-id":$ID,"error":"invalid entity name or password","error-code":"unauthorized access"}"#
    ]), .silence, .cut, .reply(["nonsense"]),
  ])
  func aFailedLoginClosesItsLink(_ reaction: ScriptedTransport.Reaction) throws {
    let transport = ScriptedTransport { _ in reaction }
    let desk = Desk(transport, patience: .milliseconds(20))
    let error = failure { () throws(Diagnostic) in
      _ = try Offers(on: desk.session.channel()).find(OfferFilter())
    }
    #expect(error != nil)
    let opened = Set(transport.requests.map(\.connection))
    #expect(!opened.isEmpty && transport.closedConnections == opened)
  }

  @Test func aReadIsRepeatedOnceAfterALostConnection() throws {
    let transport = ScriptedTransport { request in
      if request.call == "Admin.Login" { return nil }
      return request.connection == 1 ? .cut : .reply([Self.found])
    }
    #expect(try Offers(on: Desk(transport).session.channel()).find(OfferFilter()).isEmpty)
    #expect(transport.requests.map(\.connection) == [1, 1, 2, 2])
  }

  @Test func aReadIsNotRepeatedForEver() throws {
    let transport = ScriptedTransport { $0.call == "Admin.Login" ? nil : .cut }
    let desk = Desk(transport)
    let error = failure { () throws(Diagnostic) in
      _ = try Offers(on: desk.session.channel()).find(OfferFilter())
    }
    #expect(error?.id == JujuDiagnostic.connectionLost)
    #expect(error?.exitCode == .unreachable)
    #expect(transport.calls.count == 2)
  }

  @Test func aWriteWhoseAnswerIsLostIsNotRepeated() throws {
    let transport = ScriptedTransport { $0.call == "Admin.Login" ? nil : .cut }
    let desk = Desk(transport)
    let error = failure { () throws(Diagnostic) in
      try Offers(on: desk.session.channel()).destroy([Self.url], force: false, desk.consent)
    }
    #expect(transport.calls == ["ApplicationOffers.DestroyOffers"])
    #expect(
      error?.message.hasSuffix(
        "ApplicationOffers.DestroyOffers had been sent and may have been carried out") == true)
    #expect(error?.exitCode == .unreachable && error?.isRetryable == false)
    #expect(desk.notes == ["unknown ApplicationOffers.DestroyOffers"])
  }

  @Test func aWriteThatCannotHaveLeftIsSentAgain() throws {
    let transport = ScriptedTransport { request in
      switch request.call {
      case "Admin.Login": nil
      case "ApplicationOffers.FindApplicationOffers": .reply([Self.found])
      default: .reply([Self.done])
      }
    }
    let desk = Desk(transport)
    let offers = Offers(on: try desk.session.channel())
    _ = try offers.find(OfferFilter())
    transport.kill(1)
    #expect(try offers.destroy([Self.url], force: false, desk.consent))
    #expect(
      transport.calls == [
        "ApplicationOffers.FindApplicationOffers", "ApplicationOffers.DestroyOffers",
      ])
    #expect(transport.requests.last?.connection == 2)
  }

  @Test func severalRequestsAreUnderWayAtOnce() throws {
    // Answers wait until all requests came, and then come last first.
    let held = Mutex<[UInt64]>([])
    let transport = ScriptedTransport { request in
      if request.call == "Admin.Login" { return nil }
      let ids = held.withLock { held in
        held.append(request.id)
        return held
      }
      guard ids.count == 10 else { return .silence }
      return .reply(
        ids.reversed().map { id in
          #"{"request-id":\#(id),"response":{"results":[{"offer-name":"o\#(id)"}]}}"#
        })
    }
    let channel = try Desk(transport).session.channel()
    let results = try channel.readAll(
      ApplicationOffersFacade.find, Array(repeating: OfferFilters(), count: 10))
    let names = try results.map { try $0.get().results[0].offerName }
    #expect(names == (2...11).map { "o\($0)" })
  }

  @Test func threadsShareAConnection() async throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login"
        ? nil
        : .reply([
          #"{"request-id":$ID,"response":{"results":[{"offer-name":"#
            + "\"\(request.parameters.filter(\.isNumber))\"" + "}]}}"
        ])
    }
    let channel = try Desk(transport).session.channel()
    await withTaskGroup(of: Bool.self) { group in
      for number in 1...40 {
        group.addTask {
          let offers = try? Offers(on: channel).find(OfferFilter(offerName: "\(number)"))
          return offers?.first?.offerName == "\(number)"
        }
      }
      for await isRight in group { #expect(isRight) }
    }
    #expect(Set(transport.requests.map(\.connection)) == [1])
  }

  /// However many need the controller first, somebody is asked for the password once.
  @Test func threadsShareAQuestion() throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login" ? nil : .reply([Self.found])
    }
    let questions = Desk.Notebook()
    var directory = Desk.directory
    directory["foo"]?.account = KnownAccount(user: "admin")
    let desk = Desk(
      transport, directory: directory,
      askPassword: { question in
        questions.add(question)
        // Time for the others to come.
        usleep(20_000)
        return Password("hunter2")
      })
    let model = desk.session.channel(
      to: ModelPlace(controller: "foo", name: "bob/prod", uuid: "prod-uuid"))
    let channels = [try desk.session.channel(to: "foo"), model]
    let failures = Desk.Notebook()
    let threads = (0..<8).compactMap { number in
      WorkerThread {
        do {
          _ = try Offers(on: channels[number % 2]).find(OfferFilter(offerName: "x"))
        } catch {
          failures.add("\(error)")
        }
      }
    }
    threads.forEach { $0.join() }
    #expect(failures.all == [])
    #expect(questions.all.count == 1)
    #expect(Set(transport.requests.map(\.connection)) == [1, 2])
  }

  /// Those who wait for somebody else's connection hear why there is none.
  @Test func threadsShareAFailure() throws {
    let asked = Mutex(0)
    let transport = ScriptedTransport { request in
      asked.withLock { $0 += 1 }
      usleep(20_000)
      return .reply([
        #"{"request-id":$ID,"error":"invalid entity name or password","error-code":"unauthorized access"}"#
      ])
    }
    let channel = try Desk(transport).session.channel()
    let failures = Desk.Notebook()
    let threads = (0..<8).compactMap { _ in
      WorkerThread {
        let error = failure { () throws(Diagnostic) in
          _ = try Offers(on: channel).find(OfferFilter(offerName: "x"))
        }
        failures.add(error?.message ?? "none")
      }
    }
    threads.forEach { $0.join() }
    #expect(
      failures.all
        == Array(repeating: "invalid entity name or password (unauthorized access)", count: 8))
    #expect(asked.withLock { $0 } < 8)
  }

  /// Whoever reads hands the others their answers: nobody is left waiting for one that has come.
  @Test func noAnswerIsLostAmongThreads() throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login" ? nil : .reply([Self.found])
    }
    let channel = try Desk(transport, patience: .seconds(60)).session.channel()
    _ = try Offers(on: channel).find(OfferFilter())
    // Who waits in vain looks for its answer once more when the time is up: then it has not failed,
    // but waited. What comes later would wake it, so each round has an end of its own.
    let lost = Atomic(0)
    for _ in 0..<500 where lost.load(ordering: .relaxed) == 0 {
      let threads = (0..<8).compactMap { _ in
        WorkerThread {
          let start = ContinuousClock.now
          let offers = try? Offers(on: channel).find(OfferFilter())
          if offers == nil || .now - start > .seconds(30) {
            lost.wrappingAdd(1, ordering: .relaxed)
          }
        }
      }
      threads.forEach { $0.join() }
    }
    #expect(lost.load(ordering: .relaxed) == 0)
  }

  @Test func waitingEndsWhenTheTimeIsUpOrTheUserWantsNoMore() throws {
    let transport = ScriptedTransport { $0.call == "Admin.Login" ? nil : .silence }
    let late = failure { () throws(Diagnostic) in
      _ = try Offers(on: Desk(transport, patience: .milliseconds(5)).session.channel())
        .find(OfferFilter())
    }
    #expect(late?.id == JujuDiagnostic.timedOut)
    let isInterrupted = Atomic(false)
    let silent = ScriptedTransport { request in
      if request.call == "Admin.Login" { return nil }
      isInterrupted.store(true, ordering: .relaxed)
      return .silence
    }
    let interrupted = failure { () throws(Diagnostic) in
      let desk = Desk(silent, isInterrupted: { isInterrupted.load(ordering: .relaxed) })
      try Offers(on: desk.session.channel()).destroy([Self.url], force: true, desk.consent)
    }
    #expect(interrupted?.exitCode == .interrupted)
    #expect(interrupted?.message.contains("may have been carried out") == true)
  }

  @Test func aModelThatMovedIsFollowed() throws {
    let transport = ScriptedTransport { request in
      guard request.call == "Admin.Login" else { return .reply([Self.found]) }
      guard request.connection == 1 else { return nil }
      return .reply([
        #"{"request-id":$ID,"error":"redirection to alternative server required","#
          + #""error-code":"redirection required","error-info":{"servers":[[{"value":"1.1.1.1","#
          + #""port":17070}]],"ca-cert":"PEM"}}"#
      ])
    }
    _ = try Offers(on: Desk(transport).session.channel()).find(OfferFilter())
    #expect(transport.requests.last?.target.endpoints == ["1.1.1.1:17070"])
    #expect(transport.requests.last?.target.caCertificate == "PEM")
  }

  @Test func aDryRunSendsNoWrite() throws {
    let transport = ScriptedTransport { $0.call == "Admin.Login" ? nil : .reply([Self.found]) }
    let desk = Desk(transport, mode: .dryRun)
    #expect(
      try !Offers(on: desk.session.channel()).destroy([Self.url], force: true, desk.consent))
    #expect(transport.requests.isEmpty)
    #expect(
      desk.notes == [
        "would send to foo: ApplicationOffers.DestroyOffers "
          + #"{"offer-urls":["admin/default.mysql"],"force":true}"#
      ])
    _ = try Offers(on: desk.session.channel()).find(OfferFilter())
    #expect(transport.calls == ["ApplicationOffers.FindApplicationOffers"])
  }

  @Test func theTraceHoldsNoSecrets() throws {
    let transport = ScriptedTransport { $0.call == "Admin.Login" ? nil : .reply([Self.found]) }
    let desk = Desk(transport, isTracing: true)
    _ = try Offers(on: desk.session.channel()).find(OfferFilter())
    #expect(desk.notes.count == 4)
    #expect(desk.notes[0].hasPrefix("→ foo {\"request-id\":1,\"type\":\"Admin\""))
    #expect(desk.notes.allSatisfy { !$0.contains("hunter2") })
    #expect("\(desk.session.directory)".contains("hunter2") == false)
  }

  @Test func disabledCommandsAreExplained() throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login"
        ? nil
        : .reply([
          #"{"request-id":$ID,"error":"no way","error-code":"operation is blocked"}"#
        ])
    }
    let session = Desk(transport).session
    let error = failure { () throws(Diagnostic) in
      try Offers(on: session.channel()).make(
        AddApplicationOffer(modelTag: "model-x", applicationName: "mysql"))
    }
    #expect(error?.id == JujuDiagnostic.blocked)
    #expect(
      error?.message == """
        no way (operation is blocked)
        All operations that change model have been disabled for the current model.
        To enable changes, run
            juju enable-command all
        """)
  }

  @Test func answersThatAreNotUnderstoodSaySo() throws {
    let transport = ScriptedTransport { request in
      request.call == "Admin.Login"
        ? nil : .reply([#"{"request-id":$ID,"response":{"results":7}}"#])
    }
    let session = Desk(transport).session
    let error = failure { () throws(Diagnostic) in
      _ = try Offers(on: session.channel()).find(OfferFilter())
    }
    #expect(error?.id == JujuDiagnostic.protocolError)
    #expect(
      error?.message.hasPrefix(
        "the answer to ApplicationOffers.FindApplicationOffers is not understood") == true)
  }
}
