import JSON
import WaldurWire

/// What the current month costs so far, as far as lists show it.
struct Bill {
  /// By the end of the month, if nothing changes.
  var total = DecimalNumber.zero
  /// Until today.
  var current = DecimalNumber.zero

  var wholeTotal: Int { Int(exactly: total.double.rounded(.towardZero)) ?? .max }

  /// As projects and organizations show it.
  var projectCell: Cell { cell(current: current) }

  /// As the lists of a provider show it, where everything counts as spent.
  var providerCell: Cell { cell(current: total) }

  private func cell(current: DecimalNumber) -> Cell {
    .object([
      ("total", .double(total.double)), ("current", .double(current.double)),
      ("tax", .double(0)), ("tax_current", .double(0)),
    ])
  }
}

extension WaldurState {
  /// Puts what a resource has limits for on the bill of the month, from today on. An organization's
  /// bill begins with the first such event: then everything it has is put there too.
  func invoice(_ resource: Int64) throws {
    guard let found = try find(WaldurResource.self, id: resource),
      let project = try find(WaldurProject.self, id: found.project)
    else { return }
    if try !hasBill(project.customer) { try beginBill(of: project.customer) }
    try addItems(of: found)
  }

  private func hasBill(_ customer: Int64) throws -> Bool {
    try exists(
      "waldur_invoice_item",
      // From the items of the month to their resources: an organization may have very many of those.
      SQLCondition(
        """
        month = ? AND (SELECT p.customer FROM waldur_resource AS r
          JOIN waldur_project AS p ON p.id = r.project
          WHERE r.id = waldur_invoice_item.resource) = ?
        """, now.date.monthStart.text, customer))
  }

  /// Puts everything an organization has and that runs on its bill.
  func beginBill(of customer: Int64) throws {
    let running = try all(
      WaldurResource.self,
      SQLCondition(
        """
        is_billed = 1 AND state NOT IN ('Creating', 'Terminated')
        AND project IN (SELECT id FROM waldur_project WHERE customer = ?)
        """, customer))
    for resource in running { try addItems(of: resource) }
  }

  private func addItems(of found: WaldurResource) throws {
    guard let plan = found.plan else { return }
    let limits = JSONObject<Int64>(found.limits)
    let components = try all(
      WaldurComponent.self,
      SQLCondition("offering = ? AND billing_type = 'limit'", found.offering))
    for component in components where limits[component.type] != nil {
      guard
        try exists(
          WaldurPlanComponent.table,
          SQLCondition("plan = ? AND component = ?", plan, component.id))
      else { continue }
      try database.run(
        """
        INSERT INTO waldur_invoice_item(resource, component, month, start, quantity)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (resource, component, month) DO UPDATE SET quantity = excluded.quantity
        """, found.id, component.id, now.date.monthStart.text, now.date.text,
        limits[component.type] ?? 0)
    }
  }

  /// Returns the bill of the resources that meet a condition, in which they are called `r`.
  func bill(_ condition: SQLCondition) throws -> Bill {
    var bill = Bill()
    for item in try limitItems(condition) {
      let (price, quantity, start, unit) = item
      let days = Int(now.date.nextMonth.daysSince1970 - start.daysSince1970)
      let elapsed = Int(now.date.daysSince1970 - start.daysSince1970) + 1
      let factor = unit == BillingUnit.day.rawValue ? days : 1
      bill.total = bill.total + price * DecimalNumber(quantity) * DecimalNumber(factor)
      bill.current = bill.current + price * DecimalNumber(Swift.min(elapsed, factor))
    }
    for (price, amount) in try usageItems(condition) {
      bill.total = bill.total + price * amount
      bill.current = bill.current + price * amount
    }
    return bill
  }

  private func limitItems(_ condition: SQLCondition) throws -> [(
    DecimalNumber, Int, CalendarDate, String
  )] {
    try database.rows(
      """
      SELECT pc.price, i.quantity, i.start, p.unit FROM waldur_invoice_item AS i
      JOIN waldur_resource AS r ON r.id = i.resource
      JOIN waldur_plan AS p ON p.id = r.plan
      JOIN waldur_plan_component AS pc ON pc.plan = p.id AND pc.component = i.component
      WHERE i.month = ? AND \(condition.sql)
      """, values: [now.date.monthStart.text] + condition.values,
      read: {
        (
          DecimalNumber($0.text(0)) ?? .zero, $0.integer(1),
          CalendarDate($0.text(2)) ?? now.date, $0.text(3)
        )
      })
  }

  private func usageItems(_ condition: SQLCondition) throws -> [(DecimalNumber, DecimalNumber)] {
    try database.rows(
      """
      SELECT pc.price, u.amount FROM waldur_usage AS u
      JOIN waldur_component AS c ON c.id = u.component AND c.billing_type = 'usage'
      JOIN waldur_resource AS r ON r.id = u.resource
      JOIN waldur_plan_component AS pc ON pc.plan = r.plan AND pc.component = u.component
      WHERE u.billing_period = ? AND \(condition.sql)
      """, values: [now.date.monthStart.text] + condition.values,
      read: { (DecimalNumber($0.text(0)) ?? .zero, DecimalNumber($0.text(1)) ?? .zero) })
  }
}
