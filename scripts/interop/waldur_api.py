"""What the allocation guide does with waldur-api-client, done against the sandbox.

Runs with WALDUR_API_URL and WALDUR_ACCESS_TOKEN set by `offsh sandbox serve`. The guide's calls are
all here; where it calls one by a name or argument that the client lacks, the one that works stands.
"""

import os
import sys
from uuid import UUID

from waldur_api_client import AuthenticatedClient
from waldur_api_client.api.keys import keys_list
from waldur_api_client.api.marketplace_component_usages import marketplace_component_usages_set_usage
from waldur_api_client.api.marketplace_offering_users import marketplace_offering_users_create
from waldur_api_client.api.marketplace_orders import (
    marketplace_orders_approve_by_provider,
    marketplace_orders_cancel,
    marketplace_orders_list,
    marketplace_orders_reject_by_provider,
)
from waldur_api_client.api.marketplace_plan_components import marketplace_plan_components_list
from waldur_api_client.api.marketplace_provider_offerings import marketplace_provider_offerings_list
from waldur_api_client.api.marketplace_provider_resources import (
    marketplace_provider_resources_list,
    marketplace_provider_resources_plan_periods_list,
    marketplace_provider_resources_set_backend_id,
    marketplace_provider_resources_submit_report,
    marketplace_provider_resources_team_list,
)
from waldur_api_client.api.marketplace_public_offerings import marketplace_public_offerings_retrieve
from waldur_api_client.api.marketplace_resources import marketplace_resources_list
from waldur_api_client.api.marketplace_service_providers import (
    marketplace_service_providers_keys_list,
    marketplace_service_providers_list,
    marketplace_service_providers_project_permissions_list,
    marketplace_service_providers_projects_list,
    marketplace_service_providers_set_offerings_username,
    marketplace_service_providers_users_list,
)
from waldur_api_client.api.users import users_list, users_me_retrieve
from waldur_api_client.models import (
    ComponentUsageCreateRequest,
    ComponentUsageItemRequest,
    OfferingUserRequest,
    OrderApproveByProviderRequest,
    OrderProviderRejectionRequest,
    ReportSectionRequest,
    ResourceBackendIDRequest,
    ResourceReportRequest,
    SetOfferingsUsernameRequest,
)
from waldur_api_client.models.order_state import OrderState
from waldur_api_client.models.resource_field_enum import ResourceFieldEnum as Field
from waldur_api_client.models.resource_state import ResourceState

from steps import expect, refuses, some, step

client = AuthenticatedClient(
    base_url=os.environ["WALDUR_API_URL"].removesuffix("/").removesuffix("/api"),
    token=os.environ["WALDUR_ACCESS_TOKEN"])


def reading():
    me = users_me_retrieve.sync(client=client)
    step("users_me_retrieve", me.username)
    some("users_list", users_list.sync(client=client))
    some("keys_list", keys_list.sync(client=client))
    provider = some("marketplace_service_providers_list",
                    marketplace_service_providers_list.sync(client=client))[0]
    same = marketplace_service_providers_list.sync(client=client, customer_uuid=provider.customer_uuid)
    expect("… of a customer", [p.uuid for p in same], [provider.uuid])
    of = {"service_provider_uuid": provider.uuid, "client": client}
    some("marketplace_service_providers_users_list", marketplace_service_providers_users_list.sync(**of))
    some("marketplace_service_providers_keys_list", marketplace_service_providers_keys_list.sync(**of))
    some("marketplace_service_providers_projects_list",
         marketplace_service_providers_projects_list.sync(**of))
    # A project without an end has no end date, which this client cannot read; nor from real servers.
    refuses("marketplace_service_providers_project_permissions_list", "NoneType",
            lambda: marketplace_service_providers_project_permissions_list.sync(**of))
    first = marketplace_provider_offerings_list.sync(client=client, page=1, page_size=1)
    expect("marketplace_provider_offerings_list, a page", len(first), 1)
    return provider


def listing(provider):
    fields = [Field.NAME, Field.STATE, Field.LIMITS, Field.PLAN, Field.PROJECT, Field.URL]
    # The consumer's list: the operator of the provider sees resources of own projects only.
    step("marketplace_resources_list",
         str(len(marketplace_resources_list.sync(client=client, field=fields))))
    mine = {"client": client, "provider_uuid": provider.customer_uuid}
    rows = some("marketplace_provider_resources_list",
                marketplace_provider_resources_list.sync(**mine, page_size=100))
    ready = marketplace_provider_resources_list.sync(**mine, state=[ResourceState.OK], page_size=100)
    expect("… filtered by state", len(ready), len([r for r in rows if r.state.value == "OK"]))
    offering = ready[0].offering_uuid
    of = marketplace_provider_resources_list.sync(**mine, offering_uuid=[offering], page_size=100)
    expect("… filtered by offering", {r.offering_uuid for r in of}, {offering})
    return ready


