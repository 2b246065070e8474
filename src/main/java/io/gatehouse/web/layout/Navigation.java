package io.gatehouse.web.layout;

import io.gatehouse.administrator.Role;
import java.util.ArrayList;
import java.util.List;

/** The console pages that the caller's role can open. */
record Navigation(List<NavItem> items) {
    /** No navigation, for pages outside the console. */
    static final Navigation NONE = new Navigation(List.of());

    /**
     * A console page.
     *
     * @param here the key by which a page marks itself as current
     */
    record NavItem(String here, String path, String label) {}

    static Navigation of(SignedIn caller, ConsoleMessages messages) {
        var paths = new RealmPaths(caller.realm().slug());
        boolean systemAdministrator = caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR;
        List<NavItem> items = new ArrayList<>(List.of(
                new NavItem("overview", paths.console(), messages.title()),
                new NavItem("administrators", paths.administrators(), messages.administrators()),
                new NavItem("settings", paths.settings(), messages.settings()),
                new NavItem("audit", paths.audit(), messages.audit()),
                new NavItem("deliveries", paths.deliveries(), messages.deliveries())));
        if (systemAdministrator) {
            items.add(new NavItem("service-tokens", paths.serviceTokens(), messages.serviceTokens()));
        }
        if (systemAdministrator && caller.realm().root()) {
            items.add(new NavItem("realms", paths.realms(), messages.realms()));
        }
        items.add(new NavItem("account", paths.account(), messages.account()));
        return new Navigation(List.copyOf(items));
    }
}
