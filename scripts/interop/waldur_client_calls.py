"""What the older allocation guide does with python-waldur-client, done against the sandbox.

Five of the guide's calls are in no release that can be had: marketplace_resource_set_state, …_set_backend_id,
…_submit_report, …_get_team and get_marketplace_offering. Their successors in the same client stand
for them.
"""

import os

from waldur_client import ComponentUsage, ResourceReportRecord, WaldurClient

from steps import expect, refuses, some, step

client = WaldurClient(os.environ["WALDUR_API_URL"], os.environ["WALDUR_ACCESS_TOKEN"])

provider = some("list_service_providers", client.list_service_providers())[0]
rows = some("list_marketplace_provider_resources",
            client.list_marketplace_provider_resources(
                provider_uuid=provider["customer_uuid"], state="OK",
                fields=["uuid", "name", "offering_uuid", "state", "is_usage_based"]))
expect("… the fields asked for", sorted(rows[0]),
       ["is_usage_based", "name", "offering_uuid", "state", "uuid"])
step("list_marketplace_resources",
     str(len(client.list_marketplace_resources(state="OK", fields=["name", "state"]))))
resource = next(r for r in rows if r["is_usage_based"])
uuid = resource["uuid"]

seen = client.marketplace_provider_resource_set_backend_id(uuid, "cluster-23")
expect("marketplace_provider_resource_set_backend_id", seen["status"],
       "Resource backend_id has been changed.")
seen = client.marketplace_provider_resource_submit_report(
    uuid, [ResourceReportRecord(header="Header1", body="Body1")])
expect("marketplace_provider_resource_submit_report", seen["status"], "Report is submitted")
some("marketplace_provider_resource_get_team", client.marketplace_provider_resource_get_team(uuid))

offering = client.get_marketplace_public_offering(resource["offering_uuid"])
types = sorted(c["type"] for c in offering["components"] if c["billing_type"] == "usage")
some("get_marketplace_public_offering, its components", types)
period = some("marketplace_provider_resource_get_plan_periods",
              client.marketplace_provider_resource_get_plan_periods(uuid))[0]
client.create_component_usages(
    plan_period_uuid=period["uuid"],
    usages=[ComponentUsage(type=kind, amount=11, description="Usage") for kind in types])
after = client.marketplace_provider_resource_get_plan_periods(uuid)
reported = {c["type"]: float(c["usage"]) for p in after for c in p["components"]}
expect("create_component_usages", [reported.get(kind) for kind in types], [11.0] * len(types))

user = some("list_service_provider_users", client.list_service_provider_users(provider["uuid"]))[-1]
open_offering = next(o for o in client.list_marketplace_provider_offerings()
                     if o["secret_options"].get("service_provider_can_create_offering_user"))
made = client.create_remote_offering_user(open_offering["uuid"], user["uuid"], "interop-2")
expect("create_remote_offering_user", made["username"], "interop-2")
some("list_service_provider_projects", client.list_service_provider_projects(provider["uuid"]))
some("list_service_provider_project_permissions",
     client.list_service_provider_project_permissions(provider["uuid"]))
some("list_service_provider_ssh_keys", client.list_service_provider_ssh_keys(provider["uuid"]))

order = some("list_orders", client.list_orders({"state": "pending-provider"}))[0]
client.marketplace_order_approve_by_provider(order["uuid"])
step("marketplace_order_approve_by_provider")
refuses("… once more", "Valid states for operation", lambda: client.marketplace_order_approve_by_provider(order["uuid"]))
refuses("a wrong token", "Invalid token",
        lambda: WaldurClient(os.environ["WALDUR_API_URL"], "0" * 40).list_service_providers())
