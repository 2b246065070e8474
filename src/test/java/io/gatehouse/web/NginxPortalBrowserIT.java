package io.gatehouse.web;

import io.gatehouse.testing.BrowserTest;
import io.gatehouse.testing.ExampleProxy;
import io.gatehouse.testing.GatehouseTest;
import io.gatehouse.testing.ProxyTest;

/** A portal behind a real Nginx, configured by the shipped example. */
@GatehouseTest
@BrowserTest
@ProxyTest(ExampleProxy.NGINX)
class NginxPortalBrowserIT extends PortalContract {
    NginxPortalBrowserIT() {
        super(ExampleProxy.NGINX);
    }
}
