package io.gatehouse.api;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.RequestScoped;

/** The realm a request's path names, read once a request. */
@RequestScoped
class RequestedRealm {
    private final Realms realms;
    private Realm realm;

    RequestedRealm(Realms realms) {
        this.realms = realms;
    }

    /**
     * The realm of that name.
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
