package io.gatehouse.api.support;

import io.gatehouse.realm.Realm;
import io.gatehouse.realm.Realms;
import jakarta.enterprise.context.RequestScoped;

/** Loads the realm named by the request path, once per request. */
@RequestScoped
public class RequestedRealm {
    private final Realms realms;
    private Realm realm;

    RequestedRealm(Realms realms) {
        this.realms = realms;
    }

    /**
     * Returns the realm of that name.
     *
     * @throws io.gatehouse.kernel.NotFoundException if it does not exist
     */
    public Realm get(String slug) {
        if (realm == null) {
            realm = realms.get(slug);
        }
        return realm;
    }
}
