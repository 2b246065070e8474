package io.gatehouse.api;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.RequestScoped;

/** The realm that a request's path names, read once per request. */
@RequestScoped
class RequestedRealm {
    private final Realms realms;
    private Realm realm;

    RequestedRealm(Realms realms) {
        this.realms = realms;
    }

    /**
     * Returns the realm of that name.
     *
     * @throws io.gatehouse.platform.NotFoundException if there is none
     */
    Realm get(String slug) {
        if (realm == null) {
            realm = realms.get(slug);
        }
        return realm;
    }
}
