package io.gatehouse.web;

import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.ExampleProxy;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ProxyTest;

/** A portal behind a real Caddy, configured by the shipped example. */
@GatehouseTest
@BrowserTest
@ProxyTest(ExampleProxy.CADDY)
class CaddyPortalBrowserIT extends PortalContract {
    CaddyPortalBrowserIT() {
        super(ExampleProxy.CADDY);
    }
}
