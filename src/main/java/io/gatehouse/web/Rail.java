package io.gatehouse.web;

import io.gatehouse.admin.Role;
import java.util.ArrayList;
import java.util.List;

/** The pages of the console that a person's role has. */
record Rail(List<Stop> stops) {
    /** No console around the page. */
    static final Rail NONE = new Rail(List.of());

    /**
     * A page of the console.
     *
     * @param here its name among them
     */
    record Stop(String here, String path, String label) {}

    static Rail of(SignedIn person, ConsoleMessages messages) {
        var paths = new RealmPaths(person.realm().slug());
        boolean chief = person.administrator().role() == Role.SYSTEM_ADMINISTRATOR;
        List<Stop> stops = new ArrayList<>(List.of(
                new Stop("overview", paths.console(), messages.title()),
                new Stop("administrators", paths.administrators(), messages.administrators()),
                new Stop("settings", paths.settings(), messages.settings()),
                new Stop("audit", paths.audit(), messages.audit()),
                new Stop("deliveries", paths.deliveries(), messages.deliveries())));
        if (chief) {
            stops.add(new Stop("service-tokens", paths.serviceTokens(), messages.serviceTokens()));
        }
        if (chief && person.realm().root()) {
            stops.add(new Stop("realms", paths.realms(), messages.realms()));
        }
        stops.add(new Stop("account", paths.account(), messages.account()));
        return new Rail(List.copyOf(stops));
    }
}
