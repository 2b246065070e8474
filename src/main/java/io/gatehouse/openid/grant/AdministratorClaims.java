package io.gatehouse.openid.grant;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import io.gatehouse.administrator.Administrator;
import io.gatehouse.administrator.MobileNumber;
import io.gatehouse.openid.client.Client;
import io.gatehouse.openid.provider.OpenIdScope;
import io.gatehouse.realm.Realm;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The claims about administrators (OpenID Connect Core 1.0, section 5.1). */
final class AdministratorClaims {
    private AdministratorClaims() {}

    /** Returns those of the claims that the administrator has. */
    static Map<String, Object> of(Realm realm, Administrator administrator, Set<String> names) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", administrator.displayName());
        all.put("preferred_username", administrator.email().value());
        all.put("locale", administrator.language(realm.settings()).toLanguageTag());
        all.put("email", administrator.email().value());
        all.put("email_verified", true);
        administrator.phone().map(MobileNumber::value).ifPresent(number -> {
            all.put("phone_number", number);
            all.put("phone_number_verified", true);
        });
        all.put("groups", List.of(administrator.role().name()));
        all.keySet().retainAll(names);
        return all;
    }

    /** Returns the names of the claims that the scopes and the {@code claims} parameter request of the UserInfo endpoint. */
    static Set<String> inUserInfo(Client client, Authorization authorization, Collection<OpenIdScope> scopes) {
        return Stream.concat(
                        scopes.stream().flatMap(scope -> scope.claims().stream()),
                        requested(client, authorization, OIDCClaimsRequest::getUserInfoClaimsRequest))
                .collect(Collectors.toSet());
    }

    /** Returns the names of the claims that the {@code claims} parameter requests of the ID token, and of the scope {@code groups}. */
    static Set<String> inIdToken(Client client, Authorization authorization) {
        return Stream.concat(
                        authorization.scopesOf(client).stream()
                                .filter(scope -> scope == OpenIdScope.GROUPS)
                                .flatMap(scope -> scope.claims().stream()),
                        requested(client, authorization, OIDCClaimsRequest::getIDTokenClaimsRequest))
                .collect(Collectors.toSet());
    }

    /** Returns the individually requested claims, among those of the scopes that the client is registered for. */
    private static Stream<String> requested(
            Client client, Authorization authorization, Function<OIDCClaimsRequest, ClaimsSetRequest> part) {
        Set<String> allowed = client.metadata().scopes().stream()
                .flatMap(scope -> scope.claims().stream())
                .collect(Collectors.toSet());
        return authorization.claims().flatMap(AdministratorClaims::parse).map(part).stream()
                .flatMap(request -> request.getClaimNames(false).stream())
                .filter(allowed::contains);
    }

    private static Optional<OIDCClaimsRequest> parse(String claims) {
        try {
            return Optional.of(OIDCClaimsRequest.parse(claims));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
