package io.gatehouse.openid.provider;

import com.nimbusds.oauth2.sdk.id.Issuer;
import io.gatehouse.kernel.PublicUrls;
import io.gatehouse.realm.Realm;
import jakarta.inject.Singleton;
import java.net.URI;

/** The addresses of a realm's endpoints. */
@Singleton
public class ProviderUrls {
    private final PublicUrls urls;

    ProviderUrls(PublicUrls urls) {
        this.urls = urls;
    }

    /** Returns the issuer identifier. */
    public Issuer issuer(Realm realm) {
        return new Issuer(urls.realm(realm.slug()));
    }

    /** Returns the address of the key set. */
    public URI keySet(Realm realm) {
        return URI.create(urls.page(realm.slug(), ".well-known/jwks.json"));
    }

    /** Returns the address of an endpoint below {@code /oidc}, such as {@code token}. */
    public URI endpoint(Realm realm, String name) {
        return URI.create(urls.page(realm.slug(), "oidc/" + name));
    }

    /** Returns the audience of a client's access tokens, which is not the one of Gatehouse's own API. */
    public URI userInfo(Realm realm) {
        return endpoint(realm, "userinfo");
    }
}
