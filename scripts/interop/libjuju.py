"""What the user documents do with python-libjuju, done against the sandbox.

Runs with JUJU_DATA set by `offsh sandbox serve`. Each step says its name and what it saw; the first
that sees something else ends the run.
"""

import asyncio
import logging
import os
import pathlib

import yaml

from juju.controller import Controller
from juju.model import Model

from steps import expect, step

# The waits of the library; a sandbox answers in milliseconds.
PATIENCE = 30


async def refuses(name, words, work):
    """Runs what the server, or the library itself, has to refuse with these words."""
    try:
        await work
    except Exception as error:  # RemoveError has no relatives
        if words not in str(error):
            raise SystemExit(f"FAILED  {name}: {error!r} lacks {words!r}") from error
        step(name, words)
        return
    raise SystemExit(f"FAILED  {name}: nothing was refused")


async def eventually(name, claim):
    """Waits until a watcher has brought what the claim needs."""
    for _ in range(PATIENCE * 20):
        if claim():
            step(name)
            return
        await asyncio.sleep(0.05)
    raise SystemExit(f"FAILED  {name}: not seen within {PATIENCE} s")


async def offers_of(model):
    found = await model.list_offers()
    return sorted(result.offer_name for result in found.results)


async def create_and_list(controller):
    """'Create an offer', 'Inspect integrations with an offer'."""
    model = Model()
    await model.connect("default")
    step("connect to a model by name", model.name)
    application = await model.deploy("mysql")
    await model.wait_for_idle(apps=["mysql"], timeout=PATIENCE, idle_period=1)
    expect("deploy and wait_for_idle", application.status, "active")
    await model.create_offer("mysql:database", offer_name="hosted-mysql")
    expect("create_offer, list_offers", await offers_of(model), ["hosted-mysql", "postgresql"])
    await refuses(
        "create_offer of an unknown application", 'application "nosuch" not found',
        model.create_offer("nosuch:db", offer_name="x"))
    await refuses(
        "create_offer of an unknown endpoint", 'application "mysql" has no "nosuch" relation',
        model.create_offer("mysql:nosuch", offer_name="x"))
    return model


async def grant_and_revoke(controller):
    """'Control access to an offer'."""
    bob = await controller.add_user("robert", "password")
    expect("add_user", bob.username, "robert")
    url = "admin/default.hosted-mysql"
    expect("grant consume on an offer", await bob.grant("consume", offer_url=url), True)
    # The library turns the server's 'user already has ...' into a quiet False.
    expect("grant it again", await bob.grant("consume", offer_url=url), False)
    await bob.revoke("consume", offer_url=url)
    step("revoke consume on an offer")
    expect("grant consume anew", await bob.grant("consume", offer_url=url), True)
    # As the documents have it: the library drops offer_name and asks for the controller instead.
    await refuses(
        "grant with offer_name", '"consume" controller access not valid',
        bob.grant("consume", offer_name=url))


async def integrate(model, controller):
    """'Integrate with an offer': by URL, by alias; and taking it back."""
    await controller.add_model("wiki")
    step("add_model")
    wiki = Model()
    await wiki.connect("wiki")
    await wiki.deploy("mediawiki")
    alias = await wiki.consume("admin/prod.mysql", application_alias="mysql-alias")
    expect("consume with an alias", alias, "mysql-alias")
    await eventually("the watcher brings the SAAS", lambda: "mysql-alias" in wiki.remote_applications)
    await wiki.integrate("mediawiki:db", "mysql-alias")
    await eventually("integrate by alias", lambda: len(wiki.relations) == 1)
    status = await wiki.get_status()
    expect("status shows the SAAS", sorted(status.remote_applications), ["mysql-alias"])
    expect("status shows its URL", status.remote_applications["mysql-alias"].offer_url,
           "admin/prod.mysql")
    application = wiki.applications["mediawiki"]
    await application.remove_relation("db", "mysql-alias:database")
    await eventually("remove_relation", lambda: not wiki.relations)
    await wiki.remove_saas("mysql-alias")
    await eventually("remove_saas", lambda: "mysql-alias" not in wiki.remote_applications)
    return wiki


async def integrate_by_url(model, wiki):
    await model.create_offer("mysql:database", offer_name="second-mysql")
    await wiki.integrate("mediawiki:db", "admin/default.second-mysql")
    await eventually("integrate by URL", lambda: "second-mysql" in wiki.remote_applications
                     and len(wiki.relations) == 1)
    found = await model.list_offers()
    connected = {r.offer_name: len(r.connections or []) for r in found.results}
    expect("list_offers shows the connection", connected["second-mysql"], 1)
    await refuses(
        "remove_offer in use without force", "force",
        model.remove_offer("admin/default.second-mysql"))
    await model.remove_offer("admin/default.second-mysql", force=True)
    expect("remove_offer with force", await offers_of(model), ["hosted-mysql", "postgresql"])
    await eventually("the relation is gone on the other side", lambda: not wiki.relations)


async def other_users():
    """Connecting by address, authority, user and password, without the client's files."""
    path = pathlib.Path(os.environ["JUJU_DATA"]) / "controllers.yaml"
    known = yaml.safe_load(path.read_text())["controllers"]["foo"]
    place = {"endpoint": known["api-endpoints"][0], "cacert": known["ca-cert"], "username": "bob"}
    bob = Controller()
    await bob.connect(**place, password="bob")
    step("connect by address, authority, user and password")
    await bob.disconnect()
    await refuses(
        "connect with a wrong password", "invalid entity name or password",
        Controller().connect(**place, password="wrong"))


async def main():
    logging.basicConfig(level=logging.ERROR)
    # The library leaves pings behind when it closes a connection, and asyncio says so.
    for noisy in ("juju", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    controller = Controller()
    await controller.connect("foo")
    step("connect to a controller by name", controller.controller_name)
    models = await controller.list_models()
    expect("list_models", "default" in models and "prod" in models, True)
    model = await create_and_list(controller)
    await grant_and_revoke(controller)
    wiki = await integrate(model, controller)
    await integrate_by_url(model, wiki)
    await other_users()
    for connection in (wiki, model, controller):
        await connection.disconnect()
    step("disconnect")


asyncio.run(asyncio.wait_for(main(), 300))
