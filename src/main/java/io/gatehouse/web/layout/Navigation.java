package io.gatehouse.web.layout;

import io.gatehouse.realm.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The console pages that the caller's role can open, and what belongs to the caller.
 *
 * @param page path and query of the current page, to return to
 */
record Navigation(List<NavItem> items, String name, String role, List<SchemeChoice> schemes, String page) {
    /** No navigation, for pages outside the console. */
    static final Navigation NONE = new Navigation(List.of(), "", "", List.of(), "");

    /**
     * A console page.
     *
     * @param here the key by which a page marks itself as current, also the name of its icon
     */
    record NavItem(String here, String path, String label) {}

    /**
     * A color scheme to choose.
     *
     * @param value also the name of its icon
     */
    record SchemeChoice(String value, String label, boolean chosen) {}

    static Navigation of(SignedIn caller, ConsoleMessages messages, ColorScheme scheme, String page) {
        return new Navigation(
                items(caller, messages),
                caller.administrator().displayName(),
                new RoleFormatter(messages).role(caller.administrator().role()),
                ColorScheme.all().stream()
                        .map(one -> new SchemeChoice(one.value(), messages.scheme(one), one == scheme))
                        .toList(),
                page);
    }

    private static List<NavItem> items(SignedIn caller, ConsoleMessages messages) {
        var paths = new RealmPaths(caller.realm().slug());
        boolean systemAdministrator = caller.administrator().role() == Role.SYSTEM_ADMINISTRATOR;
        List<NavItem> items = new ArrayList<>(List.of(
                new NavItem("overview", paths.console(), messages.title()),
                new NavItem("administrators", paths.administrators(), messages.administrators()),
                new NavItem("settings", paths.settings(), messages.settings()),
                new NavItem("audit", paths.audit(), messages.audit()),
                new NavItem("deliveries", paths.deliveries(), messages.deliveries())));
        if (systemAdministrator) {
            items.add(new NavItem("applications", paths.applications(), messages.applications()));
            items.add(new NavItem("service-tokens", paths.serviceTokens(), messages.serviceTokens()));
        }
        if (systemAdministrator && caller.realm().root()) {
            items.add(new NavItem("realms", paths.realms(), messages.realms()));
        }
        return List.copyOf(items);
    }
}