def orders(provider):
    waiting = some("marketplace_orders_list, pending-provider",
                   marketplace_orders_list.sync(client=client, state=[OrderState.PENDING_PROVIDER]))
    # Cancelling is for the side that ordered: of the operator's own project.
    mine = some("… of a customer", marketplace_orders_list.sync(
        client=client, customer_uuid=provider.customer_uuid,
        state=[OrderState.PENDING_CONSUMER, OrderState.PENDING_PROVIDER]))
    waiting = [order for order in waiting if order.uuid not in [own.uuid for own in mine]]
    # The guide leaves out the body, which this client wants.
    marketplace_orders_approve_by_provider.sync(
        uuid=waiting[0].uuid, client=client, body=OrderApproveByProviderRequest())
    seen = marketplace_orders_list.sync(
        client=client, resource_uuid=waiting[0].marketplace_resource_uuid)
    expect("marketplace_orders_approve_by_provider",
           [o.state.value in ("executing", "done") for o in seen if o.uuid == waiting[0].uuid], [True])
    reject = {"uuid": waiting[1].uuid, "client": client,
              "body": OrderProviderRejectionRequest(provider_rejection_comment="no room")}
    marketplace_orders_reject_by_provider.sync_detailed(**reject)
    rejected = marketplace_orders_list.sync(client=client, state=[OrderState.REJECTED])
    expect("marketplace_orders_reject_by_provider",
           waiting[1].uuid in [o.uuid for o in rejected], True)
    again = marketplace_orders_reject_by_provider.sync_detailed(**reject)
    expect("… of an order that is rejected", again.status_code.value, 409)
    seen = marketplace_orders_cancel.sync_detailed(uuid=mine[0].uuid, client=client)
    expect("marketplace_orders_cancel", seen.status_code.value, 202)
    refuses("… of an order that is over", "Valid states for operation",
            lambda: marketplace_orders_cancel.sync_detailed(uuid=mine[0].uuid, client=client))


def resources(ready):
    resource = next(r for r in ready if r.is_usage_based)
    marketplace_provider_resources_set_backend_id.sync_detailed(
        uuid=resource.uuid, client=client, body=ResourceBackendIDRequest(backend_id="cluster-17"))
    found = marketplace_provider_resources_list.sync(client=client, backend_id="cluster-17")
    expect("marketplace_provider_resources_set_backend_id", [r.uuid for r in found], [resource.uuid])
    report = [ReportSectionRequest(header="Header1", body="Body1"),
              ReportSectionRequest(header="Header2", body="Body2")]
    marketplace_provider_resources_submit_report.sync(
        uuid=resource.uuid, client=client, body=ResourceReportRequest(report=report))
    step("marketplace_provider_resources_submit_report")
    some("marketplace_provider_resources_team_list",
         marketplace_provider_resources_team_list.sync(uuid=resource.uuid, client=client))
    offering = marketplace_public_offerings_retrieve.sync(uuid=resource.offering_uuid, client=client)
    expect("marketplace_public_offerings_retrieve", offering.uuid, resource.offering_uuid)
    some(
        "marketplace_plan_components_list",
        marketplace_plan_components_list.sync(offering_uuid=resource.offering_uuid, client=client))
    types = some("… its components by usage", sorted(c.type_ for c in offering.components if c.billing_type.value == "usage"))
    # The guide puts the component's name where the server wants its type.
    usages = [ComponentUsageItemRequest(type_=t, amount="10", description="Usage") for t in types]
    marketplace_component_usages_set_usage.sync_detailed(
        client=client, body=ComponentUsageCreateRequest(resource=resource.uuid, usages=usages))
    periods = some("marketplace_component_usages_set_usage, …_plan_periods_list",
                   marketplace_provider_resources_plan_periods_list.sync(
                       uuid=resource.uuid, client=client))
    reported = {c.type_: float(c.usage) for p in periods for c in p.components}
    expect("… holds what was reported", [reported.get(t) for t in types], [10.0] * len(types))


def access(provider):
    user = marketplace_service_providers_users_list.sync(
        service_provider_uuid=provider.uuid, client=client)[0]
    base = os.environ["WALDUR_API_URL"]
    offering = next(o for o in marketplace_provider_offerings_list.sync(client=client)
                    if o.secret_options.to_dict().get("service_provider_can_create_offering_user"))
    created = marketplace_offering_users_create.sync(
        client=client, body=OfferingUserRequest(
            user=f"{base}users/{user.uuid.hex}/", username="interop",
            offering=f"{base}marketplace-provider-offerings/{offering.uuid.hex}/"))
    expect("marketplace_offering_users_create", created.username, "interop")
    marketplace_service_providers_set_offerings_username.sync_detailed(
        uuid=provider.uuid, client=client, body=SetOfferingsUsernameRequest(
            user_uuid=UUID(str(user.uuid)), username="renamed"))
    step("marketplace_service_providers_set_offerings_username")


provider = reading()
ready = listing(provider)
orders(provider)
resources(ready)
access(provider)
wrong = AuthenticatedClient(base_url=client._base_url, token="0" * 40)
refuses("a wrong token", "401", lambda: users_me_retrieve.sync(client=wrong))
sys.exit(0)
